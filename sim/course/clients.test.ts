// The course's clients, each rule by a puppet made for it.

import { describe, expect, it } from 'vitest';
import type { ClientRequest } from '../program.ts';
import { coursePlan, type Puppet, play, type Strings, serve } from './fixtures/puppet.ts';

const second = 1_000_000;
const never = 0;
const always = 0x1_0000_0000;

/** Requests as replicas saw them, with the instant of their arrival. */
function watched(
  plan: Parameters<typeof coursePlan>[0],
  answer: (strings: Strings, request: ClientRequest, count: number) => void,
  leader: Puppet['leader'] = () => 1,
): {
  readonly seen: { readonly request: ClientRequest; readonly at: number; readonly replica: number }[];
} & ReturnType<typeof play> {
  const seen: { request: ClientRequest; at: number; replica: number }[] = [];
  const puppet: Puppet = {
    leader,
    onRequest: (strings, request) => {
      seen.push({ request, at: strings.host.now(), replica: strings.id });
      answer(strings, request, seen.length);
    },
  };
  return { seen, ...play(puppet, coursePlan(plan)) };
}

describe('requests', () => {
  it('come evenly over the lifetime, whatever is outstanding, from all of eight clients', () => {
    const { seen, run } = watched({ requests: 200, lifetime: 10 * second }, () => {});
    expect(seen.map(({ at }) => at)).toEqual(Array.from({ length: 200 }, (_, i) => second + i * 50_000 + 20));
    expect([...new Set(seen.map(({ request }) => request.client))].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    // Silence is never followed by another attempt.
    expect(new Set(seen.map(({ request }) => request.request)).size).toBe(200);
    expect(run.course).toMatchObject({ unanswered: { get: 0, put: 200 }, redirects: 0 });
  });

  it('keep to the mix', () => {
    const gets = Math.round(0.8 * always);
    const { run } = watched({ requests: 2000, lifetime: 20 * second, gets }, serve);
    expect(run.course!.requests.get).toBeGreaterThan(1500);
    expect(run.course!.requests.get + run.course!.requests.put).toBe(2000);
  });

  it('are puts while a client has no key acknowledged, counted as gets that had none', () => {
    const { run } = watched({ gets: always }, () => {});
    expect(run.course).toMatchObject({ requests: { get: 0, put: 100 }, ungenerated: 100 });
    const served = watched({ gets: always, requests: 400 }, serve).run.course!;
    expect(served).toMatchObject({ requests: { get: 392, put: 8 }, ungenerated: 8, incorrect: 0 });
  });

  it('put a new key first and every other time, 32 characters and a new value each, private to a client', () => {
    const { seen } = watched({ gets: never, requests: 1000 }, serve);
    const owners = new Map<string, number>();
    const values = new Set<string>();
    for (const { request } of seen) {
      const { command, client } = request;
      if (command.kind !== 'put') throw new Error(command.kind);
      expect(command.key).toMatch(/^[0-9a-f]{32}$/);
      expect(command.value).toMatch(/^[0-9a-f]{32}$/);
      expect(owners.get(command.key) ?? client).toBe(client);
      owners.set(command.key, client);
      values.add(command.value);
    }
    expect(values.size).toBe(1000);
    // Half of 992 after the first of each client, give or take five standard deviations.
    expect(Math.abs(owners.size - 8 - 496)).toBeLessThan(80);
  });

  it('get only what was acknowledged', () => {
    const acknowledged = new Set<string>();
    const { seen } = watched({ requests: 400 }, (strings, request, count) => {
      const { command } = request;
      if (command.kind === 'get') expect(acknowledged).toContain(command.key);
      if (count % 3 === 0 && command.kind === 'put') return;
      acknowledged.add(command.key);
      serve(strings, request);
    });
    expect(seen.some(({ request }) => request.command.kind === 'get')).toBe(true);
  });
});

describe('destinations', () => {
  it('are random replicas while no leader is known, then the one that the last reply named', () => {
    const unknown = watched({}, serve, () => 0);
    expect([...new Set(unknown.seen.map(({ replica }) => replica))].sort()).toEqual([1, 2, 3]);
    const led = watched({}, serve, () => 2);
    const later = led.seen.filter(({ request }) => request.sequence > 1);
    expect(new Set(later.map(({ replica }) => replica))).toEqual(new Set([2]));
  });

  it('leave a remembered leader that is dead for a random living replica', () => {
    const { seen } = watched(
      { events: [{ kind: 'kill_leader', at: 2 * second }], requests: 200 },
      serve,
      (id, now) => (now < 3 * second ? 2 : id),
    );
    expect(new Set(seen.filter(({ at }) => at > 3 * second + 20).map(({ replica }) => replica))).toEqual(
      new Set([1, 3]),
    );
  });
});

describe('answers', () => {
  it('send a request on at once with a new MID: redirect and fail both count a redirect, fail a failure', () => {
    const { seen, run } = watched({ gets: never, requests: 10 }, (strings, request, count) => {
      if (count % 3 === 1)
        strings.host.answer(request.client, request.request, { kind: 'redirect', leader: 3 });
      else if (count % 3 === 2) strings.host.answer(request.client, request.request, { kind: 'unknown' });
      else serve(strings, request);
    });
    expect(seen).toHaveLength(30);
    expect(new Set(seen.map(({ request }) => request.request)).size).toBe(30);
    expect(seen[1]).toMatchObject({ replica: 3, at: seen[0]!.at + 40 });
    expect(seen[1]!.request.command).toEqual(seen[0]!.request.command);
    expect(run.course).toMatchObject({
      redirects: 20,
      failures: { get: 0, put: 10 },
      requests: { get: 0, put: 10 },
      unanswered: { get: 0, put: 0 },
      latency: { mean: 0.00004, median: 0.00004 },
    });
  });

  it('are duplicates when a MID is answered ok twice', () => {
    const { run } = watched({ requests: 10 }, (strings, request) => {
      serve(strings, request);
      serve(strings, request);
    });
    expect(run.course).toMatchObject({ duplicates: 10, incorrect: 0 });
    expect(run.verdict.kind).toBe('passed');
  });

  it('are incorrect after a redirect of the same MID, and for a MID that nobody asked under', () => {
    const late = watched({ requests: 10 }, (strings, request, count) => {
      if (count === 1) strings.host.answer(request.client, request.request, { kind: 'redirect', leader: 1 });
      serve(strings, request);
    });
    expect(late.run.verdict).toMatchObject({
      kind: 'violated',
      violation: { property: 'incorrect-responses' },
    });
    const foreign = watched({ requests: 10 }, (strings, request, count) => {
      if (count === 1) {
        const result = { ok: true, value: null };
        strings.host.answer(request.client, 999_999, { kind: 'ok', result });
      }
      serve(strings, request);
    });
    expect(foreign.run.verdict).toMatchObject({
      kind: 'violated',
      violation: {
        property: 'incorrect-responses',
        evidence: { found: '0 gets incorrect, 1 answers out of order' },
      },
    });
  });

  it('to a get must be what the client last had acknowledged; a key never put holds ""', () => {
    const stale = watched({ requests: 60 }, (strings, request) => {
      if (request.command.kind === 'put') serve(strings, request);
      else
        strings.host.answer(request.client, request.request, {
          kind: 'ok',
          result: { ok: true, value: null },
        });
    });
    expect(stale.run.course!.incorrect).toBe(stale.run.course!.requests.get);
    expect(stale.run.verdict).toMatchObject({
      kind: 'violated',
      violation: { property: 'incorrect-responses' },
    });
  });
});

describe('determinism', () => {
  it('the same seed gives the same run, another seed another', () => {
    const puppet: Puppet = { onRequest: serve };
    const [one, again] = [play(puppet, coursePlan(), 7), play(puppet, coursePlan(), 7)];
    expect(again.run).toEqual(one.run);
    expect(play(puppet, coursePlan(), 8).run.digest).not.toBe(one.run.digest);
  });
});
