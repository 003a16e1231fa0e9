// Clients: paper §8; thesis §6.2 (finding the leader), §6.3 (exactly once), §6.4 (linearizable reads).

import { describe, expect, it } from 'vitest';
import { Bench } from './fixtures/bench.ts';
import { messageOf } from './message.ts';

const get = { kind: 'get', key: 'a' };
const putX = { kind: 'put', key: 'a', value: 'x' };
const more = { kind: 'append', key: 'a', value: '+' };
const ok = (value: string | null) => ({ kind: 'ok', result: { ok: true, value } });

/** The leader of a term above the others' deposes whoever leads. */
function depose(bench: Bench, leader: number): void {
  bench.deliver(messageOf('RequestVoteReply', 2, leader, 9, { voteGranted: false }));
}

describe('§6.2 finding the leader', () => {
  it('others send clients on to the leader they know', () => {
    const bench = new Bench(3);
    const early = bench.request(2, putX);
    expect(bench.outcomeOf(early)).toEqual({ kind: 'redirect', leader: 0 });
    bench.elect(1);
    bench.beat(1);
    expect(bench.outcomeOf(bench.request(2, putX))).toEqual({ kind: 'redirect', leader: 1 });
    expect(bench.outcomeOf(bench.request(3, get))).toEqual({ kind: 'redirect', leader: 1 });
  });

  it('a write is answered when it is applied, not before', () => {
    const bench = new Bench(3);
    bench.elect(1);
    const write = bench.request(1, putX);
    bench.syncAll();
    expect(bench.outcomeOf(write)).toBeUndefined();
    bench.settle();
    expect(bench.outcomeOf(write)).toEqual(ok(null));
  });

  it('a deposed leader cannot say what becomes of a write; a read goes elsewhere', () => {
    const bench = new Bench(3);
    bench.elect(1);
    const write = bench.request(1, putX);
    const read = bench.request(1, get);
    depose(bench, 1);
    expect(bench.outcomeOf(write)).toEqual({ kind: 'unknown' });
    expect(bench.outcomeOf(read)).toEqual({ kind: 'redirect', leader: 0 });
  });

  it('a command that fits no message is refused and leaves no trace', () => {
    const bench = new Bench(3);
    bench.elect(1);
    const write = bench.request(1, { kind: 'put', key: 'a', value: 'v'.repeat(66_000) });
    expect(bench.outcomeOf(write)).toMatchObject({ kind: 'refused' });
    expect(bench.terms(1)).toEqual([1]);
  });

  it('a command is answered after applyLag', () => {
    const bench = new Bench(3, { applyLag: 20_000 });
    bench.elect(1);
    const write = bench.request(1, putX);
    bench.settle();
    expect(bench.view(1)).toMatchObject({ commitIndex: 2, lastApplied: 0 });
    const begin = bench.now;
    while (bench.outcomeOf(write) === undefined) bench.alarm(1);
    expect(bench.now - begin).toBeGreaterThanOrEqual(20_000);
    expect(bench.now - begin).toBeLessThanOrEqual(40_000);
    expect(bench.outcomeOf(write)).toEqual(ok(null));
  });
});

describe('§6.3 exactly once', () => {
  it('a retry is answered with the result of the first execution', () => {
    const bench = new Bench(3);
    bench.elect(1);
    bench.request(1, putX, 1, 1);
    const swap = { kind: 'cas', key: 'a', expected: 'x', value: 'y' };
    bench.request(1, swap, 1, 2);
    const retry = bench.request(1, swap, 1, 2);
    bench.settle();
    expect(bench.outcomeOf(retry)).toEqual({ kind: 'ok', result: { ok: true, value: 'x' } });
    const read = bench.request(1, get);
    bench.settle();
    expect(bench.outcomeOf(read)).toEqual(ok('y'));
  });

  it('also by the next leader', () => {
    const bench = new Bench(3);
    bench.elect(1);
    bench.request(1, more, 1, 1);
    bench.settle();
    bench.crash(1);
    bench.elect(2, [2, 3]);
    const retry = bench.request(2, more, 1, 1);
    bench.settle();
    const read = bench.request(2, get, 2);
    bench.settle();
    expect(bench.outcomeOf(retry)).toEqual(ok(null));
    expect(bench.outcomeOf(read)).toEqual(ok('+'));
  });
});

