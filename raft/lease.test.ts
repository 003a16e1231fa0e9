// Leases (thesis §6.4.1): reads without a round while nobody else can lead, and never longer.

import { describe, expect, it } from 'vitest';
import { Bench } from './fixtures/bench.ts';
import { Lease } from './lease.ts';
import { defaultOptions } from './options.ts';

const get = { kind: 'get', key: 'a' };
const ok = (value: string | null) => ({ kind: 'ok', result: { ok: true, value } });
const reads = 'lease';
const length = defaultOptions.electionTimeoutMin - defaultOptions.leaseMargin;

function led(options: object = {}): Bench {
  const bench = new Bench(3, { reads, ...options });
  bench.elect(1);
  bench.settle();
  bench.beat(1);
  return bench;
}

describe('reads by lease', () => {
  it('are answered at once, without a message', () => {
    const bench = led();
    const read = bench.request(1, get);
    expect(bench.outcomeOf(read)).toEqual(ok(null));
    expect(bench.wire).toEqual([]);
  });

  it('last from when the message left that a quorum answered, less the margin', () => {
    const bench = led();
    const began = bench.now;
    bench.now = began + length - 1;
    expect(bench.outcomeOf(bench.request(1, get))).toEqual(ok(null));
    bench.now = began + length;
    const late = bench.request(1, get);
    expect(bench.outcomeOf(late)).toBeUndefined();
    bench.settle();
    expect(bench.outcomeOf(late)).toEqual(ok(null));
  });

  it('count an answer that comes late from when its question left', () => {
    const bench = led();
    bench.pass(defaultOptions.heartbeatInterval);
    bench.alarm(1);
    const asked = bench.now;
    const [heartbeat] = bench.take('AppendEntries', 2);
    bench.wire = [];
    bench.deliver(heartbeat!);
    bench.now = asked + length;
    bench.settle();
    expect(bench.outcomeOf(bench.request(1, get))).toBeUndefined();
  });

  it('need an entry of the term committed, as all reads do', () => {
    const bench = new Bench(3, { reads, noOpOnElection: false });
    bench.elect(1);
    bench.beat(1);
    const read = bench.request(1, get);
    bench.settle();
    expect(bench.outcomeOf(read)).toBeUndefined();
  });

  it('end when the clock is set back', () => {
    const bench = led();
    bench.now -= 10_000;
    expect(bench.outcomeOf(bench.request(1, get))).toBeUndefined();
  });
});

describe('whom a lease counts on', () => {
  it('does not vote right after a restart: it may have answered a leader before', () => {
    const bench = led();
    bench.crash(2);
    bench.restart(2);
    bench.settle([]);
    bench.crash(3);
    bench.restart(3);
    bench.timeOut(3);
    expect(bench.take('PreVote', 2)).toHaveLength(1);
    const ignorant = new Bench(3, { reads, preVote: false });
    ignorant.timeOut(3);
    const [ask] = ignorant.take('RequestVote', 2);
    ignorant.crash(2);
    ignorant.restart(2);
    ignorant.deliver(ask!);
    ignorant.syncAll();
    expect(ignorant.take('RequestVoteReply')).toEqual([]);
  });
});

describe('a clock that is set back', () => {
  const votes = (reads: 'lease' | 'read-index', back: number, later: number): number => {
    const bench = new Bench(3, { reads, preVote: false });
    bench.elect(1);
    bench.settle();
    bench.beat(1);
    bench.settle();
    bench.timeOut(3);
    const [ask] = bench.take('RequestVote', 2);
    bench.now -= back;
    bench.deliver({ kind: 'RequestVoteReply', from: 3, to: 2, term: 1, body: { voteGranted: false } });
    bench.now += later;
    bench.deliver(ask!);
    bench.syncAll();
    return bench.take('RequestVoteReply').filter(({ to }) => to === 3).length;
  };

  it('does not make a voter forget that a leader may count on it', () => {
    const { electionTimeoutMin } = defaultOptions;
    expect(votes('lease', 500_000, 0)).toBe(0);
    expect(votes('lease', 500_000, electionTimeoutMin - 1)).toBe(0);
    expect(votes('lease', 500_000, electionTimeoutMin)).toBe(1);
    expect(votes('read-index', 500_000, 0)).toBe(1);
  });
});

describe('Lease', () => {
  it('is renewed by no answer older than what it remembers', () => {
    const lease = new Lease({ ...defaultOptions, reads });
    for (let round = 1; round <= 2000; round++) lease.onRound(round, round);
    expect(lease.holds(1999, 2000, 2000)).toBe(true);
    expect(lease.holds(2000 - 1024, 2000, 2000)).toBe(false);
    expect(new Lease({ ...defaultOptions, reads }).holds(0, 0, 0)).toBe(false);
  });
});
