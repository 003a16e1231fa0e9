// The decisions without which a run does not fail: each is undone in a run of its own, which tells.

import type { FaultSpec, Scenario } from '../../scenarios/scenario.ts';
import { run } from '../../sim/run.ts';
import type { TraceEvent, TraceMessage } from '../../sim/trace.ts';
import type { Run } from '../../sim/verdict.ts';
import { type Case, planOf } from '../case.ts';
import { signatureOf } from '../signature.ts';
import type { Narration } from './narrate.ts';

export interface Decision {
  /** `link/1>2/17/lost`, `step 3`, `fault cut`. */
  readonly name: string;
  /** What it decided. */
  readonly words: string;
}

export interface Decisions {
  readonly needed: readonly Decision[];
  /** Undone one by one, each in a run. */
  readonly tried: number;
  /** There were more, which nobody tried. */
  readonly untried: number;
}

/** Undoing more than these would take too long; the last ones before the failure come first. */
const triedMax = 150;

interface Candidate extends Decision {
  readonly without: Case;
}

export function decisionsOf(given: Case, narration: Narration, past: ReadonlySet<number>): Decisions {
  const all = candidatesOf(given, narration, past);
  const tried = all.slice(0, triedMax);
  const needed = tried.filter(({ without }) => !failsInTime(without, narration.run));
  return {
    needed: needed.map(({ name, words }) => ({ name, words })),
    tried: tried.length,
    untried: all.length - tried.length,
  };
}

/** Whether the same breaks, no later than it did. */
function failsInTime(given: Case, original: Run): boolean {
  const plan = planOf(given);
  const found = run(plan, given.seed, { onScriptStep: () => {}, stopAtEvent: original.events * 2 + 1000 });
  const isSame = signatureOf(found.verdict)?.property === signatureOf(original.verdict)?.property;
  return isSame && (given.scenario.script !== undefined || found.endedAt <= original.endedAt);
}

function candidatesOf(given: Case, narration: Narration, past: ReadonlySet<number>): readonly Candidate[] {
  const { scenario } = given;
  if (scenario.script !== undefined) return stepsOf(given, scenario.script);
  const decided = decidedOf(
    narration.told.map(({ event }) => event),
    past,
    narration.names,
  );
  return [
    ...faultsOf(given, scenario.faults ?? []),
    ...decided.map(({ name, words, instead }) => ({
      name,
      words,
      without: { ...given, overrides: { ...given.overrides, [name]: instead } },
    })),
  ];
}

function stepsOf(given: Case, script: NonNullable<Scenario['script']>): readonly Candidate[] {
  return script.map((_, position) => {
    // In the calm after the script anything may break by chance.
    const ends = { fault: { do: 'stop', what: 'run' } } as const;
    const left = [...script.filter((_step, other) => other !== position), ends];
    return {
      name: `step ${position + 1}`,
      words: JSON.stringify(script[position]).replaceAll('"', '').replaceAll(/[{,:]/g, '$& '),
      without: { ...given, scenario: { ...given.scenario, script: left } },
    };
  });
}

function faultsOf(given: Case, faults: readonly FaultSpec[]): readonly Candidate[] {
  return faults.map((fault, position) => ({
    name: `fault ${fault.id ?? position + 1}`,
    words: fault.do,
    without: {
      ...given,
      scenario: { ...given.scenario, faults: faults.filter((_, other) => other !== position) },
    },
  }));
}

interface Decided extends Decision {
  /** The override that undoes it. */
  readonly instead: number;
}

/** A message that takes longer than this was late, µs; and how long it takes when it is not. */
const lateFrom = 15_000;
const usual = 5_000;

/** Messages that were sent in the past of the failure and lost, doubled or late; the last ones first. */
function decidedOf(
  events: readonly TraceEvent[],
  past: ReadonlySet<number>,
  names: readonly string[],
): readonly Decided[] {
  const arrivals = arrivalsOf(events);
  const ordinals = new Map<string, number>();
  const found: Decided[] = [];
  for (const { event, at, sent } of events) {
    for (const message of sent) {
      const link = `link/${message.from}>${message.to}`;
      const ordinal = (ordinals.get(link) ?? 0) + 1;
      ordinals.set(link, ordinal);
      if (!past.has(event)) continue;
      const what = wordsOf(message, names);
      const delays = (arrivals.get(message.id) ?? []).map((arrival) => arrival - at);
      found.push(...fateOf(`${link}/${ordinal}`, what, delays));
    }
  }
  return found.reverse();
}

/** When each message arrived, by its number: a doubled one twice. */
function arrivalsOf(events: readonly TraceEvent[]): ReadonlyMap<number, readonly number[]> {
  const arrivals = new Map<number, number[]>();
  for (const { message, at } of events) {
    if (message === null) continue;
    const own = arrivals.get(message.id) ?? [];
    arrivals.set(message.id, [...own, at]);
  }
  return arrivals;
}

/** What was decided about one message, as far as it was out of the ordinary. */
function fateOf(name: string, what: string, delays: readonly number[]): readonly Decided[] {
  const [first, second] = delays;
  if (first === undefined) return [{ name: `${name}/lost`, words: `${what} did not arrive`, instead: 0 }];
  const late = Math.round(first / 1000);
  return [
    ...(first > lateFrom
      ? [{ name: `${name}/latency`, words: `${what} took ${late}ms`, instead: usual }]
      : []),
    ...(second === undefined
      ? []
      : [{ name: `${name}/duplicated`, words: `${what} arrived twice`, instead: 0 }]),
  ];
}

function wordsOf({ kind, from, to, term }: TraceMessage, names: readonly string[]): string {
  return `${kind} of term ${term} from ${names[from - 1]} to ${names[to - 1]}`;
}
