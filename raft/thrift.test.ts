// A thrifty leader: as few messages as a quorum needs, others when those are not answered, none of it for ever.

import { describe, expect, it } from 'vitest';
import { Bench } from './fixtures/bench.ts';
import type { Options } from './options.ts';

const put = { kind: 'put', key: 'a', value: 'x' };
const retryInterval = 1000;

function led(options: Partial<Options> = {}): Bench {
  const bench = new Bench(5, { thrifty: true, retryInterval, ...options });
  bench.elect(1);
  bench.settle();
  bench.beat(1);
  return bench;
}

/** To whom entries are on their way. */
function receivers(bench: Bench): readonly number[] {
  return bench.take('AppendEntries').map(({ to }) => to);
}

describe('a thrifty leader', () => {
  it('sends an entry to two of four followers, and commits it with their answers', () => {
    const bench = led();
    const write = bench.request(1, put);
    const sent = bench.wire.map(({ to }) => to);
    bench.settle();
    expect(sent).toEqual([2, 3]);
    expect(bench.outcomeOf(write)).toMatchObject({ kind: 'ok' });
    expect(bench.terms(4)).toHaveLength(1);
  });

  it('brings the others up to date with their next heartbeat', () => {
    const bench = led();
    for (let i = 0; i < 3; i++) bench.request(1, put);
    bench.settle();
    bench.beat(1);
    expect([4, 5].map((id) => bench.terms(id).length)).toEqual([4, 4]);
  });

  it('asks others first, who left nothing unanswered, and only as many as it lacks', () => {
    const bench = led();
    bench.request(1, put);
    bench.syncAll();
    for (const message of bench.take('AppendEntries', 3)) bench.deliver(message);
    bench.take('AppendEntries');
    bench.settle();
    bench.pass(retryInterval);
    bench.alarm(1);
    expect(receivers(bench)).toEqual([4]);
  });

  it('keeps to those who answer', () => {
    const bench = led();
    bench.crash(2);
    const write = bench.request(1, put);
    bench.settle();
    bench.pass(retryInterval);
    bench.alarm(1);
    bench.settle();
    expect(bench.outcomeOf(write)).toMatchObject({ kind: 'ok' });
    bench.request(1, put);
    expect(receivers(bench)).toEqual([3, 4]);
  });

  it('waits as long as round trips take, where it measures them', () => {
    const roundTrip = 4000;
    const asked = (retryRoundTrips: number): readonly number[] => {
      const bench = led({ retryRoundTrips });
      const write = bench.request(1, put);
      bench.syncAll();
      bench.pass(roundTrip);
      bench.settle();
      expect(bench.outcomeOf(write)).toMatchObject({ kind: 'ok' });
      bench.request(1, put);
      bench.take('AppendEntries');
      bench.pass(roundTrip);
      bench.alarm(1);
      return receivers(bench);
    };
    expect(asked(0)).toEqual([4, 5]);
    expect(asked(2)).toEqual([]);
  });

  it('tries ever more slowly where nobody answers', () => {
    const bench = led({ checkQuorum: false });
    bench.request(1, put);
    bench.wire = [];
    const began = bench.now;
    let tries = 0;
    while (bench.now < began + 200_000) {
      bench.alarm(1);
      bench.syncAll();
      if (receivers(bench).length > 0) tries++;
    }
    // Eight at 1 ms, some more up to the heartbeat interval, and the heartbeats themselves.
    expect(tries).toBeLessThan(25);
    bench.settle();
    expect(bench.view(1).role).toBe('leader');
  });

  it('commits over links that lose every third message', () => {
    const bench = led();
    let count = 0;
    const writes = Array.from({ length: 20 }, () => {
      const write = bench.request(1, put);
      for (let rounds = 0; rounds < 40 && bench.outcomeOf(write) === undefined; rounds++) {
        bench.wire = bench.wire.filter(() => ++count % 3 !== 0);
        bench.syncAll();
        for (const message of bench.wire.splice(0)) bench.deliver(message);
        if (bench.wire.length === 0) bench.alarm(1);
      }
      return write;
    });
    for (const write of writes) expect(bench.outcomeOf(write)).toMatchObject({ kind: 'ok' });
  });
});

describe('sparse heartbeats', () => {
  it('go to those that were sent nothing of late', () => {
    const bench = led({ sparseHeartbeats: true, heartbeatInterval: 50_000 });
    bench.pass(30_000);
    bench.request(1, put);
    bench.settle();
    bench.pass(20_000);
    bench.alarm(1);
    expect(receivers(bench)).toEqual([4, 5]);
    bench.pass(30_000);
    bench.alarm(1);
    expect(receivers(bench)).toEqual([2, 3]);
  });
});

describe('eager commit', () => {
  it('tells followers at once of the first entry of a term', () => {
    const bench = new Bench(3, { eagerCommit: true });
    bench.elect(1);
    bench.settle();
    expect([2, 3].map((id) => bench.view(id).commitIndex)).toEqual([1, 1]);
    const lazy = new Bench(3);
    lazy.elect(1);
    lazy.settle();
    expect([2, 3].map((id) => lazy.view(id).commitIndex)).toEqual([0, 0]);
  });
});

describe('votes asked for again (§5.1)', () => {
  const voteRetryInterval = 1000;

  it('go to those that have not granted theirs, after ever longer waits', () => {
    const bench = new Bench(5, { voteRetryInterval, preVote: false });
    bench.timeOut(1);
    for (const message of bench.take('RequestVote', 2)) bench.deliver(message);
    bench.syncAll();
    bench.wire = bench.wire.filter(({ kind }) => kind === 'RequestVoteReply');
    bench.settle();
    const began = bench.now;
    const waits: number[] = [];
    for (let i = 0; i < 4; i++) {
      bench.alarm(1);
      waits.push(bench.now - began);
      expect(bench.take('RequestVote').map(({ to }) => to)).toEqual([3, 4, 5]);
    }
    expect(waits).toEqual([1000, 3000, 7000, 15_000]);
    expect(bench.view(1)).toMatchObject({ role: 'candidate', currentTerm: 1 });
  });

  it('are asked for in a pre-vote too, and lead to a leader', () => {
    const bench = new Bench(3, { voteRetryInterval });
    bench.timeOut(1);
    expect(bench.take('PreVote')).toHaveLength(2);
    bench.alarm(1);
    bench.settle();
    expect(bench.view(1).role).toBe('leader');
  });

  it('by default are asked for once an election', () => {
    const bench = new Bench(3);
    bench.timeOut(1);
    bench.take('PreVote');
    const { alarmAt } = bench.host(1);
    expect(alarmAt - bench.now).toBeGreaterThanOrEqual(bench.options.electionTimeoutMin);
  });
});
