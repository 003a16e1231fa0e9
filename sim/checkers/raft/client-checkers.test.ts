// What machines and clients see: each property shown to fire, and to stay silent on the story told right.

import { describe, expect, it } from 'vitest';
import { answer, applied, entry, request } from './fixtures/records.ts';
import { Story } from './fixtures/story.ts';

describe('state-machine-safety', () => {
  it('refuses different entries at one index', () => {
    const story = Story.calm(3, 'state-machine-safety');
    const first = story.replica(1).entries[0]!;
    story.step(1, { applied: [applied(first)] });
    story.step(2, { applied: [applied({ ...first })] });
    expect(story.violation).toBeNull();
    story.step(3, { applied: [applied(entry(1, 1, 4, 2))] });
    expect(story.violation).toMatchObject({ node: 3, evidence: { index: 1 } });
    expect(story.violation?.message).toContain('client 4, sequence 2');
  });
});

describe('state-divergence', () => {
  it('refuses different states at one index', () => {
    const story = Story.calm(3, 'state-divergence');
    const first = story.replica(1).entries[0]!;
    story.step(1, { applied: [applied(first, 77)] });
    story.step(2, { applied: [applied(first, 77)] });
    expect(story.violation).toBeNull();
    story.step(3, { applied: [applied(first, 78)] });
    expect(story.violation).toMatchObject({ node: 3, evidence: { index: 1, digest: 78, firstDigest: 77 } });
  });
});

describe('session-exactly-once', () => {
  it('lets every server execute a command once, at the same index, and filter it elsewhere', () => {
    const story = Story.calm(3, 'session-exactly-once');
    const first = entry(2, 1, 1, 1);
    const retry = entry(3, 1, 1, 1);
    story.step(1, { applied: [applied(first), applied(retry, 0, false)] });
    story.step(2, { applied: [applied(first), applied(retry, 0, false)] });
    story.step(1, { applied: [applied(entry(4, 1, 1, 2)), applied(entry(5, 1, 2, 1))] });
    expect(story.violation).toBeNull();
    story.step(3, { applied: [applied(first), applied(retry)] });
    expect(story.violation?.evidence).toEqual({ client: 1, sequence: 1, first: 2, second: 3 });
  });
});

describe('no-lost-acknowledged-write', () => {
  const acknowledged = (): Story => {
    const story = Story.calm(3, 'no-lost-acknowledged-write');
    story.step(1, { request: request(1, 1, 'put') });
    story.propose(1, 1, 1);
    story.sync(1);
    return story;
  };

  it('wants a write in the log of who tells of its success', () => {
    const story = acknowledged();
    story.step(1, { answered: [answer(1, 1, 'unknown')] });
    story.step(1, { request: request(1, 2, 'get') });
    story.step(1, { answered: [answer(1, 2)] });
    // Too soon, and yet not lost: `promise-durable` minds.
    story.step(1, { answered: [answer(1, 1)] });
    expect(story.violation).toBeNull();
    story.step(1, { request: request(1, 3, 'put') });
    story.step(1, { answered: [answer(1, 3)] });
    expect(story.violation?.evidence).toEqual({ client: 1, sequence: 3, lastIndex: 2 });
  });

  it('wants it in the log of every later leader', () => {
    const story = acknowledged();
    story.replicate(1, 2);
    story.step(1, { answered: [answer(1, 1)] });
    story.elect(2, 2, 3);
    expect(story.violation).toBeNull();
    story.elect(3, 3, 1);
    expect(story.violation).toMatchObject({
      node: 3,
      evidence: { index: 2, term: 3, acknowledgedInTerm: 1 },
    });
    expect(story.audit()?.property).toBe('no-lost-acknowledged-write');
  });

  it('looks at leaders elected before the success was told, too', () => {
    const story = acknowledged();
    story.elect(3, 2, 2);
    expect(story.violation).toBeNull();
    story.step(1, { answered: [answer(1, 1)] });
    expect(story.violation).toMatchObject({ node: 3, evidence: { index: 2, acknowledgedInTerm: 1 } });
  });
});

describe('read-freshness', () => {
  const afterWrite = (): Story => {
    const story = Story.calm(3, 'read-freshness');
    // A read that was there before the write was answered may see the old state.
    story.step(2, { request: request(2, 1, 'get') });
    story.step(1, { request: request(1, 1, 'put') });
    story.propose(1, 1, 1);
    story.sync(1);
    story.replicate(1, 2);
    story.step(1, {
      set: (replica) => Object.assign(replica, { lastApplied: 2 }),
      answered: [answer(1, 1)],
    });
    story.step(2, { answered: [answer(2, 1)] });
    return story;
  };

  it('wants a state at least as new as what was answered before the read came', () => {
    const story = afterWrite();
    story.step(1, { request: request(2, 2, 'get') });
    story.step(1, { answered: [answer(2, 2)] });
    expect(story.violation).toBeNull();
    story.step(2, { request: request(2, 3, 'get') });
    story.step(2, { answered: [answer(2, 3)] });
    expect(story.violation).toMatchObject({ node: 2, evidence: { lastApplied: 0, answeredIndex: 2 } });
  });

  it('asks nothing of reads that were sent on', () => {
    const story = afterWrite();
    story.step(2, { request: request(2, 2, 'get') });
    story.step(2, { answered: [answer(2, 2, 'unknown')] });
    expect(story.violation).toBeNull();
  });
});
