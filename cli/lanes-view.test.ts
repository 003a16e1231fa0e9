// `--lanes` on a terminal and off it, and what a run writes down besides.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { width } from '../reports/layout.ts';
import { main } from './app.ts';
import { type TestIo, testIo } from './fixtures/io.ts';
import { smallScenario } from './fixtures/small-scenario.ts';
import type { Io } from './io.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'whitewater-lanes-'));
  writeFileSync(join(folder, 'small.yaml'), smallScenario);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function whitewater(
  line: string,
  changes: Partial<Io> = {},
): Promise<{ readonly code: number; readonly io: TestIo }> {
  let clock = 0;
  const io = testIo({ cwd: folder, now: () => (clock += 60), ...changes });
  return { code: await main(line.split(' '), io), io };
}

const clear = '\r\u001b[K';

function isPlain(text: string): boolean {
  return !text.includes('\r') && !text.includes('\u001b');
}

describe('run --lanes', () => {
  it('writes plain lines where there is no terminal, then the report', async () => {
    const { code, io } = await whitewater('run small.yaml --seed 3 --lanes');
    expect(code).toBe(0);
    expect(isPlain(io.out())).toBe(true);
    expect(io.out()).toMatch(
      /t \(s\) n1 +n2 +n3[\s\S]*✖ crash[\s\S]*restart[\s\S]*✓ election-safety[\s\S]*1 passed/,
    );
    const without = (await whitewater('run small.yaml --seed 3')).io.out();
    const digest = /digest [\da-f]{16}/.exec(without)![0];
    expect(io.out()).toContain(digest);
  });

  it('counts in place on a terminal, and leaves the same lines behind', async () => {
    const plain = (await whitewater('run small.yaml --seed 3 --lanes')).io.out();
    const { io } = await whitewater('run small.yaml --seed 3 --lanes --no-color', { isTTY: true });
    expect(io.out()).toContain(clear);
    // What a terminal shows in the end: a drawn line is gone once it is cleared.
    const shown = io
      .out()
      .split('\n')
      .map((line) => line.split(clear).at(-1))
      .join('\n');
    expect(shown.replace(/in \d+ms · exit/, '')).toBe(plain.replace(/in \d+ms · exit/, ''));
    for (const env of [{ CI: 'true' }, { TERM: 'dumb' }]) {
      const quiet = await whitewater('run small.yaml --seed 3 --lanes --no-color', { isTTY: true, env });
      expect(isPlain(quiet.io.out())).toBe(true);
    }
  });

  it.each([40, 80, 132])('fits %i columns, in ASCII too', async (columns) => {
    const { io } = await whitewater('run small.yaml --seed 3 --lanes --ascii --set cluster.nodes=7', {
      columns,
    });
    const lanes = io.out().split('\n\n')[1]!.split('\n');
    expect(lanes.length).toBeGreaterThan(10);
    for (const line of lanes) expect(width(line), line).toBeLessThanOrEqual(columns);
    expect(lanes.join('')).toMatch(/^[\x20-\x7e]*$/);
  });

  it.each([
    ['run small.yaml --seeds 2 --lanes', '--lanes takes one run, and this would be 2'],
    ['run small.yaml --seeds 2 --history h', '--history takes one run'],
    ['run small.yaml --seed 1 --lanes --json', '--lanes writes to stdout, and so would the reporter json'],
    ['run small.yaml --seed 1 --trace h --history h', 'two outputs would go to h'],
    ['run small.yaml --seed 1 --history no/h', 'cannot write no/h'],
  ])('%s is refused', async (line, message) => {
    const { code, io } = await whitewater(line);
    expect(io.err()).toContain(message);
    expect([code, io.out()]).toEqual([2, '']);
  });
});

describe('run --history', () => {
  it('records what check then judges', async () => {
    expect((await whitewater('run small.yaml --seed 3 --history h.ndjson')).code).toBe(0);
    const [header, ...operations] = readFileSync(join(folder, 'h.ndjson'), 'utf8').trimEnd().split('\n');
    expect(JSON.parse(header!)).toMatchObject({ format: 'whitewater-history', version: 1, seed: 3 });
    const good = await whitewater('check h.ndjson');
    expect(good.io.out()).toContain(`linearizable  ${operations.length} operations`);
    expect(good.code).toBe(0);
    const read = operations.findLastIndex((line) => line.includes('"result":"'));
    const spoilt = operations.with(read, operations[read]!.replace(/"result":".*?"/, '"result":"never"'));
    writeFileSync(join(folder, 'spoilt.ndjson'), spoilt.join('\n'));
    const bad = await whitewater('check spoilt.ndjson');
    expect(bad.code).toBe(1);
    expect(bad.io.out()).toContain(`spoilt.ndjson:${read + 1} `);
  });
});
