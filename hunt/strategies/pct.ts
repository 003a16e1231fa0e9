// Probabilistic concurrency testing: messages are delivered by random priorities, and at a few random deliveries a
// priority changes or a fault strikes. What d such things in the right order can show, a run shows with a chance that
// has a bound.

import type { FaultSpec, Scenario } from '../../scenarios/scenario.ts';
import type { Case } from '../case.ts';
import { Dice } from '../dice.ts';
import type { Finding } from '../finding.ts';
import type { Strategy } from '../strategy.ts';
import { freedomOf } from '../swarm/freedom.ts';
import type { Profile } from '../swarm/profile.ts';
import { ms, range } from '../swarm/times.ts';
import { vary } from '../swarm/vary.ts';

/** Deliveries of a run before any was measured. */
const stepsAtFirst = 400;

/** Few messages carry little each, and nothing happens but what the schedule does. */
const profile: Profile = {
  name: 'pct',
  about: 'a good network, quick disks, and no faults but those of the schedule',
  weight: 1,
  nodes: [3, 3, 3, 4, 5],
  heat: ['still'],
  entriesMax: [1, 2, 2, 8],
  temper: 'restless',
  reads: ['log', 'read-index'],
  disk: 'any',
  calls: 'few',
  faults: {},
  goals: 0,
};

export class PctStrategy implements Strategy {
  readonly name = 'pct';
  readonly watchesStates = false;
  private readonly given: Omit<Case, 'seed'>;
  private tried = 0;
  private deepest = 1;
  /** The most that any run had: n and k of the bound. */
  private threads = 0;
  private steps = 0;

  constructor(given: Omit<Case, 'seed'>) {
    this.given = given;
  }

  propose(seed: number): Case {
    const { scenario } = this.given;
    this.tried++;
    if (freedomOf(scenario) === 'none') return { ...this.given, seed };
    const dice = new Dice(`${seed}/pct`);
    const depth = dice.between(2, 7);
    this.deepest = Math.max(this.deepest, depth);
    return {
      ...this.given,
      seed,
      scenario: scheduled(vary(scenario, profile, seed), depth, this.stepsNow, dice),
    };
  }

  learn(_: Case, { schedule }: Finding): void {
    if (schedule === undefined) return;
    this.threads = Math.max(this.threads, schedule.threads);
    this.steps = Math.max(this.steps, schedule.deliveries);
  }

  summary(): string {
    if (this.threads === 0) return `pct: ${this.tried} runs, none of them scheduled`;
    const depth = 3;
    const bound = boundOf(this.threads, this.steps, depth).toExponential(1);
    return (
      `pct: ${this.tried} runs of depth 2 to ${this.deepest}; with n = ${this.threads} lines of messages and ` +
      `k = ${this.steps} deliveries at most, a run of depth d shows what d orderings show with a chance of at ` +
      `least 1/(n·k^(d-1)): ${bound} for d = ${depth}`
    );
  }

  private get stepsNow(): number {
    return this.steps === 0 ? stepsAtFirst : this.steps;
  }
}

/** The least chance that one run shows a mistake of this depth, among `threads` lines and `steps` deliveries. */
export function boundOf(threads: number, steps: number, depth: number): number {
  return 1 / (threads * steps ** (depth - 1));
}

/** `depth` - 1 points of change, each of them a priority or a strike. */
function scheduled(scenario: Scenario, depth: number, steps: number, dice: Dice): Scenario {
  const strikes: FaultSpec[] = [];
  for (let point = 1; point < depth; point++) {
    if (dice.chance(60)) strikes.push(strike(strikes.length + 1, steps, dice));
  }
  return {
    ...scenario,
    network: {
      ...scenario.network,
      schedule: { every: ms(dice.scaled(1, 12)), changes: depth - 1 - strikes.length, steps },
    },
    faults: [...(scenario.faults ?? []), ...strikes],
  };
}

function strike(number: number, steps: number, dice: Dice): FaultSpec {
  const head = { id: `pct-${number}`, on: { nth: 1 + dice.below(steps) } };
  const length = range(50, dice.scaled(100, 1600));
  switch (dice.below(5)) {
    case 0:
      return { ...head, do: 'crash', nodes: 'leader', for: length };
    case 1:
      return { ...head, do: 'crash', nodes: 'any(all)', for: length };
    case 2:
      return { ...head, do: 'isolate', nodes: 'leader', for: length };
    case 3:
      return { ...head, do: 'restart', nodes: 'any(all)' };
    default:
      return { ...head, do: 'campaign', nodes: 'any(all)' };
  }
}
