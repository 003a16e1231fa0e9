// Results merged: what one machine would have said, in any order; missing and doubled parts are told.

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { main } from '../app.ts';
import { type FakeScenario, fakeEngine } from '../fixtures/engine.ts';
import { testIo } from '../fixtures/io.ts';

const violated: FakeScenario['verdict'] = (seed) =>
  seed % 4 === 3
    ? {
        kind: 'violated',
        violation: {
          property: 'election-safety',
          source: 'Raft §5.2',
          scope: 'end-to-end',
          event: 2,
          at: 2000,
          node: 2,
          message: 'n1 and n2 lead in term 2',
          evidence: { term: 2 },
        },
      }
    : { kind: 'passed' };
const engine = fakeEngine({
  'bad.yaml': { verdict: violated },
  'good.yaml': {},
  'planted.yaml': { fails: 'election-safety', verdict: violated },
});
const files = ['bad.yaml', 'good.yaml', 'planted.yaml'];
let cwd: string;

async function whitewater(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const io = testIo({ cwd, now: () => 5 });
  const code = await main(words, io, () => Promise.resolve(engine));
  return { code, out: io.out(), err: io.err() };
}

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'report-'));
  await whitewater('run', ...files, '--seeds', '1..12', '--reporter', 'blob:whole.blob.gz');
  for (const [name, seeds] of [
    ['a', '1..4'],
    ['b', '5..8'],
    ['c', '9..12'],
  ] as const) {
    await whitewater('run', ...files, '--seeds', seeds, '--reporter', `blob:${name}.blob`);
  }
});

const formats = ['pretty', 'plain', 'minimal', 'json', 'ndjson', 'junit', 'tap', 'markdown', 'sarif'];

describe('the results of one machine', () => {
  it.each(formats)('are reported as %s by run itself', async (format) => {
    const run = await whitewater('run', ...files, '--seeds', '1..12', '--reporter', `only:${format}`);
    const report = await whitewater('report', 'whole.blob.gz', '--reporter', `only:${format}`);
    expect(report).toEqual(run);
  });
});

describe('the results of three', () => {
  it.each(formats)('are as %s those of one, in any order', async (format) => {
    const whole = await whitewater('report', 'whole.blob.gz', '--reporter', `only:${format}`);
    for (const order of ['a b c', 'c a b', 'b c a']) {
      const parts = order.split(' ').map((name) => `${name}.blob`);
      expect(await whitewater('report', ...parts, '--reporter', `only:${format}`)).toEqual(whole);
    }
  });

  it('are told with annotations', async () => {
    const { err } = await whitewater('report', 'a.blob', 'b.blob', '--reporter', 'github');
    expect(err).toContain('::error title=bad%2C seed 3%3A election-safety::');
  });

  it('may leave seeds out, which the report then says', async () => {
    const { out } = await whitewater('report', 'c.blob', 'a.blob', '--reporter', 'only:ndjson');
    expect(out).toContain('"seeds":"1..4,9..12"');
  });
});

it('the same part twice is refused, with what is in both', async () => {
  const { code, err } = await whitewater('report', 'a.blob', 'whole.blob.gz');
  expect(err).toContain('seed 1 of bad is in a.blob and whole.blob.gz');
  expect(code).toBe(2);
});

it('a part that breaks off is told, and the whole is not taken for complete', async () => {
  const lines = readFileSync(join(cwd, 'b.blob'), 'utf8').split('\n');
  writeFileSync(join(cwd, 'cut.blob'), `${lines.slice(0, 4).join('\n')}\n`);
  const { code, out, err } = await whitewater('report', 'cut.blob', 'c.blob', '--reporter', 'only:json');
  expect(err).toBe('cut.blob breaks off after 3 of 12 runs\n');
  expect(JSON.parse(out)).toMatchObject({ complete: false });
  expect(code).toBe(1);
});

it('parts of different builds are not merged', async () => {
  const text = readFileSync(join(cwd, 'b.blob'), 'utf8').replace(/"build":"[^"]*"/, '"build":"9.9.9"');
  writeFileSync(join(cwd, 'other.blob'), text);
  const { code, err } = await whitewater('report', 'a.blob', 'other.blob');
  expect(err).toMatch(/a\.blob is of build .*, other\.blob of 9\.9\.9/);
  expect(code).toBe(2);
});

it.each([
  ['no results at all', 'hello\n', '1:1: these are no results: the first line is no JSON object'],
  ['another format', '{"format":"x"}\n', '1:1: these are no results: the first line has no'],
  ['another version', '{"format":"whitewater-results","version":7,"subjects":[]}\n', 'results of version 7'],
])('%s are refused', async (_, content, message) => {
  writeFileSync(join(cwd, 'bad.blob'), content);
  const { code, err } = await whitewater('report', 'bad.blob');
  expect(err).toContain(`bad.blob:1:1: `);
  expect(err).toContain(message.replace('1:1: ', ''));
  expect(code).toBe(2);
});
