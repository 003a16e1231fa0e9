// The course's events, its network and its idea of a leader, in situations made by hand.

import { describe, expect, it } from 'vitest';
import { chatter, coursePlan, type Puppet, play, serve } from './fixtures/puppet.ts';
import type { CoursePlan } from './plan.ts';

const second = 1_000_000;
type Events = CoursePlan['events'];

/** Every replica greets every other each 100 ms. */
function greeters(leader: Puppet['leader']): {
  readonly puppet: Puppet;
  readonly heard: [number, number, number][];
} {
  const heard: [at: number, from: number, to: number][] = [];
  const puppet: Puppet = {
    ...(leader === undefined ? {} : { leader }),
    onStart: ({ host }) => host.setAlarm(100_000),
    onAlarm: ({ host, id }) => {
      host.setAlarm(host.now() + 100_000);
      for (let to = 1; to <= 5; to++) if (to !== id) host.send({ kind: 'Hi', from: id, to });
    },
    onMessage: ({ host, id }, { from }) => heard.push([host.now(), from, id]),
    onRequest: serve,
  };
  return { puppet, heard };
}

function struck(
  events: Events,
  leader: Puppet['leader'] = () => 2,
  mode: CoursePlan['mode'] = 'course',
  seed = 1,
): ReturnType<typeof play> & {
  readonly notes: readonly string[];
  readonly heard: [number, number, number][];
} {
  const { puppet, heard } = greeters(leader);
  const played = play(puppet, coursePlan({ events, mode, requests: 50 }, 5), seed);
  const notes = played.trace.filter(({ kind }) => kind === 'nemesis').map(({ text }) => text);
  return { ...played, notes, heard };
}

/** Who heard whom in [from, until), as `2>3`. */
function links(heard: readonly [number, number, number][], from: number, until: number): Set<string> {
  return new Set(heard.filter(([at]) => at >= from && at < until).map(([, one, other]) => `${one}>${other}`));
}

describe('the network', () => {
  it('delays every message by the base latency and neither doubles nor reorders', () => {
    const { heard, run } = struck([]);
    expect(new Set(heard.map(([at]) => at % 100_000))).toEqual(new Set([40]));
    // The last round is on its way when the run ends.
    expect(run.course!.messages).toEqual({ sent: heard.length + 20, dropped: 0, blocked: 0 });
  });

  it('drops between replicas only', () => {
    const { puppet } = greeters(() => 1);
    const base = coursePlan({ requests: 500 }, 5);
    const defaults = { ...base.network.defaults, loss: 0x8000_0000 };
    const { run } = play(puppet, { ...base, network: { ...base.network, defaults } });
    const { sent, dropped } = run.course!.messages;
    expect(Math.abs(dropped / sent - 0.5)).toBeLessThan(0.1);
    expect(run.course!.unanswered).toEqual({ get: 0, put: 0 });
  });
});

describe('kill_leader', () => {
  it('kills whom messages named last, for good; belief and memories go', () => {
    const { run, notes, trace } = struck([{ kind: 'kill_leader', at: second }]);
    expect(notes).toEqual(['kill_leader 0001']);
    expect(run.course).toMatchObject({ killed: 1, died: 0, leaders: [2] });
    expect(trace.some(({ node, at }) => node === 2 && at > 2 * second)).toBe(false);
    expect(run.course!.unanswered).toEqual({ get: 0, put: 0 });
  });

  it('does nothing while nobody is believed to lead', () => {
    const { run, notes } = struck([{ kind: 'kill_leader', at: second }], () => 0);
    expect(notes).toEqual(['kill_leader finds nobody to strike']);
    expect(run.course).toMatchObject({ killed: 0, leaders: [] });
  });

  it('strikes before a request of the same instant', () => {
    const { trace } = struck([{ kind: 'kill_leader', at: second }]);
    const atOnce = trace.filter(({ at }) => at === 2 * second).map(({ kind }) => kind);
    expect(atOnce.indexOf('nemesis')).toBeLessThan(atOnce.indexOf('client'));
    expect(atOnce).toContain('client');
  });
});

