// What leaders know of others, and what leaves a server: each property shown to fire, and to stay silent.

import { describe, expect, it } from 'vitest';
import {
  answer,
  entry,
  hardState,
  heartbeat,
  message,
  reply,
  request,
  vote,
  voteRequest,
} from './fixtures/records.ts';
import { Story } from './fixtures/story.ts';

describe('a leader’s progress', () => {
  it('next-above-match', () => {
    const story = Story.calm(3, 'next-above-match');
    expect(story.violation).toBeNull();
    story.step(1, {
      message: reply(2, 1, 1, -1),
      set: (replica) => {
        replica.nextIndex[2] = 1;
      },
    });
    expect(story.violation?.evidence).toEqual({ follower: 2, nextIndex: 1, matchIndex: 1 });
  });

  it('match-monotonic: may fall with a new term only', () => {
    const story = Story.calm(3, 'match-monotonic');
    story.step(1, { set: (replica) => Object.assign(replica, { role: 'follower' }) });
    story.elect(1, 2, 2);
    story.replicate(1, 2);
    expect(story.violation).toBeNull();
    story.step(1, {
      set: (replica) => {
        replica.matchIndex[2] = 0;
      },
      message: reply(2, 1, 2, 0),
    });
    expect(story.violation?.evidence).toEqual({ follower: 2, before: 1, after: 0 });
  });

  it('match-truth: the follower’s disk holds the leader’s entry', () => {
    const story = Story.calm(3, 'match-truth');
    story.propose(1);
    story.copy(1, 2);
    expect(story.violation).toBeNull();
    const believe = (): void => {
      story.step(1, {
        message: reply(2, 1, 1, 2),
        set: (replica) => {
          replica.matchIndex[2] = 2;
          replica.nextIndex[2] = 3;
        },
      });
    };
    believe();
    expect(story.violation?.evidence).toEqual({ follower: 2, matchIndex: 2, durableLastIndex: 1 });
  });

  it('match-truth: and keeps it while it is in the leader’s term', () => {
    const story = Story.calm(3, 'match-truth');
    story.step(3, {
      kind: 'durable',
      persisted: [hardState(2, 0)],
      set: (replica) => Object.assign(replica, { currentTerm: 2 }),
    });
    story.step(3, { kind: 'durable', persisted: [{ kind: 'truncate', from: 1 }] });
    expect(story.violation).toBeNull();
    story.step(2, { kind: 'durable', persisted: [{ kind: 'truncate', from: 1 }] });
    expect(story.violation).toMatchObject({ node: 1, evidence: { follower: 2, matchIndex: 1 } });
  });

  it('sees a change that no message explains, in its turn', () => {
    const story = Story.calm(5, 'match-monotonic');
    story.replica(1).matchIndex[4] = 0;
    for (let i = 0; i < 20 && story.violation === null; i++) story.step(1, {});
    expect(story.violation?.evidence).toMatchObject({ follower: 4, before: 1 });
  });
});

describe('quorum-contact', () => {
  it('wants a leader gone that no quorum has answered for too long', () => {
    const story = Story.calm(5, 'quorum-contact');
    story.now += 299_000;
    story.step(1, {});
    story.step(1, { message: reply(2, 1, 1, 1) });
    story.step(1, { message: reply(3, 1, 1, -1) });
    story.now += 200_000;
    // An old term's reply is none.
    story.step(1, { message: reply(4, 1, 0, 1) });
    story.step(1, {});
    story.now += 101_000;
    story.step(1, { message: reply(5, 1, 1, 1) });
    expect(story.violation).toBeNull();
    story.step(1, {});
    expect(story.violation).toMatchObject({ node: 1, evidence: { silence: 301_000, contactMax: 300_000 } });
  });

  it('starts anew when the clock is set back', () => {
    const story = Story.calm(3, 'quorum-contact');
    story.now = 1_000_000;
    story.step(1, { message: reply(2, 1, 1, 1) });
    story.now = 500_000;
    story.step(1, {});
    story.now = 800_000;
    story.step(1, {});
    expect(story.violation).toBeNull();
    story.now = 800_001;
    story.step(1, {});
    expect(story.violation?.evidence).toMatchObject({ silence: 300_001 });
  });

  it('asks nothing of one that steps down', () => {
    const story = Story.calm(3, 'quorum-contact');
    story.now += 400_000;
    story.step(1, { set: (replica) => Object.assign(replica, { role: 'follower' }) });
    expect(story.violation).toBeNull();
  });
});

