// `whitewater course` and course files under `whitewater run`, with the real engine.

import { describe, expect, it } from 'vitest';
import { main } from './app.ts';
import { testIo } from './fixtures/io.ts';

async function whitewater(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const io = testIo();
  const code = await main(words, io);
  return { code, out: io.out(), err: io.err() };
}

describe('whitewater course', () => {
  it('shows every metric with its tier, and a command that makes the worst run again', async () => {
    const { code, out } = await whitewater('course', 'simple-1', '--seeds', '2');
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(out).toMatch(/simple-1 +2\/2 +total_msgs .* Bonus/);
    expect(out).toMatch(/simple-1 +2\/2 +strict/);
    const replay = lines
      .find((line) => line.includes('mode=course'))!
      .trim()
      .split(' ');
    const again = await whitewater(...replay.slice(1));
    expect(again.code).toBe(0);
    expect(again.out).toContain('Performance checks');
  });

  it('ends with 1 where a run fails, and takes options for all files', async () => {
    const naive = ['--set', 'protocol.implementation=course-naive', '--mode', 'course', '--json'];
    const { code, out } = await whitewater('course', 'crash-3', 'simple-1', '--seeds', '1', ...naive);
    expect(code).toBe(1);
    const { rows, exitCode } = JSON.parse(out) as { rows: { passed: number }[]; exitCode: number };
    expect([rows.map(({ passed }) => passed), exitCode]).toEqual([[0, 1], 1]);
  });

  it.each([
    [['course', 'simple-9'], 'did you mean'],
    [['course', '--mode', 'strickt'], 'did you mean strict?'],
    [['course', 'scenarios/library/ring.yaml'], 'no config of a course'],
    [['course', 'simple-1', '--set', 'protocol.heartbeet=1s'], 'did you mean "heartbeat"?'],
  ])('refuses %j', async (words, hint) => {
    const { code, out, err } = await whitewater(...words);
    expect(code).toBe(2);
    expect(out + err).toContain(hint);
  });
});

describe('whitewater course without a config', () => {
  it('names the folder, and ends with 4', async () => {
    const { code, err } = await whitewater('course', 'docs/decisions');
    expect([code, err]).toEqual([4, 'no config to run: there is no *.json in docs/decisions\n']);
  });
});

describe('whitewater run', () => {
  it('runs a course file in both modes and tells each whole', async () => {
    const { code, out } = await whitewater('run', 'simple-1', '--seed', '3');
    expect(code).toBe(0);
    expect(out).toContain('simple-1 (course)');
    expect(out).toContain('simple-1 (strict)');
    expect(out).toMatch(/Leaders seen +000\d/);
    expect(out).toContain('linearizable');
  });

  it('makes the same run twice', async () => {
    const { code } = await whitewater('run', 'advanced-1', '--seed', '3', '--check-determinism');
    expect(code).toBe(0);
  });

  it('writes course runs for machines', async () => {
    const json = await whitewater('run', 'simple-1', '--set', 'mode=course', '--reporter', 'json');
    const [run] = (JSON.parse(json.out) as { runs: { course: { performance: { tier: string }[] } }[] }).runs;
    expect(run!.course.performance.map(({ tier }) => tier)).toEqual([
      'Bonus',
      'Full credit',
      'Full credit',
      'Bonus',
    ]);
    const junit = await whitewater('run', 'simple-1', '--set', 'mode=course', '--reporter', 'junit');
    expect(junit.out).toContain('name="enough-messages"');
  });
});
