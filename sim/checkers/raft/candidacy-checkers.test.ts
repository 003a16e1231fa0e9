// Who may stand, who may help, and what may be in logs by then: each property shown to fire, and to stay
// silent on the story told right.

import { describe, expect, it } from 'vitest';
import { answer, entry, heartbeat, preVote, preVoteReply, request, voteRequest } from './fixtures/records.ts';
import { Story } from './fixtures/story.ts';

describe('entries-after-election', () => {
  it('wants no entry of a term before somebody has won it', () => {
    const story = Story.calm(3, 'entries-after-election');
    story.elect(2, 2, 3);
    story.propose(2);
    expect(story.violation).toBeNull();
    story.stand(3, 3);
    story.step(3, { set: (replica) => replica.entries.push(entry(replica.lastIndex + 1, 3)) });
    expect(story.violation).toBeNull();
    story.win(3, 3);
    expect(story.violation).toMatchObject({ node: 3, evidence: { term: 3 } });
  });
});

describe('pre-vote-first', () => {
  const asked = (...voters: number[]): Story => {
    const story = new Story(5, 'pre-vote-first');
    story.step(1, { set: (replica) => Object.assign(replica, { role: 'candidate' }) });
    for (const voter of voters) story.step(1, { message: preVoteReply(voter, 1, 1) });
    return story;
  };

  it('wants a majority of pre-votes for that very term', () => {
    const story = asked(2, 3);
    story.stand(1, 1);
    expect(story.violation).toBeNull();
    story.stand(1, 2);
    expect(story.violation).toMatchObject({ node: 1, evidence: { term: 2, votes: 1, quorum: 3 } });
  });

  it('counts on what it was told, whatever comes late of an earlier term', () => {
    const story = asked(2);
    for (const [voter, term] of [
      [2, 2],
      [3, 2],
      [3, 1],
    ] as const)
      story.step(1, { message: preVoteReply(voter, 1, term) });
    story.stand(1, 2);
    expect(story.violation).toBeNull();
  });

  it('counts a voter once, and nothing of before a crash', () => {
    const doubled = asked(2, 2);
    doubled.stand(1, 1);
    expect(doubled.violation?.evidence).toMatchObject({ votes: 2 });
    const restarted = asked(2, 3);
    restarted.crash(1);
    restarted.start(1);
    restarted.stand(1, 1);
    expect(restarted.violation?.evidence).toMatchObject({ votes: 1 });
  });
});

describe('leader-stickiness', () => {
  const led = (): Story => {
    const story = Story.calm(3, 'leader-stickiness');
    story.step(2, { message: heartbeat(1, 2, 1) });
    return story;
  };
  const vote = (story: Story): void => {
    const set = { currentTerm: 2, votedFor: 3 };
    story.step(2, { message: voteRequest(3, 2, 2), set: (replica) => Object.assign(replica, set) });
  };

  it('refuses votes while a leader is heard, and no longer', () => {
    const soon = led();
    soon.now += 149_999;
    vote(soon);
    expect(soon.violation).toMatchObject({ node: 2, evidence: { candidate: 3, silence: 149_999 } });
    const late = led();
    late.now += 150_000;
    vote(late);
    expect(late.violation).toBeNull();
  });

  it('refuses pre-votes, too; an old leader, a restart and a clock set back leave nothing to stick to', () => {
    const ask = (story: Story): void => {
      story.step(2, { message: preVote(3, 2, 2), sent: [preVoteReply(2, 3, 2)] });
    };
    const soon = led();
    ask(soon);
    expect(soon.violation).toMatchObject({ node: 2 });
    const stale = led();
    stale.now += 150_000;
    stale.step(2, { message: heartbeat(1, 2, 0) });
    ask(stale);
    expect(stale.violation).toBeNull();
    const restarted = led();
    restarted.crash(2);
    restarted.start(2);
    ask(restarted);
    expect(restarted.violation).toBeNull();
    const setBack = led();
    setBack.now -= 1;
    ask(setBack);
    expect(setBack.violation).toBeNull();
  });
});

describe('refused-never-committed', () => {
  const refused = (): Story => {
    const story = Story.calm(3, 'refused-never-committed');
    story.step(1, { request: request(1, 1, 'put') });
    return story;
  };

  it('wants what was refused to stay out of the committed sequence, before and after', () => {
    const later = refused();
    later.step(1, { answered: [answer(1, 1, 'refused')] });
    later.propose(1, 1, 1);
    later.sync(1);
    expect(later.violation).toBeNull();
    later.replicate(1, 2);
    expect(later.violation?.evidence).toEqual({ client: 1, sequence: 1, index: 2 });
    const before = refused();
    before.propose(1, 1, 1);
    before.sync(1);
    before.replicate(1, 2);
    expect(before.violation).toBeNull();
    before.step(1, { answered: [answer(1, 1, 'refused')] });
    expect(before.violation?.evidence).toEqual({ client: 1, sequence: 1, index: 2 });
  });

  it('asks nothing of what may or may not have happened', () => {
    const story = refused();
    story.step(1, { answered: [answer(1, 1, 'unknown')] });
    story.propose(1, 1, 1);
    story.sync(1);
    story.replicate(1, 2);
    expect(story.violation).toBeNull();
  });
});