describe('kill_non_leader', () => {
  it('kills a random other replica', () => {
    const killed = new Set<string>();
    for (let seed = 1; seed <= 12; seed++) {
      const { notes, run } = struck([{ kind: 'kill_non_leader', at: second }], () => 2, 'course', seed);
      expect(run.course!.killed).toBe(1);
      killed.add(notes[0]!);
    }
    expect(killed).not.toContain('kill_non_leader 0001');
    expect(killed.size).toBeGreaterThan(2);
  });
});

describe('partitions', () => {
  it('part_easy keeps the believed leader with a majority until part_end', () => {
    const events: Events = [
      { kind: 'part_easy', at: second },
      { kind: 'part_end', at: 3 * second },
    ];
    const { notes, heard, run } = struck(events);
    const side = notes[0]!
      .split(' ')
      .slice(1)
      .map((name) => 1 + Number(name));
    expect(side).toHaveLength(3);
    expect(side).toContain(2);
    const among = links(heard, 2 * second + 200, 4 * second);
    for (let from = 1; from <= 5; from++)
      for (let to = 1; to <= 5; to++)
        if (from !== to) expect(among.has(`${from}>${to}`)).toBe(side.includes(from) === side.includes(to));
    expect(links(heard, 4 * second + 200, 6 * second).size).toBe(20);
    expect(run.course!.messages.blocked).toBeGreaterThan(0);
    // Clients reach every living replica on either side.
    expect(run.course!.unanswered).toEqual({ get: 0, put: 0 });
  });

  it('part_hard makes all forget, and holds the old leader by chance', () => {
    let within = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const { notes } = struck([{ kind: 'part_hard', at: second }], () => 2, 'course', seed);
      expect(notes[0]!.split(' ')).toHaveLength(4);
      if (notes[0]!.includes('0001')) within++;
    }
    // 3 of 5 in the mean of 60, give or take four standard deviations.
    expect(Math.abs(within - 36)).toBeLessThan(16);
  });

  it('believe only the larger side', () => {
    const events: Events = [
      { kind: 'part_easy', at: second },
      { kind: 'kill_leader', at: 3 * second },
    ];
    // Outside of the larger side, everybody names replica 9 as soon as there is a partition.
    const outsiders = new Set<number>();
    const { notes } = struck(events, (id, now) => (now > 2 * second && outsiders.has(id) ? 5 : 2));
    const side = notes[0]!
      .split(' ')
      .slice(1)
      .map((name) => 1 + Number(name));
    for (let id = 1; id <= 5; id++) if (!side.includes(id)) outsiders.add(id);
    const again = struck(events, (id, now) => (now > 2 * second && outsiders.has(id) ? 5 : 2));
    expect(again.notes).toEqual([notes[0], 'kill_leader 0001']);
    expect(again.run.course!.leaders).toEqual([2]);
  });

  it('in strict mode a hard one takes the leader its quorum, and a leader is who leads', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const base = coursePlan(
        { mode: 'strict', events: [{ kind: 'part_hard', at: second }], requests: 10 },
        5,
      );
      const { notes } = strictly(base, seed);
      const [hard] = notes;
      expect(hard!.split(' ')).toHaveLength(4);
      expect(hard).not.toContain('0001');
    }
  });
});

/** Replica 2 leads, whatever messages say. */
function strictly(given: ReturnType<typeof coursePlan>, seed: number): { readonly notes: readonly string[] } {
  const { puppet } = greeters(() => 4);
  const status = { role: 'leader', term: 1, commitIndex: 0, lastApplied: 0 } as const;
  const { trace } = play(puppet, given, seed, (id) => (id === 2 ? status : { ...status, role: 'follower' }));
  return { notes: trace.filter(({ kind }) => kind === 'nemesis').map(({ text }) => text) };
}

describe('max_packets', () => {
  it('ends the run when the messages between replicas reach it', () => {
    const puppet: Puppet = {
      onRequest: (strings, request) => {
        chatter(strings, 4);
        serve(strings, request);
      },
    };
    const { run } = play(puppet, coursePlan({ messagesMax: 100, requests: 500 }));
    expect(run.course).toMatchObject({ stopped: true, messages: { sent: 100 } });
    expect(run.course!.requests.get + run.course!.requests.put).toBe(25);
    expect(play(puppet, coursePlan({ messagesMax: 2001, requests: 500 })).run.course!.stopped).toBe(false);
  });
});
