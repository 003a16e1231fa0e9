// A case a little changed: another seed, one option, one fault more, less or elsewhere in time, or a single decision
// of the environment fixed to something else.

import { durationOf } from '../../scenarios/quantity.ts';
import type { FaultSpec, Scenario } from '../../scenarios/scenario.ts';
import type { Case } from '../case.ts';
import type { Dice } from '../dice.ts';
import { drawFault } from '../swarm/faults.ts';
import { freedomOf } from '../swarm/freedom.ts';
import type { FaultClass } from '../swarm/profile.ts';
import { profiles } from '../swarm/profiles.ts';
import { ms } from '../swarm/times.ts';
import { drawWorld } from '../swarm/world.ts';

/** `original`: what the hunt was given, which says what may change. `seed`: the one to use where it takes a new one. */
export function mutate(given: Case, original: Scenario, seed: number, dice: Dice): Case {
  // A world in which a goal rests on a server that hears nobody bears no more trouble.
  if (isDelicate(given.scenario)) return { ...given, seed };
  const isFixed = freedomOf(original) === 'none';
  let mutated = given;
  for (let left = dice.between(1, 3); left > 0; left--) {
    const kind = isFixed ? dice.below(4) : dice.below(10);
    if (kind <= 2) mutated = { ...mutated, seed };
    else if (kind === 3)
      mutated = { ...mutated, overrides: { ...mutated.overrides, ...decision(mutated, dice) } };
    else mutated = { ...mutated, scenario: changed(mutated.scenario, original, kind, dice) };
  }
  // What was drawn may be what was there.
  return JSON.stringify(mutated) === JSON.stringify(given) ? { ...given, seed } : mutated;
}

function isDelicate({ network, expect }: Scenario): boolean {
  return network?.links !== undefined && (expect?.eventually ?? []).length > 0;
}

/** Options that fit beside any others, and that no goal rests on. */
const options = [
  'entriesMax',
  'inflightMax',
  'batchDelay',
  'applyLag',
  'checkQuorum',
  'parallelDiskWrite',
  'thrifty',
  'eagerCommit',
  'sparseHeartbeats',
  'voteRetryInterval',
] as const;

function changed(scenario: Scenario, original: Scenario, kind: number, dice: Dice): Scenario {
  const faults = scenario.faults ?? [];
  const own = faults.flatMap(({ id }, position) => (id?.startsWith('swarm-') ? [position] : []));
  const isWhole = freedomOf(original) === 'whole';
  const owesNothing = (scenario.expect?.eventually ?? []).length === 0;
  const position = own.length === 0 ? -1 : dice.oneOf(own);
  switch (kind) {
    case 4: {
      const key = dice.oneOf(options);
      if (original.protocol?.[key] !== undefined && !isWhole) return scenario;
      const { protocol } = drawWorld(dice.oneOf(profiles), dice);
      return { ...scenario, protocol: { ...scenario.protocol, [key]: protocol?.[key] } };
    }
    case 5: {
      if (!isWhole || !owesNothing) return scenario;
      const other = drawWorld(dice.oneOf(profiles), dice);
      const section = dice.oneOf(['storage', 'workload'] as const);
      return { ...scenario, [section]: other[section] };
    }
    case 6:
      return position < 0 ? scenario : { ...scenario, faults: faults.filter((_, at) => at !== position) };
    case 7:
      return position < 0
        ? scenario
        : {
            ...scenario,
            faults: faults.map((fault, at) => (at === position ? elsewhere(fault, scenario, dice) : fault)),
          };
    default:
      return owesNothing || kind === 8 ? withOneMore(scenario, faults, dice) : scenario;
  }
}

const faultsMax = 12;

/** Faults that end with the chaos, whatever else there is. */
const addable = [
  'crash',
  'behead',
  'blink',
  'cut',
  'cut-leader',
  'hunt',
  'split',
  'ring',
  'one-way',
  'silence',
  'nap',
  'stall',
  'slow',
  'hold',
  'again',
] as const satisfies readonly FaultClass[];

function withOneMore(scenario: Scenario, faults: readonly FaultSpec[], dice: Dice): Scenario {
  if (faults.length >= faultsMax) return scenario;
  const added = drawFault(dice.oneOf(addable), { chaos: chaosOf(scenario), isTimely: true }, dice);
  let number = faults.length + 1;
  while (faults.some(({ id }) => id === `swarm-more-${number}`)) number++;
  return { ...scenario, faults: [...faults, { ...added, id: `swarm-more-${number}` }] };
}

/** Strikes at another time, if time is what it waits for. */
function elsewhere(fault: FaultSpec, scenario: Scenario, dice: Dice): FaultSpec {
  const chaos = chaosOf(scenario);
  if (fault.at !== undefined) return { ...fault, at: ms(dice.below(chaos)) };
  if (fault.every === undefined) return fault;
  const start = dice.below(Math.max(1, Math.floor(chaos * 0.8)));
  return { ...fault, start: ms(start), stop: ms(dice.between(start + 1, chaos)) };
}

/** ms */
function chaosOf({ run }: Scenario): number {
  const chaos = run?.chaos;
  return typeof chaos === 'string' ? Math.max(100, Math.floor(durationOf(chaos) / 1000)) : 2000;
}

/** One message lost, late or doubled; or one timeout. */
function decision({ scenario }: Case, dice: Dice): Case['overrides'] {
  const { nodes } = scenario.cluster ?? {};
  const size = typeof nodes === 'number' ? nodes : 3;
  if (size < 2) return {};
  const from = dice.between(1, size);
  const to = 1 + ((from - 1 + dice.between(1, size - 1)) % size);
  const message = `link/${from}>${to}/${dice.scaled(1, 300)}`;
  switch (dice.below(4)) {
    case 0:
      return { [`${message}/lost`]: 1 };
    case 1:
      return { [`${message}/latency`]: dice.scaled(1000, 2_000_000) };
    case 2:
      return { [`${message}/duplicated`]: 1, [`${message}/copyLatency`]: dice.scaled(1000, 2_000_000) };
    default:
      return { [`server/${from}/${dice.scaled(1, 30)}`]: dice.below(50_000) };
  }
}
