// A leader's knowledge of a follower, under any order of answers.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Progress } from './progress.ts';

type Step =
  | { readonly kind: 'send'; readonly entries: number }
  | { readonly kind: 'match'; readonly index: number }
  | { readonly kind: 'refuse'; readonly prevLogIndex: number; readonly hint: number }
  | { readonly kind: 'probe' }
  | { readonly kind: 'replicate' };

const index = fc.nat(40);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('send' as const), entries: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('match' as const), index }),
  fc.record({ kind: fc.constant('refuse' as const), prevLogIndex: index, hint: fc.nat(50) }),
  fc.record({ kind: fc.constant('probe' as const) }),
  fc.record({ kind: fc.constant('replicate' as const) }),
);

const node = 2;

function take(progress: Progress, next: Step): void {
  switch (next.kind) {
    case 'send':
      if (progress.maySend(node)) progress.onSent(node, progress.nextIndex[node]! + next.entries - 1, 0);
      return;
    case 'match':
      progress.onMatch(node, next.index, 0);
      return;
    case 'refuse':
      if (progress.isNews(node, next.prevLogIndex)) progress.onRefused(node, next.prevLogIndex, next.hint);
      return;
    case 'probe':
      progress.probe(node);
      return;
    case 'replicate':
      progress.replicate(node);
      return;
  }
}

it('nextIndex stays above matchIndex, and matchIndex never falls', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 3 }), (steps, inflightMax) => {
      const progress = new Progress(3, inflightMax, 20, 0);
      let match = 0;
      for (const next of steps) {
        take(progress, next);
        expect(progress.matchIndex[node]).toBeGreaterThanOrEqual(match);
        match = progress.matchIndex[node]!;
        expect(progress.nextIndex[node]).toBeGreaterThan(match);
      }
      expect(progress.nextIndex[1]).toBe(21);
      expect(progress.nextIndex[3]).toBe(21);
    }),
  );
});

it('a refusal that is news moves nextIndex back, at least by one', () => {
  fc.assert(
    fc.property(index, fc.nat(50), fc.nat(19), (prevLogIndex, hint, match) => {
      const progress = new Progress(3, 4, 20, 0);
      progress.onMatch(node, match, 0);
      const before = progress.nextIndex[node]!;
      const isNews = progress.isNews(node, prevLogIndex);
      expect(isNews).toBe(prevLogIndex === 20 && match < 20);
      if (!isNews) return;
      progress.onRefused(node, prevLogIndex, hint);
      expect(progress.nextIndex[node]).toBeLessThan(before);
      expect(progress.probing[node]).toBe(true);
    }),
  );
});

it('a probe is one message; replicating, as many as the limit; an answer makes room', () => {
  const progress = new Progress(2, 3, 0, 0);
  progress.onSent(node, 1, 10);
  expect(progress.maySend(node)).toBe(false);
  expect(progress.nextIndex[node]).toBe(1);
  progress.replicate(node);
  for (const last of [1, 2, 3]) {
    expect(progress.maySend(node)).toBe(true);
    progress.onSent(node, last, 10);
  }
  expect(progress.maySend(node)).toBe(false);
  expect(progress.nextIndex[node]).toBe(4);
  expect(progress.onMatch(node, 2, 20)).toBe(true);
  expect(progress.onMatch(node, 2, 20)).toBe(false);
  expect(progress.maySend(node)).toBe(true);
  progress.onSent(node, 4, 20);
  expect(progress.maySend(node)).toBe(true);
});

it('stalls when the oldest message gets no answer, not when answers keep coming', () => {
  const progress = new Progress(2, 3, 0, 0);
  progress.replicate(node);
  expect(progress.isStalled(node, 1_000, 50)).toBe(false);
  progress.onSent(node, 1, 100);
  progress.onSent(node, 2, 120);
  expect(progress.isStalled(node, 149, 50)).toBe(false);
  expect(progress.isStalled(node, 150, 50)).toBe(true);
  progress.onMatch(node, 1, 140);
  expect(progress.isStalled(node, 189, 50)).toBe(false);
  expect(progress.isStalled(node, 190, 50)).toBe(true);
  progress.probe(node);
  expect(progress.nextIndex[node]).toBe(2);
  expect(progress.isStalled(node, 1_000, 50)).toBe(false);
});
