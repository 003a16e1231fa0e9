// Safety: paper §5.4 with Figure 8, §5.5; what must be durable before it is told (Figure 2, thesis §10.2.1).

import { describe, expect, it } from 'vitest';
import { Bench, entryOf } from './fixtures/bench.ts';
import { messageOf } from './message.ts';

const plain = { preVote: false, leaderStickiness: false, checkQuorum: false };
const put = { kind: 'put', key: 'a', value: 'x' };

describe('§5.4.2 committing entries of earlier terms', () => {
  /** Figure 8 (c): S1 leads term 4, its entry 2 of term 2 is on a majority, its own entry 3 on none. */
  function figure8(): Bench {
    const bench = new Bench(5, { ...plain, noOpOnElection: false });
    bench.plant(1, 3, [1, 2]);
    bench.plant(2, 3, [1, 2]);
    for (const id of [3, 4]) bench.plant(id, 3, [1]);
    bench.plant(5, 3, [1, 3]);
    bench.elect(1, [1, 2, 3, 4]);
    return bench;
  }

  it('Figure 8: an entry of an older term on a majority is not committed', () => {
    const bench = figure8();
    bench.beat(1, [1, 2, 3]);
    bench.beat(1, [1, 2, 3]);
    expect(bench.terms(3)).toEqual([1, 2]);
    expect(bench.view(1).commitIndex).toBe(0);
  });

  it('Figure 8 (e): an entry of the own term takes it along', () => {
    const bench = figure8();
    bench.request(1, put);
    bench.settle([1, 2, 3]);
    bench.beat(1, [1, 2, 3]);
    expect(bench.terms(3)).toEqual([1, 2, 4]);
    expect(bench.view(1).commitIndex).toBe(3);
  });

  it('Figure 8 (d): otherwise the entry may still be replaced', () => {
    const bench = figure8();
    bench.beat(1, [1, 2, 3]);
    bench.crash(1);
    for (let tries = 0; bench.view(5).role !== 'leader' && tries < 9; tries++) {
      bench.timeOut(5);
      bench.settle([2, 3, 4, 5]);
    }
    bench.request(5, put);
    bench.settle([2, 3, 4, 5]);
    for (let i = 0; i < 3; i++) bench.beat(5, [2, 3, 4, 5]);
    expect(bench.terms(3)).toEqual([1, 3, bench.view(5).currentTerm]);
  });

  it('a no-op of the new leader commits what came before it', () => {
    const bench = new Bench(3);
    bench.plant(1, 1, [1, 1]);
    bench.plant(2, 1, [1, 1]);
    bench.elect(1);
    expect(bench.terms(1)).toEqual([1, 1, 2]);
    expect(bench.view(1).commitIndex).toBe(3);
  });
});

