// What is committed, and who knows: each property shown to fire, and to stay silent on the story told right.

import { describe, expect, it } from 'vitest';
import { applied, entry } from './fixtures/records.ts';
import { Story } from './fixtures/story.ts';

describe('leader-completeness', () => {
  it('wants what was committed in every later leader’s log', () => {
    const story = Story.calm(3, 'leader-completeness');
    story.elect(2, 2, 3);
    expect(story.violation).toBeNull();
    story.step(3, { set: (replica) => replica.entries.pop() });
    story.elect(3, 3, 1);
    expect(story.violation).toMatchObject({ node: 3, evidence: { term: 3, index: 1, lastIndex: 0 } });
    expect(story.audit()?.property).toBe('leader-completeness');
  });

  it('also judges leaders that were elected before the entry was committed', () => {
    const story = new Story(3, 'leader-completeness');
    story.elect(1, 1, 2);
    story.propose(1);
    story.sync(1);
    story.copy(1, 2);
    // Wins by a mistake of its voters; the entry of term 1 becomes durable only then.
    story.win(3, 2);
    story.replica(3).currentTerm = 2;
    story.step(3, {});
    expect(story.violation).toBeNull();
    story.sync(2);
    expect(story.violation).toMatchObject({ node: 3, evidence: { term: 2, index: 1, entryTerm: 1 } });
  });

  it('asks nothing of leaders of the same or earlier terms', () => {
    const story = Story.calm(5, 'leader-completeness');
    story.elect(2, 3, 3, 4);
    story.propose(2);
    story.sync(2);
    story.replicate(2, 3);
    story.replicate(2, 4);
    // Two terms ago: it may lack what was committed since.
    story.win(5, 2);
    story.step(5, { set: (replica) => Object.assign(replica, { currentTerm: 2 }) });
    expect(story.violation).toBeNull();
  });
});

describe('Figure 8', () => {
  // n1 leads term 1 and leaves entry 2 on n1 and n2; n3 leads term 2; n1 leads term 3 and copies entry 2 on.
  const figure8 = (property: string): Story => {
    const story = Story.calm(3, property);
    story.propose(1);
    story.sync(1);
    story.crash(1);
    story.elect(3, 2, 2);
    story.propose(3);
    story.sync(3);
    story.crash(3);
    story.start(1);
    story.elect(1, 3, 2);
    story.replicate(1, 2);
    return story;
  };

  it('commit-rule: an entry of an older term is not committed by counting', () => {
    const story = figure8('commit-rule');
    story.propose(1);
    expect(story.violation).toBeNull();
    story.commit(1, 2);
    expect(story.violation).toMatchObject({ node: 1, evidence: { commitIndex: 2, currentTerm: 3 } });
  });

  it('commit-rule: it is committed with one of the leader’s own term', () => {
    const story = figure8('commit-rule');
    story.propose(1);
    story.commit(1, 3);
    expect(story.violation).toBeNull();
  });

  it('committed-durable: a quorum that holds it is not enough', () => {
    const story = figure8('committed-durable');
    story.commit(1, 2);
    expect(story.violation).toMatchObject({ node: 1, evidence: { commitIndex: 2, durable: 1 } });
    expect(story.audit()?.property).toBe('committed-durable');
  });
});

describe('committed-durable', () => {
  it('does not count what is only in memory', () => {
    const story = Story.calm(3, 'committed-durable');
    story.propose(1);
    story.copy(1, 2);
    story.sync(1);
    expect(story.violation).toBeNull();
    story.commit(1);
    expect(story.violation?.evidence).toEqual({ commitIndex: 2, durable: 1 });
  });

  it('wants a quorum of disks to keep it', () => {
    const story = Story.calm(3, 'committed-durable');
    story.step(3, { kind: 'durable', persisted: [{ kind: 'truncate', from: 1 }] });
    expect(story.violation).toBeNull();
    story.step(2, { kind: 'durable', persisted: [{ kind: 'truncate', from: 1 }] });
    expect(story.violation?.evidence).toEqual({ index: 1, holders: 1, quorum: 2 });
  });
});

describe('committed-agreement', () => {
  it('refuses a commitIndex over entries that are not the committed ones', () => {
    const story = Story.calm(3, 'committed-agreement');
    story.elect(2, 2, 3);
    story.propose(2);
    story.sync(2);
    story.replicate(2, 3);
    story.propose(1);
    expect(story.violation).toBeNull();
    story.commit(1, 2);
    expect(story.violation).toMatchObject({ node: 1, evidence: { index: 2, term: 1, committedTerm: 2 } });
    expect(story.audit()?.property).toBe('committed-agreement');
  });

  it('refuses two committed sequences', () => {
    const story = new Story(3, 'committed-agreement');
    story.elect(1, 1, 2, 3);
    story.propose(1);
    story.sync(1);
    story.replicate(1, 2);
    story.replicate(1, 3);
    story.crash(1);
    story.elect(2, 2, 3);
    for (const id of [2, 3]) {
      story.step(id, { set: (replica) => replica.entries.splice(0, 1, entry(1, 2)) });
      story.step(id, { kind: 'durable', persisted: [{ kind: 'truncate', from: 1 }] });
      expect(story.violation).toBeNull();
      story.sync(id);
    }
    expect(story.violation?.message).toContain('against what a quorum has committed before');
  });
});

describe('a server’s own indexes', () => {
  it('commit-monotonic: commitIndex does not fall, but for a restart', () => {
    const story = Story.calm(3, 'commit-monotonic');
    story.crash(2);
    story.start(2);
    expect(story.violation).toBeNull();
    story.commit(3, 0);
    expect(story.violation).toMatchObject({ node: 3, evidence: { before: 1, after: 0 } });
  });

  it('commit-within-log: commitIndex is at most the last index', () => {
    const story = Story.calm(3, 'commit-within-log');
    expect(story.violation).toBeNull();
    story.commit(2, 2);
    expect(story.violation?.evidence).toEqual({ commitIndex: 2, lastIndex: 1 });
  });

  it('applied-within-commit: nothing is applied beyond commitIndex, whatever the view says', () => {
    const story = Story.calm(3, 'applied-within-commit');
    const first = story.replica(1).entries[0]!;
    story.step(1, {
      set: (replica) => Object.assign(replica, { lastApplied: 1 }),
      applied: [applied(first)],
    });
    const second = story.propose(1);
    expect(story.violation).toBeNull();
    story.step(1, { applied: [applied(second)] });
    expect(story.violation?.evidence).toEqual({ lastApplied: 2, commitIndex: 1 });
  });

  it('applied-monotonic: one index after the other, anew after a restart', () => {
    const story = Story.calm(3, 'applied-monotonic');
    const first = applied(entry(1, 1));
    story.step(1, { applied: [first] });
    story.crash(1);
    story.start(1);
    story.step(1, { applied: [first, applied(entry(2, 1))] });
    expect(story.violation).toBeNull();
    story.step(1, { applied: [applied(entry(4, 1))] });
    expect(story.violation?.evidence).toEqual({ before: 2, after: 4 });
  });

  it('applied-monotonic: lastApplied does not fall', () => {
    const story = Story.calm(3, 'applied-monotonic');
    story.step(2, { set: (replica) => Object.assign(replica, { lastApplied: 1 }) });
    story.step(2, { set: (replica) => Object.assign(replica, { lastApplied: 0 }) });
    expect(story.violation?.evidence).toEqual({ before: 1, after: 0 });
  });
});
