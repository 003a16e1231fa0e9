// Course files: told from scenarios by what is in them, every key honoured, mistakes at their place.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { known } from '../fixtures/known.ts';
import { ScenarioError } from '../problem.ts';
import { compileCourse } from './compile.ts';
import { type CourseFile, parseCourse } from './parse.ts';

const folder = `${import.meta.dirname}/../course`;

function parsed(config: object, assignments: readonly string[] = []): CourseFile {
  return parseCourse(JSON.stringify(config, null, 2), 'mine.json', known, assignments)!;
}

/** `line:column message hint` */
function mistakes(config: object | string, assignments: readonly string[] = []): readonly string[] {
  try {
    const text = typeof config === 'string' ? config : JSON.stringify(config, null, 2);
    parseCourse(text, 'mine.json', known, assignments);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(
      ({ file, line, column, message, hint }) =>
        `${file}:${line}:${column} ${message}${hint ? ` (${hint})` : ''}`,
    );
  }
  return [];
}

const least = { lifetime: 10, replicas: 3, requests: 50 };

describe('a course file', () => {
  it('is known by its keys, whatever it is called', () => {
    expect(parseCourse('version: 1\nname: x\n', 'a.yaml', known)).toBeNull();
    expect(parseCourse('{"version": 1, "name": "x"}', 'a.json', known)).toBeNull();
    expect(parseCourse('{"lifetime": ', 'a.json', known)).toBeNull();
    expect(parseCourse('{"name": "x", "mix": 0.5}', 'a.json', known)).toBeNull();
    expect(() => parseCourse('{"lifetime": 10}', 'a.json', known)).toThrow('"requests" is missing');
    expect(parseCourse('{"requests": 3, "lifetime": 10, "replicas": 3}', 'a.yaml', known)).not.toBeNull();
  });

  it('has defaults for all but three keys', () => {
    const { course, nodes, network, run } = compileCourse('mine', parsed(least).config, 'course', 1);
    expect(nodes).toBe(3);
    expect(network.defaults.loss).toBe(0);
    expect(run).toMatchObject({ chaos: 15_000_000, settle: 2_000_000 });
    expect(course).toEqual({
      mode: 'course',
      requests: 50,
      lifetime: 10_000_000,
      startWait: 5_000_000,
      endWait: 2_000_000,
      gets: Math.round(0.8 * 0x1_0000_0000),
      messagesMax: 20_000,
      events: [],
      benchmarks: { totalMessages: null, failures: null, duplicates: null, medianLatency: null },
      fractions: { getFail: 0.5, putFail: 0.5, generationFail: 0.1, appendsBatched: 0.5 },
    });
  });

  it('says all it can say', () => {
    const benchmarks = {
      total_msgs: [1, 2, 3],
      failures: [0, 1, 2],
      duplicates: [0, 0, 0],
      median_latency: [0.0002, 0.005, 0.05],
    };
    const { config, warnings } = parsed({
      ...least,
      mix: 0.25,
      start_wait: 1.5,
      end_wait: 3,
      drops: 0.5,
      max_packets: 700,
      seed: 12,
      events: [
        { type: 'part_hard', time: 2.5 },
        { type: 'part_end', time: 4 },
      ],
      tests: {
        benchmarks,
        maximum_get_fail_fraction: 0.1,
        maximum_put_fail_fraction: 0.2,
        maximum_get_generation_fail_fraction: 0.3,
        maximum_appends_batched_fraction: 0.4,
      },
    });
    const { course, network } = compileCourse('mine', config, 'course', 1);
    expect(warnings).toEqual([]);
    expect(config.seed).toBe(12);
    expect(network.defaults.loss).toBe(0x8000_0000);
    expect(course).toMatchObject({
      startWait: 1_500_000,
      endWait: 3_000_000,
      gets: 0x4000_0000,
      messagesMax: 700,
      events: [
        { kind: 'part_hard', at: 2_500_000 },
        { kind: 'part_end', at: 4_000_000 },
      ],
      benchmarks: { totalMessages: [1, 2, 3], medianLatency: [0.0002, 0.005, 0.05] },
      fractions: { getFail: 0.1, putFail: 0.2, generationFail: 0.3, appendsBatched: 0.4 },
    });
  });

  it('`wait` counts in strict mode, and never against start_wait', () => {
    const alone = parsed({ ...least, wait: 3 });
    expect(compileCourse('mine', alone.config, 'course', 1).course!.startWait).toBe(5_000_000);
    expect(compileCourse('mine', alone.config, 'strict', 1).course!.startWait).toBe(3_000_000);
    expect(alone.warnings[0]).toMatchObject({ line: 5, column: 3 });
    expect(alone.warnings[0]!.message).toContain('counts in strict mode (3 s); course mode waits 5 s');
    const both = parsed({ ...least, wait: 3, start_wait: 4 });
    expect(compileCourse('mine', both.config, 'strict', 1).course!.startWait).toBe(4_000_000);
    expect(both.warnings[0]!.message).toContain('"start_wait" counts in both modes (4 s)');
  });

  it('a misplaced fraction counts in strict mode, and never against the one in its place', () => {
    const key = 'maximum_get_generation_fail_fraction';
    const alone = parsed({ ...least, [key]: 0.2 });
    expect(compileCourse('mine', alone.config, 'course', 1).course!.fractions.generationFail).toBe(0.1);
    expect(compileCourse('mine', alone.config, 'strict', 1).course!.fractions.generationFail).toBe(0.2);
    expect(alone.warnings[0]!.message).toContain('counts in strict mode (0.2); course mode takes 0.1');
    const both = parsed({ ...least, [key]: 0.2, tests: { [key]: 0.3 } });
    for (const mode of ['course', 'strict'] as const)
      expect(compileCourse('mine', both.config, mode, 1).course!.fractions.generationFail).toBe(0.3);
    expect(both.warnings[0]!.message).toContain('the one in "tests" counts in both modes (0.3)');
  });

  it('warns of an event that no run lasts for', () => {
    const events = [1, 12, 12.5].map((time) => ({ type: 'kill_leader', time }));
    const { warnings } = parsed({ ...least, lifetime: 10, events });
    expect(warnings.map(({ message }) => message)).toEqual([
      'the run ends before this event, 12 s after the first request',
    ]);
  });

  it('takes settings of ours by assignment: mode, replica, latency', () => {
    const assignments = ['mode=strict', 'protocol.heartbeat=150ms', 'network.latency=1ms', 'drops=0.25'];
    const { config } = parsed(least, assignments);
    const plan = compileCourse('mine', config, config.mode!, 1);
    expect(config.mode).toBe('strict');
    expect(plan.program.options['heartbeatInterval']).toBe(150_000);
    expect(plan.network.defaults).toMatchObject({
      latency: { kind: 'constant', value: 1000 },
      loss: 0x4000_0000,
    });
    expect(mistakes(least, ['protocol.heartbeat=9s'])[0]).toContain('the heartbeat must be shorter');
    expect(mistakes(least, ['mode=strickt'])[0]).toContain('did you mean "strict"?');
  });
});

