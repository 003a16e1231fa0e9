// Runs a seed again and compares the two runs event by event.

import type { Divergence } from '../reports/record.ts';
import type { Plan } from '../sim/plan.ts';
import type { TraceEvent } from '../sim/trace.ts';
import type { Run } from '../sim/verdict.ts';
import type { Engine } from './engine.ts';

/** A digest word for each event, in a buffer that doubles. */
export class Words {
  private words: Uint32Array = new Uint32Array(1 << 12);
  private length = 0;

  /** Events count from 1. */
  set(event: number, word: number): void {
    if (event >= this.words.length) {
      const larger = new Uint32Array(this.words.length * 2);
      larger.set(this.words);
      this.words = larger;
    }
    this.words[event] = word;
    this.length = event;
  }

  at(event: number): number | undefined {
    return event <= this.length ? this.words[event] : undefined;
  }

  get last(): number {
    return this.length;
  }
}

/** Traced pairs taken to show a difference in words; what is random may agree once by chance. */
const tries = 3;

export interface Compared {
  readonly run: Run;
  /** Null: both runs were the same to the last event. */
  readonly divergence: Divergence | null;
}

type RunEngine = Pick<Engine, 'run'>;

export function runTwice(engine: RunEngine, plan: Plan, seed: number): Compared {
  const words = new Words();
  const run = engine.run(plan, seed, { onDigest: (event, word) => words.set(event, word) });
  const again = new Words();
  const second = engine.run(plan, seed, { onDigest: (event, word) => again.set(event, word) });
  const event = firstDifference(words, again);
  if (event === 0 && sameEnd(run, second)) return { run, divergence: null };
  return { run, divergence: describe(engine, plan, seed, event, run, second) };
}

/** For two runs of one seed that are known to differ. */
export function divergenceOf(
  engine: RunEngine,
  plan: Plan,
  seed: number,
  first: Run,
  second: Run,
): Divergence {
  return runTwice(engine, plan, seed).divergence ?? endsOf(first, second, 0);
}

function firstDifference(first: Words, second: Words): number {
  const last = Math.max(first.last, second.last);
  for (let event = 1; event <= last; event++) if (first.at(event) !== second.at(event)) return event;
  return 0;
}

function sameEnd(first: Run, second: Run): boolean {
  return first.digest === second.digest && JSON.stringify(first.verdict) === JSON.stringify(second.verdict);
}

/** The difference in the words of two traces; where those agree by chance, the two ends. */
function describe(
  engine: RunEngine,
  plan: Plan,
  seed: number,
  event: number,
  first: Run,
  second: Run,
): Divergence {
  for (let attempt = 0; event > 0 && attempt < tries; attempt++) {
    const stopAtEvent = event + 1000;
    const one = traced(engine, plan, seed, stopAtEvent);
    const two = traced(engine, plan, seed, stopAtEvent);
    const at = firstDifference(one.words, two.words);
    if (at > 0)
      return {
        event: at,
        first: lineFrom(at, one.events, two.events),
        second: lineFrom(at, two.events, one.events),
      };
  }
  return endsOf(first, second, event);
}

function traced(
  engine: RunEngine,
  plan: Plan,
  seed: number,
  stopAtEvent: number,
): { readonly words: Words; readonly events: readonly TraceEvent[] } {
  const words = new Words();
  const events: TraceEvent[] = [];
  engine.run(plan, seed, {
    stopAtEvent,
    trace: { record: (event) => void events.push(event) },
    onDigest: (event, word) => words.set(event, word),
  });
  return { words, events };
}

/**
 * The event in words; where the other run has the same words for it (what differs is not in them, an alarm
 * set for another time, say), also the first later event that is told differently.
 */
function lineFrom(at: number, events: readonly TraceEvent[], others: readonly TraceEvent[]): string {
  const line = lineOf(events[at - 1]);
  if (line !== lineOf(others[at - 1])) return line;
  const last = Math.max(events.length, others.length);
  for (let event = at + 1; event <= last; event++) {
    const later = lineOf(events[event - 1]);
    if (later !== lineOf(others[event - 1])) return `${line}, later ${later}`;
  }
  return line;
}

function lineOf(event: TraceEvent | undefined): string {
  if (event === undefined) return 'the run had ended before';
  const who = event.node > 0 ? `n${event.node}` : event.client > 0 ? `client ${event.client}` : 'nemesis';
  const effects = event.effects.length === 0 ? '' : ` (${event.effects.join('; ')})`;
  return `event ${event.event} t=${event.at}us ${who} ${event.text} ${event.status}${effects}`;
}

function endsOf(first: Run, second: Run, event: number): Divergence {
  const end = (run: Run): string => `${run.verdict.kind} after ${run.events} events, digest ${run.digest}`;
  return { event, first: end(first), second: end(second) };
}
