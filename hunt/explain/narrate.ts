// A run told event by event: each with the clauses that say what it came to.

import { run } from '../../sim/run.ts';
import type { TraceEvent, TraceStanding } from '../../sim/trace.ts';
import type { Run } from '../../sim/verdict.ts';
import { type Case, planOf } from '../case.ts';
import { clausesOf } from './clauses.ts';

export interface Told {
  readonly event: TraceEvent;
  readonly clauses: readonly string[];
}

export interface Narration {
  readonly run: Run;
  readonly names: readonly string[];
  readonly told: readonly Told[];
}

export function narrate(given: Case): Narration {
  const plan = planOf(given);
  const standings: (TraceStanding | null)[] = [];
  const told: Told[] = [];
  const found = run(plan, given.seed, {
    trace: {
      record: (event) => {
        told.push({ event, clauses: clausesOf(event, standings[event.node] ?? null, plan.names) });
        if (event.node > 0) standings[event.node] = event.standing;
      },
    },
  });
  return { run: found, names: plan.names, told };
}

/** `script-3` of an event with which a step of a script begins; 0: it is none. */
export function stepOf({ kind, text }: TraceEvent): number {
  return kind === 'nemesis' ? Number(/^script-(\d+): /.exec(text)?.[1] ?? 0) : 0;
}
