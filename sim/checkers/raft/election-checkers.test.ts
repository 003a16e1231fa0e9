// Who may lead, vote and stand: each property shown to fire, and to stay silent on the same story told right.

import { describe, expect, it } from 'vitest';
import { entry, hardState, message, vote, voteRequest } from './fixtures/records.ts';
import { Story } from './fixtures/story.ts';

describe('election-safety', () => {
  it('refuses a second leader of a term, even after the first has gone', () => {
    const story = new Story(3, 'election-safety');
    story.elect(1, 1, 2);
    story.crash(1);
    story.elect(3, 2, 2);
    expect(story.violation).toBeNull();
    story.step(2, { set: (replica) => Object.assign(replica, { role: 'leader', currentTerm: 1 }) });
    expect(story.violation).toMatchObject({ property: 'election-safety', node: 2, scope: 'end-to-end' });
    expect(story.violation?.message).toBe('n2 leads term 1, which n1 has led already');
    expect(story.audit()?.property).toBe('election-safety');
  });
});

describe('election-quorum', () => {
  it('counts each voter once, by what it sent or stored', () => {
    const story = new Story(5, 'election-quorum');
    story.elect(1, 1, 2, 3);
    expect(story.violation).toBeNull();
    story.elect(2, 2, 4);
    expect(story.violation).toMatchObject({
      node: 2,
      evidence: { term: 2, leader: 2, votes: 2, quorum: 3 },
    });
  });
});

describe('one-vote-a-term', () => {
  it('holds across crashes, for votes that others may know of', () => {
    const story = new Story(3, 'one-vote-a-term');
    // Lost in memory before anybody could know: it may vote anew.
    story.step(3, { set: (replica) => Object.assign(replica, { currentTerm: 1, votedFor: 3 }) });
    story.crash(3);
    story.start(3);
    story.step(3, { sent: [vote(3, 1, 1)] });
    expect(story.violation).toBeNull();
    story.crash(3);
    story.start(3);
    story.step(3, { sent: [vote(3, 2, 1, false)] });
    expect(story.violation).toBeNull();
    story.step(3, { sent: [vote(3, 2, 1)] });
    expect(story.violation).toMatchObject({ node: 3, evidence: { term: 1, voter: 3, first: 1, second: 2 } });
  });

  it('counts a vote on disk, and the candidate’s own', () => {
    const story = new Story(3, 'one-vote-a-term');
    story.step(2, { sent: [voteRequest(2, 1, 4)] });
    story.step(2, { kind: 'durable', persisted: [hardState(4, 2)] });
    expect(story.violation).toBeNull();
    story.step(2, { kind: 'durable', persisted: [hardState(4, 3)] });
    expect(story.violation?.property).toBe('one-vote-a-term');
  });
});

describe('vote-up-to-date', () => {
  it.each([
    { last: entry(1, 2), voter: [entry(1, 1), entry(2, 1)], fires: false },
    { last: entry(2, 1), voter: [entry(1, 1), entry(2, 1)], fires: false },
    { last: entry(3, 1), voter: [entry(1, 2)], fires: true },
    { last: entry(1, 1), voter: [entry(1, 1), entry(2, 1)], fires: true },
    { last: null, voter: [entry(1, 1)], fires: true },
  ])('compares the last terms, then the lengths: $last', ({ last, voter, fires }) => {
    const story = new Story(3, 'vote-up-to-date');
    story.step(2, { set: (replica) => replica.entries.push(...voter) });
    const asked = voteRequest(1, 2, 5, last);
    story.step(2, { message: asked, set: (replica) => Object.assign(replica, { currentTerm: 5 }) });
    expect(story.violation).toBeNull();
    story.step(2, { message: asked, set: (replica) => Object.assign(replica, { votedFor: 1 }) });
    expect(story.violation !== null).toBe(fires);
  });
});

describe('term-monotonic', () => {
  it('lets no running server fall back', () => {
    const story = new Story(3, 'term-monotonic');
    story.step(1, { set: (replica) => Object.assign(replica, { currentTerm: 4 }) });
    expect(story.violation).toBeNull();
    story.step(1, { set: (replica) => Object.assign(replica, { currentTerm: 3 }) });
    expect(story.violation?.evidence).toEqual({ before: 4, after: 3 });
  });

  it('lets no restarted server fall below a term it acted in', () => {
    const story = new Story(3, 'term-monotonic');
    story.step(1, { set: (replica) => Object.assign(replica, { currentTerm: 4 }) });
    story.crash(1);
    story.start(1);
    expect(story.violation).toBeNull();
    story.step(1, {
      set: (replica) => Object.assign(replica, { currentTerm: 4 }),
      sent: [voteRequest(1, 2, 4)],
    });
    story.crash(1);
    story.start(1);
    expect(story.violation).toMatchObject({ node: 1, evidence: { before: 4, after: 0 } });
  });
});

describe('role-transitions', () => {
  it('wants a candidacy before a leadership', () => {
    const story = new Story(3, 'role-transitions');
    story.elect(1, 1, 2);
    story.step(1, { set: (replica) => Object.assign(replica, { role: 'follower' }) });
    expect(story.violation).toBeNull();
    story.step(1, { set: (replica) => Object.assign(replica, { role: 'leader' }) });
    expect(story.violation?.evidence).toMatchObject({ from: 'follower', to: 'leader' });
  });

  it('lets no leader stand, or carry its leadership into another term', () => {
    for (const set of [{ role: 'candidate' }, { currentTerm: 2 }]) {
      const story = new Story(3, 'role-transitions');
      story.elect(1, 1, 2);
      story.step(1, { set: (replica) => Object.assign(replica, set) });
      expect(story.violation?.property).toBe('role-transitions');
    }
  });
});

describe('pre-vote-harmless', () => {
  it('wants nothing changed by a PreVote', () => {
    const story = new Story(3, 'pre-vote-harmless');
    const body = { nextTerm: 8, lastLogIndex: 0, lastLogTerm: 0 };
    const asked = message('PreVote', 2, 1, 7, body);
    story.step(1, { message: asked });
    story.step(1, {
      message: voteRequest(2, 1, 7),
      set: (replica) => Object.assign(replica, { currentTerm: 7 }),
    });
    expect(story.violation).toBeNull();
    story.step(1, { message: asked, set: (replica) => Object.assign(replica, { currentTerm: 8 }) });
    expect(story.violation?.evidence).toMatchObject({ fromTerm: 7, toTerm: 8 });
  });
});
