// What is found step by step is what looking at everything again finds: on random histories of fake
// replicas that keep few of Raft's rules, checks and audits report the same properties, both ways.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts } from '../../facts.ts';
import { audits } from './audit/audits.ts';
import { Agreement } from './fixtures/agreement.ts';
import { checkOptions } from './fixtures/fake-cluster.ts';
import {
  answer,
  append,
  applied,
  entry,
  hardState,
  preVote,
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
/** A client that only reads. */
const reader = 9;
const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.nat(23),
  node: fc.integer({ min: 1, max: size }),
  other: fc.integer({ min: 1, max: size }),
  number: fc.nat(5),
});

/** Makes the move if it can be made at all; most of what Raft forbids is left in. */
function make(story: Story, { kind, node, other, number }: Move): void {
  if (!story.isUp(node)) {
    // Now and then with less than its disk holds.
    story.start(node, (own) => void (number === 5 && own.entries.pop()));
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
      story.propose(node, number, number === 0 ? 0 : 1 + (number === 1 ? 0 : lastIndex));
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
    case 15:
      story.step(node, {
        message: preVote(other, node, currentTerm + 1),
        set: (own) => Object.assign(own, { currentTerm: currentTerm + (number % 2) }),
      });
      return;
    case 16:
      story.commit(node, Math.max(0, replica.commitIndex - (number % 2)));
      return;
    case 17:
      story.step(node, {
        set: (own) => Object.assign(own, { lastApplied: Math.max(0, own.lastApplied - (number % 2)) }),
      });
      return;
    case 18:
      story.now += number * 100_000;
      story.step(node, { kind: 'alarm' });
      return;
    case 19: {
      const next = replica.entries[replica.lastApplied];
      if (next === undefined) return;
      story.step(node, { set: (own) => own.lastApplied++, applied: [applied(next, number)] });
      return;
    }
    case 20:
      story.step(node, { request: request(reader, number, 'get') });
      return;
    case 21:
      story.step(node, { answered: [answer(reader, number)] });
      return;
    case 22:
      if (other === node) return;
      story.step(node, {
        message: voteRequest(other, node, currentTerm + 1, replica.entries[number] ?? null),
        set: (own) => Object.assign(own, { role: 'follower', currentTerm: currentTerm + 1, votedFor: other }),
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

class Watched extends Story {
  protected override watch(): Agreement {
    return new Agreement(this, checkOptions);
  }

  disagreements(): readonly string[] {
    return (this.observer as Agreement).disagreements(this.facts as unknown as Facts);
  }

  get broken(): ReadonlySet<string> {
    return (this.observer as Agreement).broken;
  }
}

describe('audits of random histories', () => {
  it('agree with the checks after every event, whatever breaks', () => {
    const broken = new Set<string>();
    const histories = fc.array(move, { minLength: 5, maxLength: 60, size: 'max' });
    fc.assert(
      fc.property(histories, fc.nat(60), (moves, pause) => {
        const story = new Watched(size);
        moves.forEach((one, position) => {
          make(story, one);
          if (position === pause) expect(story.disagreements()).toEqual([]);
        });
        expect(story.disagreements()).toEqual([]);
        for (const property of story.broken) broken.add(property);
      }),
      { numRuns: 400, seed: 1 },
    );
    // These take more of a story than chance tells; the mutants have them.
    expect(Object.keys(audits).filter((name) => !broken.has(name))).toEqual([
      'refused-never-committed',
      'read-freshness',
    ]);
  });
});