describe('§6.4 reads without the log', () => {
  it('a read adds no entry and waits for a quorum to answer a round that began after it', () => {
    const bench = new Bench(3);
    bench.elect(1);
    const read = bench.request(1, get);
    expect(bench.outcomeOf(read)).toBeUndefined();
    expect(bench.wire.length).toBe(2);
    bench.settle([1, 2]);
    expect(bench.outcomeOf(read)).toEqual(ok(null));
    expect(bench.terms(1)).toEqual([1]);
  });

  it('answers of rounds before the read confirm nothing', () => {
    const bench = new Bench(3);
    bench.elect(1);
    bench.pass(bench.options.heartbeatInterval);
    bench.alarm(1);
    const before = bench.take('AppendEntries');
    const read = bench.request(1, get);
    bench.wire = [];
    for (const message of before) bench.deliver(message);
    bench.settle();
    expect(bench.outcomeOf(read)).toBeUndefined();
    bench.beat(1);
    expect(bench.outcomeOf(read)).toEqual(ok(null));
  });

  it('reads that come while a round is under way share the next one', () => {
    const bench = new Bench(3);
    bench.elect(1);
    const first = bench.request(1, get);
    const others = [1, 2, 3].map(() => bench.request(1, get));
    expect(bench.wire.length).toBe(2);
    bench.settle([1, 2]);
    for (const read of [first, ...others]) expect(bench.outcomeOf(read)).toEqual(ok(null));
  });

  it('a leader cut off from its quorum serves nothing', () => {
    const bench = new Bench(3);
    bench.elect(1);
    const read = bench.request(1, get);
    while (bench.view(1).role === 'leader') {
      bench.alarm(1);
      bench.settle([1]);
    }
    expect(bench.outcomeOf(read)).toEqual({ kind: 'redirect', leader: 0 });
  });

  it('a new leader serves no read before an entry of its term is committed', () => {
    const bench = new Bench(3);
    bench.elect(1);
    bench.request(1, putX);
    bench.settle([1, 2]);
    bench.crash(1);
    bench.elect(2, [2, 3]);
    bench.plant(3, bench.view(3).currentTerm, []);
    bench.crash(2);
    bench.restart(2);
    bench.restart(1);
    bench.autoSync = false;
    bench.pass(bench.options.electionTimeoutMax);
    while (bench.view(2).role !== 'leader') {
      bench.timeOut(2);
      for (let i = 0; i < 8; i++) {
        for (const message of [...bench.take('PreVote', 3), ...bench.take('RequestVote', 3)])
          bench.deliver(message);
        for (const id of [2, 3]) if (bench.view(2).role !== 'leader') bench.sync(id);
        for (const reply of [...bench.take('PreVoteReply', 2), ...bench.take('RequestVoteReply', 2)])
          bench.deliver(reply);
      }
    }
    const read = bench.request(2, get);
    // Server 3 refuses the entries but recognises the leader: the round is confirmed, the term is not begun.
    for (const message of bench.take('AppendEntries', 3)) bench.deliver(message);
    for (const reply of bench.take('AppendEntriesReply', 2)) bench.deliver(reply);
    expect(bench.view(2).quorumContactAt).toBe(bench.now);
    expect(bench.outcomeOf(read)).toBeUndefined();
    bench.autoSync = true;
    bench.settle([2, 3]);
    expect(bench.outcomeOf(read)).toEqual(ok('x'));
  });

  it('a read waits until the state has come as far as the commit index', () => {
    const bench = new Bench(3, { applyLag: 30_000 });
    bench.elect(1);
    const write = bench.request(1, putX);
    bench.settle();
    const read = bench.request(1, get);
    bench.settle();
    expect(bench.outcomeOf(read)).toBeUndefined();
    while (bench.outcomeOf(read) === undefined) bench.alarm(1);
    expect(bench.outcomeOf(write)).toEqual(ok(null));
    expect(bench.outcomeOf(read)).toEqual(ok('x'));
  });

  it('reads: log puts them through the log', () => {
    const bench = new Bench(3, { reads: 'log' });
    bench.elect(1);
    bench.request(1, putX);
    const read = bench.request(1, get);
    bench.settle();
    expect(bench.terms(1)).toEqual([1, 1, 1]);
    expect(bench.outcomeOf(read)).toEqual(ok('x'));
  });
});
