// Clients that are kept waiting rather than sent away: for a leader, for their entry's fate, for room in the log.

import { describe, expect, it } from 'vitest';
import { Bench } from './fixtures/bench.ts';
import { messageOf } from './message.ts';

const get = { kind: 'get', key: 'a' };
const putX = { kind: 'put', key: 'a', value: 'x' };
const putY = { kind: 'put', key: 'a', value: 'y' };
const ok = (value: string | null) => ({ kind: 'ok', result: { ok: true, value } });
const patience = 10_000_000;

describe('a server without a leader', () => {
  it('holds a request until it knows one, and then sends it on or takes it', () => {
    const bench = new Bench(3, { patience });
    const [elsewhere, here] = [bench.request(2, putX, 1), bench.request(1, putY, 2)];
    expect(bench.outcomeOf(elsewhere)).toBeUndefined();
    bench.elect(1);
    bench.beat(1);
    expect(bench.outcomeOf(elsewhere)).toEqual({ kind: 'redirect', leader: 1 });
    expect(bench.outcomeOf(here)).toEqual(ok(null));
    expect(bench.outcomeOf(bench.request(2, get))).toEqual({ kind: 'redirect', leader: 1 });
  });

  it('sends it away when its patience ends', () => {
    const bench = new Bench(3, { patience: 1000 });
    const request = bench.request(2, putX);
    bench.pass(999);
    bench.server(2).onAlarm();
    expect(bench.outcomeOf(request)).toBeUndefined();
    bench.pass(1);
    bench.server(2).onAlarm();
    expect(bench.outcomeOf(request)).toEqual({ kind: 'redirect', leader: 0 });
  });

  it('has an alarm for it', () => {
    const bench = new Bench(3, { patience: 1000 });
    bench.request(2, putX);
    expect(bench.host(2).alarmAt).toBe(bench.now + 1000);
  });

  it('holds no more than it has room for', () => {
    const bench = new Bench(3, { patience });
    const held = Array.from({ length: 4096 }, () => bench.request(2, putX));
    expect(bench.outcomeOf(held.at(-1)!)).toBeUndefined();
    expect(bench.outcomeOf(bench.request(2, putX))).toEqual({ kind: 'redirect', leader: 0 });
  });

  it('waits anew when its clock was set back', () => {
    const bench = new Bench(3, { patience: 1000 });
    bench.pass(5000);
    const request = bench.request(2, putX);
    bench.now -= 4000;
    bench.server(2).onAlarm();
    bench.pass(999);
    bench.server(2).onAlarm();
    expect(bench.outcomeOf(request)).toBeUndefined();
    bench.pass(1);
    bench.server(2).onAlarm();
    expect(bench.outcomeOf(request)).toEqual({ kind: 'redirect', leader: 0 });
  });
});

describe('a follower that may have lost its leader', () => {
  it('sends nobody to it before it hears it again, if so told', () => {
    const bench = new Bench(3, { patience, redirectWhenHeard: true });
    bench.elect(1);
    bench.beat(1);
    bench.pass(1);
    const request = bench.request(2, putX);
    expect(bench.outcomeOf(request)).toBeUndefined();
    bench.beat(1);
    expect(bench.outcomeOf(request)).toEqual({ kind: 'redirect', leader: 1 });
  });
});

describe('a deposed leader', () => {
  it('answers ok when its entry is committed after all', () => {
    const bench = new Bench(3, { patience });
    bench.elect(1);
    const write = bench.request(1, putX);
    bench.settle([1, 2]);
    const late = bench.request(1, putY);
    // The entry reaches n2, which then leads and commits it; no answer comes back to n1 before.
    bench.syncAll();
    for (const message of bench.take('AppendEntries', 2)) bench.deliver(message);
    bench.wire = [];
    expect(bench.outcomeOf(write)).toEqual(ok(null));
    bench.elect(2, [2, 3]);
    bench.beat(2);
    expect(bench.view(1).role).toBe('follower');
    expect(bench.outcomeOf(late)).toEqual(ok(null));
  });

  it('sends a client on when another entry was committed in the place of its own', () => {
    const bench = new Bench(3, { patience });
    bench.elect(1);
    bench.settle();
    const lost = bench.request(1, putX);
    bench.wire = [];
    bench.elect(2, [2, 3]);
    expect(bench.outcomeOf(lost)).toBeUndefined();
    bench.beat(2);
    bench.beat(2);
    expect(bench.outcomeOf(lost)).toEqual({ kind: 'redirect', leader: 2 });
  });

  it('says that it does not know when its patience ends first', () => {
    const bench = new Bench(3, { patience: 1000 });
    bench.elect(1);
    const write = bench.request(1, putX);
    bench.deliver(messageOf('RequestVoteReply', 2, 1, 9, { voteGranted: false }));
    expect(bench.outcomeOf(write)).toBeUndefined();
    bench.pass(1000);
    bench.server(1).onAlarm();
    expect(bench.outcomeOf(write)).toEqual({ kind: 'unknown' });
  });
});

describe('a leader that cannot commit', () => {
  it('takes no more than it may have uncommitted; the rest waits, reads do not', () => {
    const bench = new Bench(3, { patience, uncommittedMax: 1 });
    bench.elect(1);
    bench.settle();
    const before = bench.terms(1).length;
    const [first, second] = [bench.request(1, putX, 1), bench.request(1, putY, 2)];
    expect(bench.terms(1)).toHaveLength(before + 1);
    const read = bench.request(1, get);
    bench.settle();
    expect(bench.outcomeOf(first)).toEqual(ok(null));
    expect(bench.outcomeOf(second)).toEqual(ok(null));
    expect(bench.outcomeOf(read)).toMatchObject({ kind: 'ok' });
    expect(bench.terms(1)).toHaveLength(before + 2);
  });
});
