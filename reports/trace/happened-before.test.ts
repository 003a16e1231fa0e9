// Vector clocks tell exactly what happened before what, of whole traces and of parts.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../sim/trace.ts';
import { anyTrace } from './fixtures/drawn-trace.ts';
import { causalPast, isBefore, vectorClocks } from './happened-before.ts';
import { processOf } from './processes.ts';

/** By its definition: walks every edge backwards from each event. */
function pasts(events: readonly TraceEvent[]): readonly ReadonlySet<number>[] {
  return events.map((event) => {
    const past = new Set<number>();
    const visit = (at: TraceEvent): void => {
      if (past.has(at.event)) return;
      past.add(at.event);
      const before = events.findLast((each) => each.event < at.event && processOf(each) === processOf(at));
      const cause = events.find((each) => each.event === at.cause);
      if (before !== undefined) visit(before);
      if (cause !== undefined) visit(cause);
    };
    visit(event);
    return past;
  });
}

describe('vector clocks', () => {
  it('order the kept events as happened-before does', () => {
    fc.assert(
      fc.property(anyTrace, fc.integer({ min: 1, max: 4 }), ({ events }, every) => {
        const isKept = ({ event }: TraceEvent): boolean => every === 4 || event % every === 0;
        const kept = events.filter(isKept);
        const clocks = vectorClocks(events, isKept);
        const past = pasts(events);
        expect(clocks).toHaveLength(kept.length);
        kept.forEach((second, j) => {
          kept.forEach((first, i) => {
            const happened = i !== j && past[second.event - 1]!.has(first.event);
            expect(isBefore(clocks[i]!, clocks[j]!), `e${first.event} before e${second.event}`).toBe(
              happened,
            );
          });
        });
      }),
    );
  });

  it('count the kept events of each process without a gap', () => {
    fc.assert(
      fc.property(anyTrace, ({ events }) => {
        const isKept = ({ event }: TraceEvent): boolean => event % 3 !== 0;
        const clocks = vectorClocks(events, isKept);
        const counts = new Map<number, number>();
        events.filter(isKept).forEach((event, position) => {
          const process = processOf(event);
          counts.set(process, (counts.get(process) ?? 0) + 1);
          expect(clocks[position]!.get(process)).toBe(counts.get(process));
        });
      }),
    );
  });
});

describe('the causal past', () => {
  it('is what a walk along every edge finds', () => {
    fc.assert(
      fc.property(anyTrace, fc.nat(), ({ events }, draw) => {
        const focus = events[draw % events.length]!.event;
        expect([...causalPast(events, focus)].sort((a, b) => a - b)).toEqual(
          [...pasts(events)[focus - 1]!].sort((a, b) => a - b),
        );
      }),
    );
  });
});
