// The harness against replicas that keep to the rules and others that do not, as processes, for a few seconds each.

import { afterAll, describe, expect, it } from 'vitest';
import { judgeHistory } from '../../sim/checkers/recorded/judge-history.ts';
import type { TraceEvent } from '../../sim/trace.ts';
import { type Manner, testReplicas } from './fixtures/replicas.ts';
import { type ShortRun, shortPlan, shortRun } from './fixtures/short-run.ts';
import { LiveHarness } from './harness.ts';

const replicas = testReplicas();
afterAll(() => replicas.remove());

const second = 1_000_000;

function run(
  manner: Manner,
  ...more: [plan?: ReturnType<typeof shortPlan>, seed?: number]
): Promise<ShortRun> {
  return shortRun(replicas.file(manner), ...more);
}

function broken({ end }: ShortRun): readonly string[] {
  return end.course.correctness.filter(({ holds }) => !holds).map(({ name }) => name);
}

describe('a replica that keeps to the rules', () => {
  it.concurrent('is asked all, and every message has an event, in order, with its cause', async () => {
    const live = await run('good');
    const { end, trace, pids } = live;
    expect([broken(live), end.deaths, end.mishaps, end.isInterrupted]).toEqual([[], [], [], false]);
    const { requests, messages, unanswered, redirects, leaders } = end.course;
    expect([requests.get + requests.put, unanswered, leaders]).toEqual([40, { get: 0, put: 0 }, [1]]);
    // Every put is told to both others.
    expect(messages).toEqual({ sent: 2 * requests.put, dropped: 0, blocked: 0 });
    expect(redirects).toBeGreaterThan(0);
    expect(end.operations).toHaveLength(40 + redirects);
    expect(judgeHistory(end.operations, new Set())).toMatchObject({ broken: [], unknown: [] });

    expect(trace.map(({ event }) => event)).toEqual(trace.map((_, position) => position + 1));
    for (const { event, at, cause } of trace) {
      expect(cause).toBeLessThan(event);
      expect(at).toBeGreaterThanOrEqual(trace[Math.max(0, event - 2)]!.at);
    }
    const arrived = trace.filter(({ kind }) => kind === 'message');
    expect(arrived).toHaveLength(messages.sent);
    for (const { message, cause } of arrived) {
      expect(trace[cause - 1]!.sent).toContainEqual(message);
      expect(message).toMatchObject({ kind: 'Copy', from: 1, term: 7 });
    }
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it.concurrent('loses what is dropped and cut off, and its leader when that is killed', async () => {
    const part = { kind: 'part_hard', at: 0.2 * second } as const;
    const kill = { kind: 'kill_leader', at: 0.6 * second } as const;
    const plan = shortPlan({ events: [part, kill] }, { loss: 0x8000_0000 });
    const live = await run('good', plan, 3);
    const { messages, killed, died } = live.end.course;
    expect([killed, died, live.end.faults]).toEqual([1, 0, { injected: 2, skipped: 0 }]);
    expect(messages.dropped).toBeGreaterThan(0);
    const arrived = live.trace.filter(({ kind }) => kind === 'message').length;
    expect(arrived + messages.dropped + messages.blocked).toBeLessThanOrEqual(messages.sent);
    const notes = live.trace.filter(({ kind }) => kind === 'nemesis').map(({ text }) => text);
    expect(notes).toEqual([expect.stringMatching(/^part_hard n\d n\d$/), 'kill_leader n1']);
    const death = live.trace.findIndex(({ kind, node }) => kind === 'crash' && node === 1);
    expect(death).toBeGreaterThan(0);
    expect(live.trace.slice(death + 1).some(({ node }) => node === 1)).toBe(false);
  });

  it.concurrent('is cut short where its messages are used up', async () => {
    const { end } = await run('good', shortPlan({ messagesMax: 6, gets: 0 }));
    expect(end.course).toMatchObject({ stopped: true, messages: { sent: 6 } });
  });
});

describe('a replica that', () => {
  it.concurrent('ends is reported with its last words, and the run is over when all have', async () => {
    const { end } = await run('dies');
    expect(end.course.died).toBe(3);
    expect(end.endedAt).toBeLessThan(2 * second);
    for (const { how, stderr } of end.deaths) {
      expect([how, stderr]).toEqual(['exit code 3', 'Traceback:\n  no such module']);
    }
  });

  it.concurrent('says no hello is dead for good at the first message to it', async () => {
    const { end } = await run('mute');
    expect([end.course.died, end.deaths[0]!.how]).toEqual([
      3,
      expect.stringContaining('before its own hello'),
    ]);
  });

  it.concurrent('speaks to others before they can have said hello kills them', async () => {
    const { end } = await run('hastes');
    expect(end.course.died).toBeGreaterThanOrEqual(1);
    expect(end.deaths[0]!.how).toContain('before its own hello');
  });

  const wrong: readonly (readonly [Manner, string])[] = [
    ['lies', 'got "a lie" for'],
    ['garbles', 'not JSON: {"src":'],
    ['both', 'ok after redirect or fail'],
  ];
  for (const [manner, why] of wrong)
    it.concurrent(`${manner} is told of, and fails`, async () => {
      const live = await run(manner);
      expect(broken(live)).toEqual(['incorrect-responses']);
      expect(live.end.mishaps[0]!.why).toContain(why);
      const disordered = judgeHistory(live.end.operations, new Set()).broken.length > 0;
      expect(disordered).toBe(manner === 'lies');
    });

  it.concurrent('answers twice is counted, which is no fault', async () => {
    const live = await run('repeats');
    expect([broken(live), live.end.course.duplicates]).toEqual([[], 40]);
  });
});

describe('the harness', () => {
  it.concurrent('fails with what goes wrong in it, and leaves no process', async () => {
    for (const kind of ['start', 'client']) {
      const record = (event: TraceEvent): void => {
        if (event.kind === kind) throw new Error('the disk is full');
      };
      const options = { replica: replicas.file('good'), cwd: '/', sinks: [{ record }] };
      const harness = new LiveHarness(shortPlan(), 1, options);
      await expect(harness.run()).rejects.toThrow('the disk is full');
      expect(harness.pids()).toHaveLength(3);
      for (const pid of harness.pids()) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    }
  });
});

describe('the seed', () => {
  it.concurrent('makes the same requests of the same clients, in the same order', async () => {
    const asked = async (seed: number): Promise<readonly string[]> => {
      const { end } = await run('good', shortPlan({ gets: 0 }), seed);
      const puts = end.operations.map(({ client, command }) => `${client} ${JSON.stringify(command)}`);
      return [...new Set(puts)];
    };
    const [one, same, other] = await Promise.all([asked(5), asked(5), asked(6)]);
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });
});
