// What logs may hold and lose: each property shown to fire, and to stay silent on the same story told right.

import { describe, expect, it } from 'vitest';
import { append, entry, hardState } from './fixtures/records.ts';
import { Story } from './fixtures/story.ts';

describe('log-matching', () => {
  it('refuses another entry, and another history, under the same index and term', () => {
    for (const other of [[entry(1, 1, 1, 9)], [entry(1, 2), entry(2, 1, 1, 1)]]) {
      const story = new Story(3, 'log-matching');
      story.step(1, { set: (replica) => replica.entries.push(entry(1, 1), entry(2, 1, 1, 1)) });
      // The same said in other records.
      story.step(2, { set: (replica) => replica.entries.push(entry(1, 1), entry(2, 1, 1, 1)) });
      expect(story.violation).toBeNull();
      story.step(3, { set: (replica) => replica.entries.push(...other) });
      expect(story.violation).toMatchObject({ property: 'log-matching', node: 3 });
      expect(story.audit()?.property).toBe('log-matching');
    }
  });
});

describe('leader-append-only', () => {
  it('lets followers truncate, leaders not', () => {
    const story = new Story(3, 'leader-append-only');
    story.step(2, { set: (replica) => replica.entries.push(entry(1, 1), entry(2, 1)) });
    story.step(2, { set: (replica) => replica.entries.pop() });
    story.elect(1, 2, 2);
    story.propose(1);
    expect(story.violation).toBeNull();
    story.step(1, { set: (replica) => replica.entries.splice(0, 1, entry(1, 2, 3, 3)) });
    expect(story.violation).toMatchObject({ node: 1, evidence: { term: 2, index: 1 } });
  });
});

describe('entry-origin', () => {
  it('wants every entry made by the leader of its term', () => {
    const story = Story.calm(3, 'entry-origin');
    expect(story.violation).toBeNull();
    expect(story.audit()).toBeNull();
    story.step(2, { set: (replica) => replica.entries.push(entry(2, 1)) });
    expect(story.violation).toMatchObject({ node: 2, evidence: { index: 2, term: 1, role: 'follower' } });
  });
});

describe('log-terms', () => {
  it.each([
    { entries: [entry(1, 1), entry(2, 1), entry(3, 2)], fires: false },
    { entries: [entry(1, 2), entry(2, 1)], fires: true },
    { entries: [entry(1, 1), entry(3, 1)], fires: true },
    { entries: [entry(1, 4)], fires: true },
  ])('wants indexes without a gap and terms that never fall: $entries', ({ entries, fires }) => {
    const story = new Story(3, 'log-terms');
    story.step(1, { set: (replica) => Object.assign(replica, { currentTerm: 3, entries }) });
    expect(story.violation !== null).toBe(fires);
    expect(story.audit() !== null).toBe(fires);
  });

  it('sees a hole', () => {
    const story = new Story(3, 'log-terms');
    const entries = [entry(1, 1), entry(2, 1)];
    delete entries[0];
    story.step(1, { set: (replica) => Object.assign(replica, { currentTerm: 3, entries }) });
    expect(story.violation?.evidence).toEqual({ index: 1 });
  });
});

describe('committed-never-truncated', () => {
  it('lets go what nobody committed', () => {
    const story = Story.calm(3, 'committed-never-truncated');
    story.propose(1);
    story.copy(1, 2);
    story.step(2, { set: (replica) => replica.entries.pop() });
    expect(story.violation).toBeNull();
  });

  it('keeps what the server itself takes for committed', () => {
    const story = Story.calm(3, 'committed-never-truncated');
    story.step(3, { set: (replica) => replica.entries.pop() });
    expect(story.violation).toMatchObject({ node: 3, evidence: { index: 1, commitIndex: 1 } });
  });

  it('keeps what a quorum holds, though the server does not know', () => {
    const story = new Story(3, 'committed-never-truncated');
    story.elect(1, 1, 2);
    story.propose(1);
    story.sync(1);
    story.replicate(1, 2);
    expect(story.violation).toBeNull();
    story.step(2, { kind: 'durable', persisted: [{ kind: 'truncate', from: 1 }] });
    expect(story.violation).toMatchObject({ node: 2, evidence: { index: 1, commitIndex: 0 } });
    expect(story.audit()?.property).toBe('committed-never-truncated');
  });

  it.each([
    [1, 'lets go what was committed in a later term than its own', null],
    [2, 'keeps what was committed in its term', 'committed-never-truncated'],
  ])('in term %i, %s', (term, _, broken) => {
    const story = new Story(5, 'committed-never-truncated');
    story.elect(1, 1, 2, 3);
    story.propose(1);
    story.sync(1);
    for (const node of [2, 5]) story.copy(1, node);
    // Who leads term 2 commits the entry of term 1 with one of its own; server 5 has the first alone.
    story.elect(2, 2, 3, 4);
    story.propose(2);
    story.sync(2);
    story.replicate(2, 3);
    story.replicate(2, 4);
    story.step(5, { set: (replica) => Object.assign(replica, { currentTerm: term, entries: [] }) });
    expect(story.violation?.property ?? null).toBe(broken);
    expect(story.audit()?.property ?? null).toBe(broken);
  });
});

describe('recovery', () => {
  const stored = (): Story => {
    const story = new Story(3, 'recovery');
    story.step(1, {
      kind: 'durable',
      persisted: [hardState(3, 2), append(entry(1, 1), entry(2, 3))],
    });
    story.crash(1, [append(entry(3, 3))]);
    return story;
  };

  it('accepts what the disk holds, the survivors of the crash included', () => {
    const story = stored();
    story.start(1);
    expect(story.violation).toBeNull();
    expect(story.audit()).toBeNull();
  });

  it.each([
    { currentTerm: 2 },
    { votedFor: 0 },
    { entries: [entry(1, 1)] },
    { entries: [entry(1, 1), entry(2, 3), entry(3, 3, 1, 1)] },
  ])('refuses anything else: $0', (set) => {
    const story = stored();
    story.start(1, (replica) => Object.assign(replica, set));
    expect(story.violation).toMatchObject({ property: 'recovery', node: 1 });
  });

  it('compares its picture of the disks with the disks at the audit', () => {
    const story = stored();
    story.start(1);
    story.image(1).entries[1] = entry(2, 3, 5, 5);
    expect(story.audit()).toMatchObject({ property: 'recovery', node: 1 });
  });
});
