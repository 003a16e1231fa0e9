// From a run that draws from its seed to a script that fails in the same way, and without a seed.

import { causalPast } from '../../reports/trace/happened-before.ts';
import type { ProtocolSection, Scenario, ScriptStepSpec } from '../../scenarios/scenario.ts';
import type { Operation } from '../../sim/history.ts';
import type { TraceEvent } from '../../sim/trace.ts';
import type { Case } from '../case.ts';
import { type Recorded, type Style, type Transcript, transcriptOf } from './scripted.ts';
import type { Search } from './search.ts';
import { withStallsFitted } from './stalls.ts';
import type { ScriptTrial, Trials } from './trials.ts';

/** From what is easiest to read to what is nearest to the run. */
const styles: readonly Style[] = [
  { isPlain: true, isTimed: false, holdsDisks: false },
  { isPlain: false, isTimed: false, holdsDisks: false },
  { isPlain: true, isTimed: false, holdsDisks: true },
  { isPlain: false, isTimed: false, holdsDisks: true },
  { isPlain: true, isTimed: true, holdsDisks: false },
  { isPlain: false, isTimed: true, holdsDisks: false },
  { isPlain: false, isTimed: true, holdsDisks: true },
];

/** False where no script does it: what breaks needs timers that run. */
export function intoScript(search: Search): boolean {
  const { best, run, trials } = search;
  if (run.verdict.kind === 'stalled' || best.scenario.script !== undefined) return false;
  const recorded = record(best, trials);
  if (recorded === null) return false;
  const past = causalPast(recorded.events, run.events);
  for (const style of styles) {
    const whole = transcriptOf(recorded, style);
    for (const transcript of [onlyOf(whole, past), whole]) {
      const scenario = scriptOf(best.scenario, transcript.steps, style, recorded.names);
      const found = tryScript(trials, { ...best, scenario });
      if (found === null) continue;
      search.adopt(found.best, found.trial.run);
      return true;
    }
  }
  return false;
}

/** The case with the steps alone that were done, if it fails. */
export function tryScript(
  trials: Trials,
  given: Case,
): { readonly best: Case; readonly trial: ScriptTrial } | null {
  const steps = withStallsFitted(given.scenario.script ?? []);
  const candidate = { ...given, scenario: { ...given.scenario, script: steps } };
  const ends: ScriptStepSpec = { fault: { do: 'stop', what: 'run' } };
  const trial = trials.failingScript({
    ...candidate,
    scenario: { ...candidate.scenario, script: [...steps, ends] },
  });
  if (trial === null) return null;
  const script = trial.done.filter((position) => position < steps.length).map((position) => steps[position]!);
  return { best: { ...candidate, scenario: { ...candidate.scenario, script } }, trial };
}

function record(given: Case, trials: Trials): Recorded | null {
  const events: TraceEvent[] = [];
  let operations: readonly Operation[] = [];
  const run = trials.run(given, {
    trace: { record: (event) => events.push(event) },
    onHistory: (all) => {
      operations = all;
    },
  });
  const names =
    given.scenario.cluster?.names ?? Array.from({ length: run?.nodes ?? 0 }, (_, i) => `n${i + 1}`);
  return run === null ? null : { events, operations, names, faults: given.scenario.faults ?? [] };
}

function onlyOf({ steps, events }: Transcript, past: ReadonlySet<number>): Transcript {
  const isKept = (position: number): boolean => past.has(events[position]!);
  return {
    steps: steps.filter((_, position) => isKept(position)),
    events: events.filter((_, position) => isKept(position)),
  };
}

/** Longer than any script. */
const chaos = '900h';

function scriptOf(
  scenario: Scenario,
  script: readonly ScriptStepSpec[],
  style: Style,
  names: readonly string[],
): Scenario {
  const {
    faults: _faults,
    workload: _workload,
    network: _network,
    swarm: _swarm,
    limits: _limits,
    ...rest
  } = scenario;
  return {
    ...rest,
    cluster: rest.cluster?.names === undefined ? { ...rest.cluster, nodes: names.length } : rest.cluster,
    protocol: byHand(scenario.protocol ?? {}, style),
    network: { delivery: 'manual' },
    script,
    run: { chaos, settle: '0s' },
  };
}

function byHand(protocol: ProtocolSection, { isPlain }: Style): ProtocolSection {
  const { batchDelay: _delay, applyLag: _lag, ...rest } = protocol;
  const plain = { preVote: false, leaderStickiness: false, checkQuorum: false };
  return { timers: 'manual', ...rest, ...(isPlain ? plain : {}) };
}
