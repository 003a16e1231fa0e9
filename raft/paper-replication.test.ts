// Log replication: paper §5.3 with Figure 7, thesis §10.2.

import { describe, expect, it } from 'vitest';
import { Bench, entryOf } from './fixtures/bench.ts';
import { type Bodies, messageOf } from './message.ts';
import type { Options } from './options.ts';

const put = { kind: 'put', key: 'a', value: 'x' };

function append(to: number, term: number, body: Partial<Bodies['AppendEntries']>) {
  const whole = { prevLogIndex: 0, prevLogTerm: 0, entries: [], leaderCommit: 0, round: 0, ...body };
  return messageOf('AppendEntries', 1, to, term, whole);
}

/** What server 2, with a log of these terms in term 3, answers. */
function follow(
  terms: readonly number[],
  body: Partial<Bodies['AppendEntries']>,
  options: Partial<Options> = {},
) {
  const bench = new Bench(3, options);
  bench.plant(2, 3, terms);
  bench.deliver(append(2, 3, body));
  bench.sync(2);
  const [reply] = bench.take('AppendEntriesReply');
  return { bench, terms: bench.terms(2), reply: reply!.body, commit: bench.view(2).commitIndex };
}

describe('§5.3 a follower (Figure 2, AppendEntries)', () => {
  it('1: refuses an older term and tells its own', () => {
    const bench = new Bench(3);
    bench.plant(2, 3, [1]);
    bench.deliver(append(2, 2, { entries: [entryOf(1, 2)] }));
    expect(bench.take('AppendEntriesReply')).toMatchObject([{ term: 3, body: { success: false } }]);
    expect(bench.terms(2)).toEqual([1]);
    expect(bench.view(2).leader).toBe(0);
  });

  it('1: tells who leads again nothing of what it sent in an older term', () => {
    const bench = new Bench(3);
    bench.plant(2, 3, [1, 1]);
    bench.deliver(append(2, 2, { prevLogIndex: 424, prevLogTerm: 2, round: 60 }));
    bench.sync(2);
    const [reply] = bench.take('AppendEntriesReply');
    expect(reply!.body).toEqual({ success: false, matchIndex: 0, hintIndex: 0, hintTerm: 0, round: 0 });
  });

  it.each([
    ['no entry at prevLogIndex', [1, 1], { prevLogIndex: 4, prevLogTerm: 3 }, { hintIndex: 3, hintTerm: 0 }],
    ['another term there', [1, 2, 2, 2], { prevLogIndex: 3, prevLogTerm: 3 }, { hintIndex: 2, hintTerm: 2 }],
  ])('2: refuses where it has %s, and says where to go on', (_, terms, body, hint) => {
    const { reply } = follow(terms, body);
    expect(reply).toMatchObject({ success: false, matchIndex: body.prevLogIndex, ...hint });
    expect(follow(terms, body, { termHint: false }).reply).toMatchObject({
      hintIndex: body.prevLogIndex,
      hintTerm: 0,
    });
  });

  it('3: an entry in conflict goes with all that follow it', () => {
    const { terms, reply } = follow([1, 1, 2, 2], {
      prevLogIndex: 2,
      prevLogTerm: 1,
      entries: [entryOf(3, 3)],
    });
    expect(terms).toEqual([1, 1, 3]);
    expect(reply).toMatchObject({ success: true, matchIndex: 3 });
  });

  it('4: entries that it has stay, and so does what follows them', () => {
    const late = { prevLogIndex: 1, prevLogTerm: 1, entries: [entryOf(2, 1)] };
    const { terms, reply, bench } = follow([1, 1, 3, 3], late);
    expect(terms).toEqual([1, 1, 3, 3]);
    expect(reply).toMatchObject({ success: true, matchIndex: 2 });
    expect(bench.host(2).image.entries.length).toBe(4);
  });

  it('5: commits what the message has verified, not what its own log holds beyond', () => {
    expect(follow([1, 1, 2, 2], { prevLogIndex: 2, prevLogTerm: 1, leaderCommit: 4 }).commit).toBe(2);
    expect(follow([1, 1, 2, 2], { prevLogIndex: 4, prevLogTerm: 2, leaderCommit: 3 }).commit).toBe(3);
  });

  it('never lowers its commit index', () => {
    const { bench } = follow([1, 1], { prevLogIndex: 2, prevLogTerm: 1, leaderCommit: 2 });
    bench.deliver(append(2, 3, { prevLogIndex: 1, prevLogTerm: 1, leaderCommit: 1 }));
    expect(bench.view(2).commitIndex).toBe(2);
  });

  it('would rather stop than drop what is committed', () => {
    const { bench } = follow([1, 1], { prevLogIndex: 2, prevLogTerm: 1, leaderCommit: 2 });
    const bad = append(2, 3, { entries: [entryOf(1, 3)] });
    expect(() => bench.deliver(bad)).toThrow('server 2: told to drop entry 1, but 2 is committed');
  });
});

