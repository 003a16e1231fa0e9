// The command from words to exit code, in process, with runs that end as each test says.

import { describe, expect, it } from 'vitest';
import { fakeRun, violation } from '../reports/fixtures/run.ts';
import type { JsonReport } from '../reports/json.ts';
import type { Verdict } from '../sim/verdict.ts';
import { main } from './app.ts';
import type { Engine } from './engine.ts';
import { type FakeScenario, fakeEngine, tell } from './fixtures/engine.ts';
import { type TestIo, testIo } from './fixtures/io.ts';
import { reporterNames } from './reporter-choice.ts';

const violated: Verdict = { kind: 'violated', violation };

interface Told {
  readonly code: number;
  readonly io: TestIo;
}

async function whitewater(line: string, engine: Engine, io: TestIo = testIo()): Promise<Told> {
  const argv = line.split(' ').filter((word) => word !== '');
  return { code: await main(argv, io, async () => engine), io };
}

function only(scenario: FakeScenario): Engine {
  return fakeEngine({ 'a.yaml': scenario });
}

describe('the exit code of run', () => {
  const cases: readonly (readonly [number, string, Verdict])[] = [
    [0, 'all is well', { kind: 'passed' }],
    [1, 'a property broke', violated],
    [1, 'a run stalled', { kind: 'stalled', property: 'leader-exists', message: 'none', at: 1 }],
    [1, 'a program threw', { kind: 'crashed', node: 1, event: 2, at: 3, error: 'Error: no' }],
    [3, 'a goal was missed', { kind: 'missed', goals: ['crash'] }],
    [
      3,
      'a threshold was not kept',
      { kind: 'outside', thresholds: ['terms'], message: 'terms 4, bound < 3' },
    ],
    [6, 'a budget was used up', { kind: 'inconclusive', reason: 'budget' }],
  ];
  it.each(cases)('is %i when %s', async (code, _what, verdict) => {
    expect(await whitewater('run a.yaml', only({ verdict: () => verdict }))).toMatchObject({ code });
  });

  it('for a planted bug is 0 when some seed shows it and 1 when none does', async () => {
    const verdict = (seed: number): Verdict => (seed === 3 ? violated : { kind: 'passed' });
    const engine = only({ fails: violation.property, verdict });
    expect((await whitewater('run a.yaml --seeds 3', engine)).code).toBe(0);
    expect((await whitewater('run a.yaml --seeds 2', engine)).code).toBe(1);
    expect((await whitewater('run a.yaml --seed 3', engine)).code).toBe(0);
  });

  it('for what must fail within so many seeds is 6 while there were fewer', async () => {
    const verdict = (seed: number): Verdict => (seed === 3 ? violated : { kind: 'passed' });
    const engine = only({ fails: violation.property, failsWithin: 3, verdict });
    expect((await whitewater('run a.yaml --seeds 2', engine)).code).toBe(6);
    expect((await whitewater('run a.yaml --seeds 4', engine)).code).toBe(0);
    expect((await whitewater('run a.yaml --seeds 4..6', engine)).code).toBe(1);
    expect(
      (
        await whitewater(
          'run a.yaml --seeds 1..3',
          only({ fails: violation.property, failsWithin: 2, verdict }),
        )
      ).code,
    ).toBe(1);
  });

  it('for a goal of one in so many seeds is 3 when a sweep reaches it too seldom', async () => {
    const engine = (hit: number): Engine => ({
      ...only({}),
      run: (_plan, seed) => {
        const status = seed === hit ? 'reached' : 'not-reached';
        return fakeRun({ seed, goals: [{ kind: 'sometimes', name: 'x', status, detail: '', perSeeds: 4 }] });
      },
    });
    expect((await whitewater('run a.yaml --seeds 3', engine(0))).code).toBe(0);
    expect((await whitewater('run a.yaml --seeds 4', engine(0))).code).toBe(3);
    expect((await whitewater('run a.yaml --seeds 7', engine(6))).code).toBe(0);
    expect((await whitewater('run a.yaml --seeds 8', engine(6))).code).toBe(3);
  });

  it('is 5 when a seed gives two runs, and both are shown', async () => {
    let times = 0;
    const engine: Engine = {
      ...only({}),
      run: (_plan, seed, options = {}) => {
        times++;
        return tell(fakeRun({ seed }), options, (event) => (event < 3 ? event : event * 100 + times));
      },
    };
    const { code, io } = await whitewater('run a.yaml --check-determinism', engine);
    expect(code).toBe(5);
    expect(io.out()).toContain('event 3 is the first that differs');
    expect(io.out()).toContain('RV 303');
    expect(io.out()).toContain('RV 304');
  });

  it('is 4 when there is nothing to run', async () => {
    const engine: Engine = { ...only({}), find: () => [] };
    const empty = await whitewater('run empty/', engine);
    expect(empty.code).toBe(4);
    expect(empty.io.err()).toContain('no scenario to run: there is no *.yaml or *.yml in the folders');
  });

  it('is 70 for an error of ours, with how to see it again', async () => {
    const engine: Engine = {
      ...only({}),
      run: () => {
        throw new RangeError('queue is empty');
      },
    };
    const { code, io } = await whitewater('run a.yaml --seed 9', engine);
    expect(code).toBe(70);
    expect(io.err()).toContain('queue is empty');
    expect(io.err()).toContain('to reproduce: whitewater run a.yaml --seed 9');
  });

  it.each(reporterNames)(
    'is 70 in the report %s too, which is whole and says that it is not all',
    async (name) => {
      const failing: Engine = {
        ...only({}),
        run: (_plan, seed) => {
          if (seed > 1) throw new RangeError('queue is empty');
          return fakeRun({ seed });
        },
      };
      for (const seeds of ['1..3', '2..3']) {
        const { code, io } = await whitewater(`run a.yaml --seeds ${seeds} --reporter only:${name}`, failing);
        expect(code).toBe(70);
        const text = name === 'github' ? io.err() : io.out();
        expect(text).toMatch(/stopped early|"complete":false/);
        if (name === 'json') expect(JSON.parse(text)).toMatchObject({ exitCode: 70 });
        if (name === 'junit') expect(text).toMatch(/errors="1"[\s\S]*<\/testsuites>\n$/);
        if (name === 'tap') expect(text).toMatch(/\nBail out! stopped early: [^\n]*\n$/);
      }
    },
  );

  it('is 130 after Ctrl-C, and the report is whole', async () => {
    const io = testIo({ breathe: () => Promise.resolve(io.interrupt()) });
    const { code } = await whitewater('run a.yaml --seeds 1000 --reporter json', only({}), io);
    expect(code).toBe(130);
    const report = JSON.parse(io.out()) as JsonReport;
    expect(report.complete).toBe(false);
    expect(report.runs.length).toBeGreaterThan(0);
    expect(report.runs.length).toBeLessThan(1000);
  });
});

