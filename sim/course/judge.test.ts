// Broken replicas, each of which fails one of the course's checks, and a sound one that passes them all.

import { describe, expect, it } from 'vitest';
import { chatter, coursePlan, type Puppet, play, serve } from './fixtures/puppet.ts';
import type { CoursePlan } from './plan.ts';

const fractions = { getFail: 0.5, putFail: 0.5, generationFail: 0.1, appendsBatched: 0.5 };

/** Copies every put to the others, as far as anybody can see. */
const sound: Puppet = {
  onRequest: (strings, request) => {
    if (request.command.kind === 'put') chatter(strings, 2);
    serve(strings, request);
  },
};

function broken(onRequest: Puppet['onRequest'], others: Partial<Puppet> = {}): Puppet {
  return { ...sound, ...others, onRequest };
}

function verdictOf(puppet: Puppet, plan: Partial<CoursePlan> = {}): string {
  const { run } = play(puppet, coursePlan({ fractions, requests: 200, ...plan }));
  return run.verdict.kind === 'violated' ? run.verdict.violation.property : run.verdict.kind;
}

describe('the judge', () => {
  it('passes a sound replica', () => {
    expect(verdictOf(sound)).toBe('passed');
  });

  it.each<[string, Puppet]>([
    [
      'incorrect-responses',
      broken((strings, request) => {
        const { client, request: mid, command } = request;
        chatter(strings, 2);
        if (command.kind === 'put') serve(strings, request);
        else strings.host.answer(client, mid, { kind: 'ok', result: { ok: true, value: 'stale' } });
      }),
    ],
    [
      'replicas-alive',
      broken((strings, request) => {
        if (strings.seen.length === 90) strings.host.halt('out of order');
        else sound.onRequest(strings, request);
      }),
    ],
    [
      'some-state',
      broken((strings, { client, request, command }) => {
        chatter(strings, 2);
        if (command.kind === 'put' && strings.seen.length < 400)
          strings.host.answer(client, request, { kind: 'redirect', leader: 0 });
      }),
    ],
    [
      'unanswered-gets',
      broken((strings, request) => request.command.kind === 'put' && sound.onRequest(strings, request)),
    ],
    [
      'unanswered-puts',
      broken((strings, request) => {
        chatter(strings, 2);
        const isFirst = strings.seen.filter(({ client }) => client === request.client).length === 1;
        if (request.command.kind === 'get' || isFirst) serve(strings, request);
      }),
    ],
    ['enough-messages', broken(serve)],
  ])('sees %s', (property, puppet) => {
    expect(verdictOf(puppet)).toBe(property);
  });

  it('sees gets that had no key', () => {
    // The first answers come so late that most of the gets find nothing acknowledged.
    const lazy = broken((strings, request) => {
      chatter(strings, 2);
      if (strings.host.now() > 2_500_000) serve(strings, request);
    });
    const half = { ...fractions, getFail: 1, putFail: 1 };
    expect(verdictOf(lazy, { fractions: half })).toBe('gets-generated');
    expect(verdictOf(lazy, { fractions: { ...half, generationFail: 1 } })).toBe('passed');
  });

  it('takes a message before the receiver has said hello for its death', () => {
    const hasty = broken(sound.onRequest, {
      onStart: ({ id, host }) => {
        if (id === 1) host.send({ kind: 'Hi', from: 1, to: 3 });
      },
    });
    const { run } = play(hasty, coursePlan({ fractions }));
    expect(run.course).toMatchObject({ died: 1, killed: 0 });
    expect(run.verdict).toMatchObject({ violation: { property: 'replicas-alive' } });
    const patient = broken(sound.onRequest, {
      onStart: ({ id, host }) => {
        if (id === 3) host.send({ kind: 'Hi', from: 3, to: 1 });
      },
    });
    expect(play(patient, coursePlan({ fractions })).run.course!.died).toBe(0);
  });

  it('tells of a program that throws as a crash', () => {
    const throwing = broken(() => {
      throw new Error('index out of range');
    });
    expect(verdictOf(throwing)).toBe('crashed');
  });

  it('in strict mode excuses the requests of a replica that was killed', () => {
    const silentOnce: Puppet = {
      leader: () => 1,
      onRequest: (strings, request) => {
        if (strings.id !== 1) serve(strings, request);
      },
    };
    const plan = {
      requests: 100,
      gets: 0,
      fractions: { ...fractions, putFail: 0 },
      events: [{ kind: 'kill_leader', at: 4_900_000 }],
    } as const;
    const strict = play(silentOnce, coursePlan({ ...plan, mode: 'strict' }), 1, (id) => ({
      role: id === 1 ? 'leader' : 'follower',
      term: 1,
      commitIndex: 0,
      lastApplied: 0,
    })).run;
    const { unanswered, excused } = strict.course!;
    expect(unanswered.put).toBeGreaterThan(0);
    expect(excused).toEqual(unanswered);
    expect(strict.verdict.kind).toBe('passed');
    const { verdict } = play(silentOnce, coursePlan(plan)).run;
    expect(verdict).toMatchObject({ violation: { property: 'unanswered-puts' } });
  });

  it('judges nothing where no checks are wanted, and still counts', () => {
    const base = coursePlan({ fractions });
    const { run } = play(broken(serve), { ...base, checks: { ...base.checks, scopes: [] } });
    expect(run.verdict.kind).toBe('passed');
    expect(run.properties).toEqual([]);
    expect(run.course!.requests.put).toBeGreaterThan(0);
  });
});
