// What keeps a healthy leader and deposes a helpless one: thesis §4.2.3 (stickiness), §6.2
// (check-quorum), §9.6 (pre-vote); and clocks that are set.

import { describe, expect, it } from 'vitest';
import { Bench } from './fixtures/bench.ts';
import { messageOf } from './message.ts';

function preVote(from: number, to: number, term: number, lastLogIndex: number, lastLogTerm: number) {
  return messageOf('PreVote', from, to, term, { nextTerm: term + 1, lastLogIndex, lastLogTerm });
}

describe('§9.6 pre-vote', () => {
  it('asks before it raises its term', () => {
    const bench = new Bench(3);
    bench.timeOut(1);
    expect(bench.view(1)).toMatchObject({ role: 'candidate', currentTerm: 0, votedFor: 0 });
    expect(bench.take('PreVote', 2)).toMatchObject([{ term: 0, body: { nextTerm: 1 } }]);
    bench.deliver(messageOf('PreVoteReply', 2, 1, 0, { nextTerm: 1, voteGranted: true }));
    expect(bench.view(1)).toMatchObject({ role: 'candidate', currentTerm: 1, votedFor: 1 });
  });

  it('never raises its term while nobody answers', () => {
    const bench = new Bench(3);
    for (let i = 0; i < 20; i++) {
      bench.timeOut(1);
      bench.settle([1]);
    }
    expect(bench.view(1).currentTerm).toBe(0);
  });

  it.each([
    ['up to date', 2, 2, 5, true],
    ['older', 1, 1, 5, false],
    ['up to date, of an older term', 2, 2, 4, false],
  ])('answers a candidate that is %s and changes nothing', (_, lastLogIndex, lastLogTerm, term, granted) => {
    const bench = new Bench(3);
    bench.plant(3, 5, [1, 2]);
    const alarm = bench.host(3).alarmAt;
    bench.deliver(preVote(1, 3, term, lastLogIndex, lastLogTerm));
    expect(bench.take('PreVoteReply')).toMatchObject([{ term: 5, body: { voteGranted: granted } }]);
    expect(bench.view(3)).toMatchObject({ role: 'follower', currentTerm: 5, votedFor: 0 });
    expect(bench.host(3).pending).toEqual([]);
    expect(bench.host(3).alarmAt).toBe(alarm);
  });

  it('a pre-vote of a far higher term changes nothing either', () => {
    const bench = new Bench(3);
    bench.deliver(preVote(1, 3, 40, 9, 40));
    expect(bench.take('PreVoteReply')).toMatchObject([
      { term: 0, body: { nextTerm: 41, voteGranted: true } },
    ]);
    expect(bench.view(3).currentTerm).toBe(0);
  });

  it('does not take a pre-vote for a vote', () => {
    const bench = new Bench(5);
    bench.timeOut(1);
    for (const voter of [2, 3])
      bench.deliver(messageOf('PreVoteReply', voter, 1, 0, { nextTerm: 1, voteGranted: true }));
    bench.sync(1);
    for (const voter of [4, 5])
      bench.deliver(messageOf('PreVoteReply', voter, 1, 0, { nextTerm: 1, voteGranted: true }));
    expect(bench.view(1)).toMatchObject({ role: 'candidate', currentTerm: 1 });
  });

  it('learns a higher term from a refusal', () => {
    const bench = new Bench(3);
    bench.timeOut(1);
    bench.deliver(messageOf('PreVoteReply', 2, 1, 8, { nextTerm: 1, voteGranted: false }));
    expect(bench.view(1)).toMatchObject({ role: 'follower', currentTerm: 8 });
  });

  it('a server that comes back does not disturb the leader', () => {
    const bench = new Bench(3);
    bench.elect(1);
    for (let i = 0; i < 40; i++) {
      bench.beat(1, [1, 2]);
      if (bench.host(3).alarmAt <= bench.now) bench.alarm(3);
    }
    expect(bench.view(3)).toMatchObject({ role: 'candidate', currentTerm: 1 });
    bench.settle();
    bench.beat(1);
    expect(bench.view(1)).toMatchObject({ role: 'leader', currentTerm: 1 });
    expect(bench.view(3)).toMatchObject({ role: 'follower', currentTerm: 1, leader: 1 });
  });
});