describe('durable before it is told', () => {
  it('a follower acknowledges entries once they are on its disk', () => {
    const bench = new Bench(3);
    bench.elect(1);
    bench.autoSync = false;
    bench.request(1, put);
    for (const message of bench.take('AppendEntries', 2)) bench.deliver(message);
    expect(bench.view(2).log.lastIndex).toBe(2);
    expect(bench.take('AppendEntriesReply')).toEqual([]);
    bench.sync(2);
    expect(bench.take('AppendEntriesReply')).toMatchObject([{ body: { success: true, matchIndex: 2 } }]);
  });

  it('a heartbeat that promises nothing new is answered while a write is under way', () => {
    const bench = new Bench(3);
    bench.elect(1);
    bench.autoSync = false;
    bench.request(1, put);
    for (const message of bench.take('AppendEntries', 2)) bench.deliver(message);
    bench.wire = [];
    bench.pass(bench.options.heartbeatInterval);
    bench.alarm(1);
    const [heartbeat] = bench.take('AppendEntries', 2);
    bench.deliver({ ...heartbeat!, body: { ...heartbeat!.body, entries: [] } });
    expect(bench.take('AppendEntriesReply')).toMatchObject([{ body: { success: true, matchIndex: 1 } }]);
  });

  it('so is the same AppendEntries again, but only when the first write is durable', () => {
    const bench = new Bench(3);
    bench.elect(1);
    bench.autoSync = false;
    bench.request(1, put);
    const [message] = bench.take('AppendEntries', 2);
    bench.deliver(message!);
    bench.deliver(message!);
    expect(bench.take('AppendEntriesReply')).toEqual([]);
    bench.sync(2);
    expect(bench.take('AppendEntriesReply').length).toBe(2);
  });

  it('writes term, then truncation, then entries, before it sends', () => {
    const bench = new Bench(3, plain);
    bench.plant(2, 2, [1, 2, 2]);
    const body = { prevLogIndex: 1, prevLogTerm: 1, entries: [entryOf(2, 3)], leaderCommit: 0, round: 0 };
    bench.deliver(messageOf('AppendEntries', 1, 2, 3, body));
    bench.sync(2);
    expect(bench.host(2).calls).toEqual([
      'write hard-state',
      'write truncate',
      'write append',
      'send AppendEntriesReply',
    ]);
  });

  it('a leader counts itself only up to its own disk, but sends before', () => {
    const bench = new Bench(3);
    bench.elect(1);
    bench.autoSync = false;
    const request = bench.request(1, put);
    for (const message of bench.take('AppendEntries', 2)) bench.deliver(message);
    bench.sync(2);
    for (const reply of bench.take('AppendEntriesReply')) bench.deliver(reply);
    expect(bench.view(1).matchIndexOf(2)).toBe(2);
    expect(bench.view(1).commitIndex).toBe(1);
    bench.sync(1);
    expect(bench.view(1).commitIndex).toBe(2);
    expect(bench.outcomeOf(request)).toMatchObject({ kind: 'ok' });
  });

  it('a majority of others commits without the leader (thesis §10.2.1)', () => {
    const bench = new Bench(3);
    bench.elect(1);
    bench.autoSync = false;
    bench.request(1, put);
    for (const message of bench.take('AppendEntries')) bench.deliver(message);
    bench.sync(2);
    bench.sync(3);
    for (const reply of bench.take('AppendEntriesReply')) bench.deliver(reply);
    expect(bench.view(1).commitIndex).toBe(2);
  });

  it('without parallelDiskWrite nothing leaves before it is durable', () => {
    const bench = new Bench(3, { parallelDiskWrite: false });
    bench.elect(1);
    bench.beat(1);
    bench.autoSync = false;
    bench.request(1, put);
    expect(bench.take('AppendEntries')).toEqual([]);
    bench.sync(1);
    expect(bench.take('AppendEntries').map((m) => m.body.entries.length)).toEqual([1, 1]);
  });

  it('a server of one is its own majority, once its disk says so', () => {
    const bench = new Bench(1);
    bench.autoSync = false;
    bench.alarm(1);
    expect(bench.view(1).role).toBe('candidate');
    bench.sync(1);
    expect(bench.view(1).role).toBe('leader');
    bench.sync(1);
    const request = bench.request(1, put);
    expect(bench.outcomeOf(request)).toBeUndefined();
    bench.sync(1);
    expect(bench.outcomeOf(request)).toMatchObject({ kind: 'ok' });
    const read = bench.request(1, { kind: 'get', key: 'a' });
    expect(bench.outcomeOf(read)).toEqual({ kind: 'ok', result: { ok: true, value: 'x' } });
  });

  it('a promise of an older term is not kept once a newer one is known', () => {
    const bench = new Bench(3, plain);
    bench.autoSync = false;
    const body = { prevLogIndex: 0, prevLogTerm: 0, entries: [entryOf(1, 1)], leaderCommit: 0, round: 0 };
    bench.deliver(messageOf('AppendEntries', 1, 2, 1, body));
    bench.deliver(messageOf('AppendEntries', 3, 2, 2, { ...body, entries: [entryOf(1, 2)] }));
    bench.sync(2);
    expect(bench.take('AppendEntriesReply')).toMatchObject([{ to: 3, term: 2, body: { matchIndex: 1 } }]);
  });

  it('stops when its disk refuses', () => {
    const bench = new Bench(3);
    bench.server(1).onWriteFailed(4);
    expect(bench.host(1).halted).toBe('write 4 failed');
  });
});

describe('§5.5 crashes', () => {
  it('what was not durable is gone, term, vote and log are not', () => {
    const bench = new Bench(3);
    bench.elect(1);
    bench.autoSync = false;
    bench.request(1, put);
    bench.crash(1);
    bench.restart(1);
    expect(bench.view(1)).toMatchObject({ role: 'follower', currentTerm: 1, votedFor: 1, commitIndex: 0 });
    expect(bench.terms(1)).toEqual([1]);
  });

  it('a torn append leaves its first entries', () => {
    const bench = new Bench(3, plain);
    bench.plant(2, 1, []);
    bench.autoSync = false;
    const entries = [entryOf(1, 1), entryOf(2, 1), entryOf(3, 1)];
    const body = { prevLogIndex: 0, prevLogTerm: 0, entries, leaderCommit: 0, round: 0 };
    bench.deliver(messageOf('AppendEntries', 1, 2, 1, body));
    bench.crashTearing(2, 5);
    bench.restart(2);
    expect(bench.view(2).log.lastIndex).toBe(2);
  });

  it('a restarted follower applies the log again, from the start', () => {
    const bench = new Bench(3);
    bench.elect(1);
    bench.request(1, put);
    bench.settle();
    bench.crash(2);
    bench.restart(2);
    expect(bench.view(2).lastApplied).toBe(0);
    for (let i = 0; i < 3; i++) bench.beat(1);
    expect(bench.view(2).lastApplied).toBe(2);
  });
});
