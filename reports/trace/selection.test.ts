// Filters: each alone, and all together.

import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../sim/trace.ts';
import { fakeEvent } from '../fixtures/run.ts';
import { everything, initials, messageKinds, type Selection, select } from './selection.ts';

const vote = { id: 1, kind: 'RequestVote', from: 1, to: 2, term: 2 };
const reply = { id: 2, kind: 'RequestVoteReply', from: 2, to: 1, term: 2 };
const operation = { id: 0, client: 2, sequence: 1 };
const events: readonly TraceEvent[] = [
  fakeEvent({ event: 1, at: 10, node: 1, sent: [vote] }),
  fakeEvent({ event: 2, at: 20, kind: 'message', node: 2, cause: 1, message: vote, sent: [reply] }),
  fakeEvent({ event: 3, at: 30, node: 3 }),
  fakeEvent({ event: 4, at: 30, kind: 'nemesis', node: 0 }),
  fakeEvent({ event: 5, at: 40, kind: 'client', node: 0, client: 2, operations: [operation] }),
  fakeEvent({ event: 6, at: 50, kind: 'message', node: 1, cause: 2, message: reply }),
  fakeEvent({ event: 7, at: 60, kind: 'request', node: 3, cause: 5, operations: [operation] }),
];

function kept(changes: Partial<Selection>): readonly number[] {
  return [...select(events, { ...everything, ...changes })];
}

describe('a selection', () => {
  it.each<[string, Partial<Selection>, readonly number[]]>([
    ['nothing said', {}, [1, 2, 3, 4, 5, 6, 7]],
    ['nodes, with the faults', { nodes: [1, 2] }, [1, 2, 4, 6]],
    ['a client, with its requests', { clients: [2] }, [5, 7]],
    ['another client', { clients: [1] }, []],
    ['nodes and clients', { nodes: [1], clients: [2] }, [1, 4, 5, 6, 7]],
    ['a kind', { kinds: ['message'] }, [2, 6]],
    ['a type, sent or taken', { types: ['RequestVote'] }, [1, 2]],
    ['a time and later', { from: 40 }, [5, 6, 7]],
    ['a time and earlier', { to: 30 }, [1, 2, 3, 4]],
    ['neighbours', { around: { event: 4, context: 1 } }, [3, 4, 5]],
    ['causes', { causesOf: 6 }, [1, 2, 6]],
    ['causes through a client', { causesOf: 7 }, [3, 5, 7]],
    ['all of it', { nodes: [1], kinds: ['message'], from: 20, causesOf: 6 }, [6]],
  ])('by %s', (_, changes, expected) => {
    expect(kept(changes)).toEqual(expected);
  });

  it('knows the messages that occur, and their initials', () => {
    expect(messageKinds(events)).toEqual(['RequestVote', 'RequestVoteReply']);
    expect(['AppendEntriesReply', 'RequestVote', 'ping'].map(initials)).toEqual(['AER', 'RV', 'ping']);
  });
});
