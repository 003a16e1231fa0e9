// Elections: paper §5.1, §5.2, §5.4.1; thesis §4.2.3, §6.2, §9.6.

import { describe, expect, it } from 'vitest';
import { Bench } from './fixtures/bench.ts';
import { messageOf } from './message.ts';

const plain = { preVote: false, leaderStickiness: false };

function requestVote(from: number, to: number, term: number, lastLogIndex = 0, lastLogTerm = 0) {
  return messageOf('RequestVote', from, to, term, { lastLogIndex, lastLogTerm });
}

describe('§5.2 leader election', () => {
  it('begins with followers of no leader in term 0', () => {
    const bench = new Bench(3);
    for (const id of bench.members)
      expect(bench.view(id)).toMatchObject({ role: 'follower', currentTerm: 0, votedFor: 0, leader: 0 });
  });

  it('takes the next term, votes for itself and asks all others once that is durable', () => {
    const bench = new Bench(3, plain);
    bench.autoSync = false;
    bench.alarm(1);
    expect(bench.view(1)).toMatchObject({ role: 'candidate', currentTerm: 1, votedFor: 1 });
    expect(bench.wire).toEqual([]);
    bench.sync(1);
    expect(bench.take('RequestVote').map(({ to, term }) => [to, term])).toEqual([
      [2, 1],
      [3, 1],
    ]);
  });

  it.each([
    [1, 0],
    [2, 1],
    [3, 1],
    [4, 2],
    [5, 2],
  ])('of %i servers a candidate needs the votes of %i others', (size, needed) => {
    const bench = new Bench(size, plain);
    bench.timeOut(1);
    bench.sync(1);
    for (let other = 1; other <= needed; other++) {
      expect(bench.view(1).role).toBe('candidate');
      bench.deliver(messageOf('RequestVoteReply', other + 1, 1, 1, { voteGranted: true }));
    }
    expect(bench.view(1)).toMatchObject({ role: 'leader', leader: 1, currentTerm: 1 });
  });

  it.each([
    ['twice from the same server', 1, true, [2, 2]],
    ['of an older term', 0, true, [2, 3]],
    ['that are refusals', 1, false, [2, 3, 4, 5]],
  ])('does not count votes %s', (_, term, voteGranted, from) => {
    const bench = new Bench(5, plain);
    bench.timeOut(1);
    for (const voter of from) bench.deliver(messageOf('RequestVoteReply', voter, 1, term, { voteGranted }));
    expect(bench.view(1).role).toBe('candidate');
  });

  it('starts anew with a new term when votes are split', () => {
    const bench = new Bench(3, plain);
    bench.timeOut(1);
    bench.wire = [];
    bench.timeOut(1);
    expect(bench.view(1)).toMatchObject({ role: 'candidate', currentTerm: 2, votedFor: 1 });
  });

  it('forgets the votes of the split term', () => {
    const bench = new Bench(5, plain);
    bench.timeOut(1);
    bench.deliver(messageOf('RequestVoteReply', 2, 1, 1, { voteGranted: true }));
    bench.timeOut(1);
    bench.deliver(messageOf('RequestVoteReply', 3, 1, 2, { voteGranted: true }));
    expect(bench.view(1).role).toBe('candidate');
  });

  it('gives way to the leader of its term', () => {
    const bench = new Bench(3, plain);
    bench.timeOut(1);
    const body = { prevLogIndex: 0, prevLogTerm: 0, entries: [], leaderCommit: 0, round: 0 };
    bench.deliver(messageOf('AppendEntries', 2, 1, 1, body));
    expect(bench.view(1)).toMatchObject({ role: 'follower', currentTerm: 1, leader: 2, votedFor: 1 });
  });

  it('draws election timeouts from the whole range, anew for each candidacy', () => {
    const bench = new Bench(3, plain);
    const waits = Array.from({ length: 200 }, () => {
      const before = bench.now;
      bench.timeOut(1);
      return bench.now - before;
    });
    const { electionTimeoutMin: min, electionTimeoutMax: max } = bench.options;
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(min);
    expect(Math.min(...waits)).toBeLessThan(min + 10_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(max);
    expect(Math.max(...waits)).toBeGreaterThan(max - 10_000);
  });
});

describe('§5.2 votes', () => {
  it('gives one vote a term, first come first served, and repeats it', () => {
    const bench = new Bench(3, plain);
    bench.deliver(requestVote(1, 3, 1));
    bench.deliver(requestVote(2, 3, 1));
    bench.deliver(requestVote(1, 3, 1));
    bench.sync(3);
    const replies = bench.take('RequestVoteReply').map(({ to, body }) => [to, body.voteGranted]);
    expect(replies.sort()).toEqual([
      [1, true],
      [1, true],
      [2, false],
    ]);
  });

  it('keeps its vote across a crash', () => {
    const bench = new Bench(3, plain);
    bench.deliver(requestVote(1, 3, 1));
    bench.sync(3);
    bench.crash(3);
    bench.restart(3);
    bench.take('RequestVoteReply');
    bench.deliver(requestVote(2, 3, 1));
    expect(bench.take('RequestVoteReply')[0]?.body.voteGranted).toBe(false);
  });

  it('refuses a candidate of an older term and tells it the newer one', () => {
    const bench = new Bench(3, plain);
    bench.plant(3, 5, []);
    bench.deliver(requestVote(1, 3, 4));
    expect(bench.take('RequestVoteReply')).toMatchObject([{ term: 5, body: { voteGranted: false } }]);
  });

  it('restarts the election timer for a vote granted, not for one refused', () => {
    const bench = new Bench(3, plain);
    bench.plant(3, 2, [1, 2]);
    const before = bench.host(3).alarmAt;
    bench.pass(100_000);
    bench.deliver(requestVote(1, 3, 3, 1, 1));
    bench.alarm(3);
    expect(bench.now).toBe(before);
    expect(bench.view(3).role).toBe('candidate');
    bench.plant(3, 2, [1, 2]);
    const again = bench.host(3).alarmAt;
    bench.pass(100_000);
    bench.deliver(requestVote(1, 3, 3, 2, 2));
    bench.alarm(3);
    expect(bench.now).toBe(again);
    expect(bench.view(3).role).toBe('follower');
  });

  // §5.4.1: the later last term wins; of equal last terms the longer log.
  it.each([
    [[1, 1], 2, 1, true],
    [[1, 1], 1, 1, false],
    [[1, 1], 3, 1, true],
    [[1, 1], 1, 2, true],
    [[1, 2], 9, 1, false],
    [[1, 2], 2, 2, true],
    [[], 0, 0, true],
  ])(
    'a log of terms %j judges a log that ends at %i in term %i',
    (terms, lastLogIndex, lastLogTerm, granted) => {
      const bench = new Bench(3, plain);
      bench.plant(3, 5, terms);
      bench.deliver(requestVote(1, 3, 6, lastLogIndex, lastLogTerm));
      bench.sync(3);
      expect(bench.take('RequestVoteReply')[0]?.body.voteGranted).toBe(granted);
    },
  );
});

describe('§5.1 terms', () => {
  it('a leader that sees a higher term follows it', () => {
    const bench = new Bench(3, plain);
    bench.elect(1);
    bench.deliver(requestVote(2, 1, 7, 9, 6));
    expect(bench.view(1)).toMatchObject({ role: 'follower', currentTerm: 7, votedFor: 2 });
  });

  it('messages from strangers and from itself are not heard', () => {
    const bench = new Bench(3, plain);
    bench.deliver(requestVote(4, 1, 7));
    bench.deliver(requestVote(0, 1, 7));
    bench.deliver(requestVote(1, 1, 7));
    expect(bench.view(1).currentTerm).toBe(0);
  });
});
