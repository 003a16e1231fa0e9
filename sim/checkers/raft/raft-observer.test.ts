// The observer as a whole: a run by the book breaks nothing, and is counted right.

import { describe, expect, it } from 'vitest';
import { FakeCluster } from './fixtures/fake-cluster.ts';
import { answer, applied, request } from './fixtures/records.ts';
import { Story } from './fixtures/story.ts';

describe('RaftObserver', () => {
  it('finds nothing in a run by the book', () => {
    const story = Story.calm(3);
    story.step(1, { request: request(1, 1, 'put') });
    const put = story.propose(1, 1, 1);
    story.sync(1);
    story.replicate(1, 2);
    story.step(1, {
      set: (replica) => Object.assign(replica, { commitIndex: 2, lastApplied: 2 }),
      applied: [applied(story.replica(1).entries[0]!), applied(put)],
      answered: [answer(1, 1)],
    });
    story.crash(1);
    story.elect(2, 2, 3);
    story.propose(2);
    story.sync(2);
    story.replicate(2, 3);
    story.start(1);
    story.replicate(2, 1);
    story.commit(2);
    story.commit(1);
    expect(story.violation).toBeNull();
    expect(story.audit()).toBeNull();
    const counts = Object.fromEntries(story.observer.occurrences!());
    expect(counts).toMatchObject({ 'become-leader': 2, 'leader-change': 1, 'vote-granted': 3, commit: 3 });
  });

  it('reports 36 properties, each with its source and what it looked at', () => {
    const story = Story.calm(3);
    const reports = story.observer.report();
    expect(new Set(reports.map((report) => report.property)).size).toBe(36);
    expect(reports.filter(({ source }) => source === '')).toEqual([]);
    const open = reports.filter(({ status }) => status !== 'held');
    expect(open.map(({ property, status }) => `${property}: ${status}`)).toEqual([
      'pre-vote-first: not-judged',
    ]);
    const detailOf = (property: string): string | undefined =>
      reports.find((report) => report.property === property)?.detail;
    expect(detailOf('election-safety')).toBe('1 election');
    expect(detailOf('log-matching')).toBe('1 entry');
  });

  it('judges only the scopes and properties it is told to', () => {
    const story = new FakeCluster(3, 'election-safety', 'recovery', 'linearizable');
    expect(story.observer.report().map((report) => report.property)).toEqual(['election-safety', 'recovery']);
  });

  it('finds an old entry that was changed behind its back, in its turn or at the audit', () => {
    const story = Story.calm(3, 'leader-append-only');
    for (let i = 0; i < 20; i++) story.propose(1);
    const { entries } = story.replica(1);
    entries[4] = { ...entries[4]!, term: 9 };
    expect(story.violation).toBeNull();
    expect(story.audit()?.property).toBe('leader-append-only');

    const turns = Story.calm(3, 'leader-append-only');
    for (let i = 0; i < 20; i++) turns.propose(1);
    turns.replica(1).entries[4] = { ...turns.replica(1).entries[4]!, client: 7 };
    for (let i = 0; i < 88 && turns.violation === null; i++) turns.step(1, {});
    expect(turns.violation?.property).toBe('leader-append-only');
  });
});