/** Figure 7: the leader of term 8 and what followers may look like when it comes to power. */
const figure7 = [1, 1, 1, 4, 4, 5, 5, 6, 6, 6];
describe.each([
  ['with term hints', true],
  ['one step at a time', false],
])('§5.3 Figure 7, %s', (_, termHint) => {
  it.each([
    ['a', [1, 1, 1, 4, 4, 5, 5, 6, 6]],
    ['b', [1, 1, 1, 4]],
    ['c', [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6]],
    ['d', [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7]],
    ['e', [1, 1, 1, 4, 4, 4, 4]],
    ['f', [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3]],
    ['empty', []],
  ])('follower %s gets the log of the leader', (_name, terms) => {
    const bench = new Bench(3, { termHint });
    bench.plant(1, 7, figure7);
    bench.plant(2, 7, terms);
    bench.plant(3, 7, figure7);
    bench.elect(1, [1, 3]);
    bench.beat(1, [1, 3]);
    // Long enough that a heartbeat finds what was lost.
    for (let i = 0; i < 3; i++) bench.beat(1);
    expect(bench.terms(2)).toEqual([...figure7, 8]);
    expect(bench.view(2).commitIndex).toBe(11);
    expect(bench.view(1).matchIndexOf(2)).toBe(11);
    expect(bench.host(2).image.entries.map((entry) => entry.term)).toEqual([...figure7, 8]);
  });
});

describe('§5.3 a leader', () => {
  it('passes over each term in the way with one refusal', () => {
    const bench = new Bench(3);
    bench.plant(1, 7, figure7);
    bench.plant(2, 7, [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3]);
    bench.plant(3, 7, figure7);
    bench.elect(1, [1, 3]);
    bench.wire = [];
    let refusals = 0;
    bench.pass(2 * bench.options.heartbeatInterval);
    bench.alarm(1);
    for (let message = bench.wire.shift(); message !== undefined; message = bench.wire.shift()) {
      if (message.kind === 'AppendEntriesReply' && !message.body.success) refusals++;
      bench.deliver(message);
      bench.syncAll();
    }
    // Terms 3 and 2; the leader has neither.
    expect(refusals).toBe(2);
    expect(bench.terms(2)).toEqual([...figure7, 8]);
  });

  it.each([
    [{ entriesMax: 4 }, [4, 4, 2]],
    [{ bytesMax: 65 + 3 * 200 }, [3, 3, 3, 1]],
  ])('batches entries within %j', (limits, sizes) => {
    const bench = new Bench(2, limits);
    bench.plant(1, 1, new Array(9).fill(1));
    bench.timeOut(1);
    const sent: number[] = [];
    bench.onDeliver = (m) => {
      if (m.kind === 'AppendEntries' && m.body.entries.length > 0) sent.push(m.body.entries.length);
    };
    bench.settle();
    // The first is the probe with the no-op, which the empty follower refuses.
    expect(sent.slice(1)).toEqual(sizes);
  });

  it('pipelines up to inflightMax messages and no more', () => {
    const bench = new Bench(3, { inflightMax: 3 });
    bench.elect(1);
    for (let i = 0; i < 5; i++) bench.request(1, put);
    expect(bench.take('AppendEntries', 2).map((m) => m.body.entries.length)).toEqual([1, 1, 1]);
    expect(bench.view(1).nextIndexOf(2)).toBe(5);
    expect(bench.view(1).matchIndexOf(2)).toBe(1);
  });

  it('sends again what was not answered within a heartbeat', () => {
    const bench = new Bench(3);
    bench.elect(1);
    bench.request(1, put);
    bench.wire = [];
    bench.beat(1);
    if (bench.view(2).log.lastIndex < 2) bench.beat(1);
    expect(bench.terms(2)).toEqual([1, 1]);
    expect(bench.view(1).commitIndex).toBe(2);
  });

  it('gathers proposals for batchDelay', () => {
    const bench = new Bench(3, { batchDelay: 5_000 });
    bench.elect(1);
    bench.wire = [];
    bench.request(1, put);
    bench.pass(2_000);
    bench.request(1, put);
    expect(bench.wire).toEqual([]);
    bench.alarm(1);
    expect(bench.take('AppendEntries', 2).map((m) => m.body.entries.length)).toEqual([2]);
  });

  it('is not misled by a refusal that comes late', () => {
    const bench = new Bench(3);
    bench.elect(1);
    bench.request(1, put);
    bench.settle();
    const late = { success: false, matchIndex: 1, hintIndex: 1, hintTerm: 0, round: 0 };
    bench.deliver(messageOf('AppendEntriesReply', 2, 1, 1, late));
    expect(bench.view(1).matchIndexOf(2)).toBe(2);
    expect(bench.view(1).nextIndexOf(2)).toBe(3);
    expect(bench.wire).toEqual([]);
  });
});