describe('promise-durable', () => {
  const promised = (story: Story): string | undefined => story.violation?.message;

  it('a candidate’s and a voter’s vote', () => {
    const story = new Story(3, 'promise-durable');
    story.elect(1, 1, 2);
    expect(story.violation).toBeNull();
    story.step(3, { sent: [vote(3, 1, 1, false)] });
    expect(story.violation).toBeNull();
    story.step(3, { sent: [vote(3, 1, 1)] });
    expect(promised(story)).toContain('gave n1 its vote in term 1 before it was on disk');
    const eager = new Story(3, 'promise-durable');
    eager.step(1, { sent: [voteRequest(1, 2, 1)] });
    expect(promised(eager)).toContain('asked for votes in term 1');
  });

  it('an acknowledgement, for as much as is on disk and is the leader’s', () => {
    const story = Story.calm(3, 'promise-durable');
    const second = story.propose(1);
    story.copy(1, 2);
    story.step(2, { sent: [reply(2, 1, 1, 1), reply(2, 1, 1, -1)] });
    expect(story.violation).toBeNull();
    story.step(2, { sent: [reply(2, 1, 1, second.index)] });
    expect(promised(story)).toContain('acknowledged entries up to 2 with a log up to 1 on disk');
  });

  it('an acknowledgement of other entries than the leader’s', () => {
    const story = new Story(3, 'promise-durable');
    story.step(2, { set: (replica) => replica.entries.push(entry(1, 1)) });
    story.sync(2);
    story.elect(1, 2, 2, 3);
    story.propose(1);
    story.step(2, { sent: [reply(2, 1, 2, 1)] });
    expect(promised(story)).toContain('its disk holds others there than leader n1');
  });

  it('a leader’s own term', () => {
    const story = new Story(3, 'promise-durable');
    story.step(1, { set: (replica) => Object.assign(replica, { role: 'leader', currentTerm: 1 }) });
    story.step(1, { sent: [heartbeat(1, 2, 1)] });
    expect(promised(story)).toContain('led term 1 with term 0 on disk');
  });

  it('an answer to a client', () => {
    const story = Story.calm(3, 'promise-durable');
    story.step(1, { request: request(1, 1, 'put') });
    story.propose(1, 1, 1);
    story.step(1, { answered: [answer(1, 1)] });
    expect(promised(story)).toContain('answered client 1 (sequence 1) before a quorum held its entry');
  });
});

describe('message-well-formed', () => {
  it('accepts what a leader and a follower may say', () => {
    const story = Story.calm(3, 'message-well-formed');
    const { entries } = story.replica(1);
    story.step(1, {
      sent: [
        heartbeat(1, 2, 1, { prevLogIndex: 1, prevLogTerm: 1, leaderCommit: 1 }),
        heartbeat(1, 3, 1, { entries: entries.slice() }),
      ],
    });
    story.step(2, { sent: [reply(2, 1, 1, 1), reply(2, 3, 0, -1)] });
    expect(story.violation).toBeNull();
  });

  const others = { lastLogIndex: 4, lastLogTerm: 1 };
  it.each([
    ['names n3 as its sender', 1, heartbeat(3, 2, 1)],
    ['goes to n1', 1, heartbeat(1, 1, 1)],
    ['goes to n4', 1, heartbeat(1, 4, 1)],
    ['is of term 2, its sender of term 1', 1, heartbeat(1, 2, 2)],
    ['which its sender does not lead', 2, heartbeat(2, 1, 1)],
    ['puts term 1 at index 2', 1, heartbeat(1, 2, 1, { prevLogIndex: 2, prevLogTerm: 1 })],
    ['puts term 0 at index 1', 1, heartbeat(1, 2, 1, { prevLogIndex: 1 })],
    ['carries at index 1 an entry', 1, heartbeat(1, 2, 1, { entries: [entry(1, 1, 6, 6)] })],
    ['tells of commitIndex 9', 1, heartbeat(1, 2, 1, { leaderCommit: 9 })],
    ['acknowledges up to 5', 2, reply(2, 1, 1, 5)],
    ['grants a vote that went to n1', 2, vote(2, 3, 1)],
    ['asks about term 1 in term 1', 3, message('PreVote', 3, 1, 1, { nextTerm: 1, ...others })],
  ])('refuses one that %s', (what, from, sent) => {
    const story = Story.calm(3, 'message-well-formed');
    story.step(from, { sent: [sent] });
    expect(story.violation?.message).toContain(what);
  });

  it('refuses a candidate that lies about its log', () => {
    for (const sent of [
      message('PreVote', 3, 1, 1, { nextTerm: 2, ...others }),
      message('RequestVote', 3, 1, 1, others),
    ]) {
      const story = Story.calm(3, 'message-well-formed');
      story.step(3, { set: (replica) => Object.assign(replica, { role: 'candidate' }), sent: [sent] });
      expect(story.violation?.message).toContain('tells of a log that ends at 4 in term 1');
    }
  });

  it('lets a candidacy leave late, when the disk is done: with the log that its sender stood with', () => {
    const late = (lastLogIndex: number): Story => {
      const story = Story.calm(3, 'message-well-formed');
      const { entries } = story.replica(3);
      story.step(3, {
        set: (replica) => Object.assign(replica, { role: 'candidate', currentTerm: 2, votedFor: 3 }),
      });
      // It follows the leader of that term, takes an entry, and asks whether it could win the next.
      const followed = [...entries, entry(2, 2)];
      story.step(3, {
        set: (replica) => Object.assign(replica, { role: 'follower', entries: followed }),
      });
      story.step(3, { set: (replica) => Object.assign(replica, { role: 'candidate' }) });
      story.step(3, {
        kind: 'durable',
        sent: [
          message('RequestVote', 3, 1, 2, { lastLogIndex, lastLogTerm: 1 }),
          message('PreVote', 3, 1, 2, { nextTerm: 3, lastLogIndex: 1, lastLogTerm: 1 }),
        ],
      });
      return story;
    };
    expect(late(1).violation).toBeNull();
    expect(late(2).violation?.message).toContain('tells of a log that ends at 2 in term 1; it ends at 1');
  });
});