describe('mistakes', () => {
  it.each<[object | string, readonly string[]]>([
    [{ lifetime: 4, replicas: 3, requests: 5 }, ['mine.json:2:15 expected seconds from 5 to 86400, got 4']],
    [{ ...least, replicas: 22 }, ['mine.json:3:15 expected a whole number from 3 to 21, got 22']],
    [{ lifetime: 10, requests: 50 }, ['mine.json:1:1 "replicas" is missing']],
    [{ ...least, dropz: 0.1 }, ['mine.json:5:3 unknown key "dropz" (did you mean "drops"?)']],
    [{ ...least, mix: 1.5 }, ['mine.json:5:10 expected a fraction from 0 to 1, got 1.5']],
    [
      { ...least, events: [{ type: 'kill_leadr', time: 1 }] },
      [
        'mine.json:7:15 unknown word "kill_leadr"; there are kill_leader, kill_non_leader, part_easy, part_hard, part_end (did you mean "kill_leader"?)',
      ],
    ],
    [
      { ...least, tests: { benchmarks: { total_msgs: [3, 2, 1] } } },
      ['mine.json:7:21 the thresholds must rise: bonus, full, partial'],
    ],
    [
      { ...least, tests: { benchmarks: { total_msgs: [3, 2] } } },
      ['mine.json:7:21 expected three thresholds: bonus, full, partial'],
    ],
    [
      { ...least, tests: { maximum_get_fail_fracton: 0.1 } },
      ['mine.json:6:5 unknown key "maximum_get_fail_fracton" (did you mean "maximum_get_fail_fraction"?)'],
    ],
    [
      '{"lifetime": 10, "lifetime": 11, "replicas": 3, "requests": 5}',
      ['mine.json:1:18 this key is there twice in the same mapping'],
    ],
  ])('%j', (config, expected) => {
    expect(mistakes(config)).toEqual(expected);
  });
});

describe('the shipped files', () => {
  const files = readdirSync(folder);

  it('are seventeen, and valid', () => {
    expect(files).toHaveLength(17);
    for (const file of files) {
      const { config, warnings } = parseCourse(readFileSync(`${folder}/${file}`, 'utf8'), file, known)!;
      const isMisplaced = /^(unreliable-3|advanced-\d)/.test(file);
      expect([file, warnings.length]).toEqual([file, isMisplaced ? 1 : 0]);
      const { course } = compileCourse(file, config, 'course', 1);
      expect(course!.lifetime).toBe(30_000_000);
      expect(Object.values(course!.benchmarks)).not.toContain(null);
    }
  });
});
