// What is found step by step is what looking at everything finds: on random histories of fake replicas
// that keep few of Raft's rules, the audit is silent before the first violation and agrees at it.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answer,
  append,
  applied,
  entry,
  hardState,
  reply,
  request,
  vote,
  voteRequest,
} from './fixtures/records.ts';
import { Story } from './fixtures/story.ts';

interface Move {
  readonly kind: number;
  readonly node: number;
  readonly other: number;
  readonly number: number;
}

const size = 3;
const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.nat(15),
  node: fc.integer({ min: 1, max: size }),
  other: fc.integer({ min: 1, max: size }),
  number: fc.nat(5),
});

/** Makes the move if it can be made at all; most of what Raft forbids is left in. */
function make(story: Story, { kind, node, other, number }: Move): void {
  if (!story.isUp(node)) {
    story.start(node);
    return;
  }
  const replica = story.replica(node);
  const { currentTerm, lastIndex } = replica;
  const image = story.image(node);
  switch (kind) {
    case 0:
      if (story.isUp(other) && other !== node) story.elect(node, currentTerm + 1, other);
      return;
    case 1:
      story.step(node, { set: (own) => Object.assign(own, { role: 'leader' }) });
      return;
    case 2:
    case 3:
      story.propose(node, number, number === 0 ? 0 : lastIndex + 1);
      return;
    case 4:
      // Somebody else's entry, of a term that may not be its own.
      story.step(node, {
        set: (own) => own.entries.push(entry(lastIndex + 1, Math.max(1, currentTerm - (number % 2)))),
      });
      return;
    case 5:
    case 6:
      if (lastIndex > image.entries.length && image.currentTerm === currentTerm) story.sync(node);
      else story.step(node, { kind: 'durable', persisted: [hardState(currentTerm, replica.votedFor)] });
      return;
    case 7:
      if (!story.isUp(other) || other === node || !mayCopy(story, node, other)) return;
      story.copy(node, other);
      if (story.image(other).entries.every((held, position) => held === replica.entries[position]))
        story.sync(other);
      return;
    case 8:
      if (lastIndex > Math.max(replica.lastApplied, image.entries.length))
        story.step(node, { set: (own) => own.entries.pop() });
      return;
    case 9:
      if (image.entries.length === 0) return;
      story.step(node, { kind: 'durable', persisted: [{ kind: 'truncate', from: image.entries.length }] });
      return;
    case 10:
      story.commit(node, Math.max(replica.commitIndex, lastIndex - (number % 2)));
      return;
    case 11: {
      const next = replica.entries[replica.lastApplied];
      if (next === undefined) return;
      story.step(node, { set: (own) => own.lastApplied++, applied: [applied(next)] });
      return;
    }
    case 12:
      story.crash(
        node,
        lastIndex > image.entries.length && number > 2
          ? [append(...replica.entries.slice(image.entries.length))]
          : [],
      );
      return;
    case 13:
      story.step(node, {
        set: (own) => {
          own.matchIndex[other] = number;
          own.nextIndex[other] = number + (lastIndex % 2);
        },
        message: reply(other, node, currentTerm, 0),
      });
      return;
    case 14:
      story.step(node, {
        sent: [
          vote(node, other, currentTerm),
          voteRequest(node, other, currentTerm),
          reply(node, other, currentTerm, number - 1),
        ],
      });
      return;
    default: {
      const own = replica.entries.findLast((held) => held.sequence > 0);
      if (own === undefined) return;
      story.step(node, { request: request(own.client, own.sequence, 'put') });
      story.step(node, { answered: [answer(own.client, own.sequence)] });
    }
  }
}

/** What a machine was given stays in the log: the audit has nothing else to compare it with. */
function mayCopy(story: Story, from: number, to: number): boolean {
  const { entries } = story.replica(from);
  const other = story.replica(to);
  const { lastApplied } = other;
  return entries.length >= other.lastIndex && entries[lastApplied - 1] === other.entries[lastApplied - 1];
}

/** Those whose audit looks at more than what was found before. */
const audited = [
  'election-safety',
  'election-quorum',
  'log-matching',
  'leader-completeness',
  'state-machine-safety',
  'committed-agreement',
  'no-lost-acknowledged-write',
  'one-vote-a-term',
  'term-monotonic',
  'leader-append-only',
  'entry-origin',
  'log-terms',
  'commit-within-log',
  'committed-durable',
  'applied-within-commit',
  'next-above-match',
  'match-truth',
  'recovery',
];

describe('the audit agrees with the checks after every event', () => {
  it.each(audited)('%s', (property) => {
    let violated = 0;
    const histories = fc.array(move, { minLength: 5, maxLength: 60, size: 'max' });
    fc.assert(
      fc.property(histories, (moves) => {
        const story = new Story(size, property);
        for (const one of moves) {
          make(story, one);
          const inTheEnd = story.audit();
          // A move of several events may heal what it broke; the verdict stands all the same.
          if (story.violation !== null) {
            violated++;
            return;
          }
          expect(inTheEnd).toBeNull();
        }
      }),
      { numRuns: 400, seed: 1 },
    );
    // Recovery cannot break here: fakes start from their disks.
    if (property !== 'recovery') expect(violated).toBeGreaterThan(0);
  });
});