describe('bad input', () => {
  it.each([
    ['rum a.yaml', 'did you mean run?'],
    ['a.yaml', 'did you mean whitewater run a.yaml?'],
    ['run', 'something is missing: whitewater run <scenario..>'],
    ['run a.yaml --sead 3', 'did you mean --seed?'],
    ['run a.yaml -s 3', 'there is no option -s'],
    ['run a.yaml --seed', '--seed has no value'],
    ['run a.yaml --seed x', '"x" is not a seed'],
    ['run a.yaml --seed 1 --seed 2', 'given 2 times'],
    ['run a.yaml --seed 1 --seeds 2', 'exclude each other'],
    ['run a.yaml --checks deap', 'did you mean deep?'],
    ['run a.yaml --bug E02', 'did you mean E01?'],
    ['run a.yaml --reporter jsn', 'did you mean json?'],
    ['run a.yaml --reporter json:no/such/folder/a', 'cannot write'],
    ['run a.yaml --seeds 2 --trace t.ndjson', '--trace takes one run'],
    ['run broken.yaml', 'broken.yaml:2:3'],
    ['validate broken.yaml a.yaml', '2 mistakes in 1 of 2 files'],
    ['list bug', 'did you mean bugs?'],
    ['explain a.yaml b.yaml', 'too many words: b.yaml'],
    ['run a.yaml --quiet=maybe', '--quiet takes no value'],
    ['run a.yaml --no-seed', 'there is no option --no-seed'],
    ['run a.yaml -qz', 'there is no option -qz'],
    ['run a.yaml --json --ndjson', 'cannot both write to stdout'],
    ['help rum', 'did you mean run?'],
    ['completion powershell', 'the shells are bash, zsh, fish'],
  ])('"%s" ends with 2, says so and runs nothing', async (line, message) => {
    let runs = 0;
    const engine: Engine = {
      ...only({}),
      run: () => {
        runs++;
        return fakeRun();
      },
    };
    const { code, io } = await whitewater(line, engine);
    expect(code).toBe(2);
    expect(io.err() + io.out()).toContain(message);
    expect(runs).toBe(0);
  });

  it('has short help that fits where there is no command at all', async () => {
    for (const line of ['', '--']) {
      const { code, io } = await whitewater(line, only({}));
      expect(code).toBe(0);
      expect(io.out()).toContain('whitewater run leader-crash');
      for (const each of io.out().split('\n')) expect(each.length, each).toBeLessThanOrEqual(80);
    }
  });

  it('leaves stdout to reports', async () => {
    const { io } = await whitewater('run broken.yaml --reporter json', only({}));
    expect(io.out()).toBe('');
  });
});