describe('§4.2.3 stickiness', () => {
  it('who hears a leader ignores candidates, and no longer than electionTimeoutMin', () => {
    const bench = new Bench(3, { preVote: false });
    bench.elect(1);
    bench.beat(1);
    const ask = messageOf('RequestVote', 3, 2, 9, { lastLogIndex: 9, lastLogTerm: 9 });
    bench.pass(bench.options.electionTimeoutMin - 1);
    bench.deliver(ask);
    expect(bench.view(2).currentTerm).toBe(1);
    expect(bench.take('RequestVoteReply')).toEqual([]);
    bench.pass(1);
    bench.deliver(ask);
    expect(bench.view(2)).toMatchObject({ currentTerm: 9, votedFor: 3 });
  });

  it('so does a leader that hears a quorum; off, it gives way', () => {
    const ask = messageOf('RequestVote', 3, 1, 9, { lastLogIndex: 9, lastLogTerm: 9 });
    const sticky = new Bench(3, { preVote: false });
    sticky.elect(1);
    sticky.beat(1);
    sticky.deliver(ask);
    expect(sticky.view(1)).toMatchObject({ role: 'leader', currentTerm: 1 });
    const loose = new Bench(3, { preVote: false, leaderStickiness: false });
    loose.elect(1);
    loose.beat(1);
    loose.deliver(ask);
    expect(loose.view(1)).toMatchObject({ role: 'follower', currentTerm: 9 });
  });
});

describe('§6.2 check-quorum', () => {
  it('a leader that hears no quorum for electionTimeoutMax follows nobody in its own term', () => {
    const bench = new Bench(5);
    bench.elect(1);
    bench.beat(1);
    const heard = bench.view(1).quorumContactAt;
    while (bench.view(1).role === 'leader') {
      bench.alarm(1);
      bench.settle([1, 2]);
    }
    expect(bench.now - heard).toBe(bench.options.electionTimeoutMax);
    expect(bench.view(1)).toMatchObject({ role: 'follower', currentTerm: 1, leader: 0 });
  });

  it('a leader that hears one stays; without the option it stays in any case', () => {
    const bench = new Bench(5);
    bench.elect(1);
    for (let i = 0; i < 30; i++) bench.beat(1, [1, 2, 3]);
    expect(bench.view(1).role).toBe('leader');
    const careless = new Bench(3, { checkQuorum: false });
    careless.elect(1);
    for (let i = 0; i < 30; i++) careless.beat(1, [1]);
    expect(careless.view(1).role).toBe('leader');
  });
});

describe('clocks that are set back', () => {
  it('a follower waits one timeout more, not until the old instant comes again', () => {
    const bench = new Bench(3);
    bench.pass(100_000_000);
    bench.elect(1);
    bench.beat(1);
    bench.now -= 90_000_000;
    const setBack = bench.now;
    bench.deliver(messageOf('PreVote', 3, 2, 1, { nextTerm: 2, lastLogIndex: 1, lastLogTerm: 1 }));
    bench.timeOut(2);
    expect(bench.now - setBack).toBeLessThanOrEqual(bench.options.electionTimeoutMax);
  });

  it('a leader goes on beating', () => {
    const bench = new Bench(3);
    bench.pass(100_000_000);
    bench.elect(1);
    bench.now -= 90_000_000;
    bench.request(1, { kind: 'get', key: 'a' });
    expect(bench.host(1).alarmAt).toBeLessThanOrEqual(bench.now + bench.options.heartbeatInterval);
    bench.settle();
    bench.beat(1);
    expect(bench.view(1).role).toBe('leader');
  });
});
