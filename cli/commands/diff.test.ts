// `whitewater diff` on traces and on runs: equal, different in an event, in length, at the end.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrace } from '../../reports/trace/read-trace.ts';
import { endLine, headerLine } from '../../reports/trace/trace-header.ts';
import { TraceLines } from '../../reports/trace/trace-lines.ts';
import type { TraceEvent } from '../../sim/trace.ts';
import { main } from '../app.ts';
import { type TestIo, testIo } from '../fixtures/io.ts';

const scenario = `version: 1
name: small
description: Three servers and two clients, and nothing that goes wrong.
run: { chaos: 700ms, settle: 300ms }
`;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'whitewater-diff-'));
  writeFileSync(join(folder, 'small.yaml'), scenario);
  expect((await whitewater('run small.yaml --seed 3 --trace t.gz')).code).toBe(0);
  expect((await whitewater('run small.yaml --seed 3 --trace t.ndjson')).code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function whitewater(line: string): Promise<{ readonly code: number; readonly io: TestIo }> {
  const io = testIo({ cwd: folder });
  return { code: await main(line.split(' '), io), io };
}

/** The trace with its events changed, as a file. */
function changed(
  name: string,
  change: (events: readonly TraceEvent[]) => readonly TraceEvent[],
  digest?: string,
): void {
  const { header, events, end } = readTrace(readFileSync(join(folder, 't.ndjson'), 'utf8'));
  const lines = new TraceLines();
  const others = change(events);
  const body = others.map((event) => lines.line(event)).join('');
  const last = endLine({ ...end, events: others.length, digest: digest ?? end.digest });
  writeFileSync(join(folder, name), headerLine(header) + body + last);
}

describe('diff', () => {
  it('says of equal runs that they are, whatever they come from', async () => {
    for (const words of ['t.gz t.ndjson', 'small.yaml@3 t.gz', 'small.yaml small.yaml --seed 3']) {
      const { code, io } = await whitewater(`diff ${words}`);
      expect(io.out()).toMatch(/^equal: \d+ events, digest [\da-f]{16}\n$/);
      expect([code, io.err()]).toEqual([0, '']);
    }
  });

  it('shows both sides of the first event that differs, then the state', async () => {
    changed('vote.ndjson', (events) => {
      const at = events.findIndex(({ standing }) => standing?.role === 'leader');
      return events.map((event, position) =>
        position < at || event.standing === null
          ? event
          : { ...event, status: 'C9 log 0/0', standing: { ...event.standing, role: 'candidate', term: 9 } },
      );
    });
    const { code, io } = await whitewater('diff t.gz vote.ndjson');
    expect(code).toBe(1);
    expect(io.out()).toMatch(
      /^equal for \d+ events \(to 0\.\d{3} s\), then they differ in standing, words$/m,
    );
    expect(io.out()).toMatch(/^a {3}event (\d+) at .*\n(.*\n)*b {3}event \1 at /m);
    expect(io.out()).toMatch(/^ {2}the state after it +a +b$/m);
    expect(io.out()).toMatch(/^ {2}n\d role +leader +candidate$/m);
    expect(io.out()).toMatch(/^ {2}n\d term +1 +9$/m);
    expect(io.out()).toMatch(/\ndifferent\n$/);
  });

  it('names what was run differently', async () => {
    const seeds = await whitewater('diff small.yaml@3 small.yaml@4');
    expect(seeds.code).toBe(1);
    expect(seeds.io.out()).toMatch(/^ {2}seed +a: 3 {3}b: 4$/m);
    const { code, io } = await whitewater('diff small.yaml@3 t.gz --bug-a E06');
    expect(io.out()).toMatch(/^ {2}bugs +a: E06 {3}b: none$/m);
    // Nobody stands for election with an old log here: the bug never shows.
    expect(io.out()).toMatch(/^equal: |different$/m);
    expect([0, 1]).toContain(code);
    const set = await whitewater('diff small.yaml@3 t.gz --set-a network.latency=3ms');
    expect(set.code).toBe(1);
    expect(set.io.out()).toContain('then they differ in time');
    const plain = await whitewater('diff small.yaml@3 t.gz --set-a network.latency=3ms --ascii');
    expect(plain.io.out()).toMatch(/^[\n -~]+$/);
    expect(plain.io.out()).toMatch(/n\d -> n\d/);
  });

  it('overlooks what it is told to, and only that', async () => {
    changed(
      'later.ndjson',
      (events) => events.map((event) => ({ ...event, at: event.at + 5 })),
      'ffffffffffffffff',
    );
    expect((await whitewater('diff t.gz later.ndjson')).code).toBe(1);
    const { code, io } = await whitewater('diff t.gz later.ndjson --ignore time');
    expect(io.out()).toMatch(/^equal: \d+ events, time aside\n$/);
    expect(code).toBe(0);
    expect((await whitewater('diff t.gz later.ndjson --ignore words,cause')).code).toBe(1);
  });

  it('tells when one has ended, and when only the ends differ', async () => {
    changed('short.ndjson', (events) => events.slice(0, 50));
    const short = await whitewater('diff short.ndjson t.gz');
    expect(short.code).toBe(1);
    expect(short.io.out()).toMatch(/^equal for 50 events .* one has ended$/m);
    expect(short.io.out()).toMatch(/^a {3}had ended$/m);
    changed('digest.ndjson', (events) => events, 'ffffffffffffffff');
    const ends = await whitewater('diff digest.ndjson t.gz');
    expect(ends.code).toBe(1);
    expect(ends.io.out()).toMatch(/^all \d+ events are equal, the ends differ:$/m);
  });

  it.each([
    ['diff t.gz', 'something is missing: whitewater diff <a> <b>'],
    ['diff t.gz gone.gz', 'there is no file gone.gz'],
    ['diff t.gz small.yaml@3 --ignore tmie', 'did you mean time?'],
    ['diff t.gz small.yaml@3 --bug-a E06', '--bug is for scenarios'],
    ['diff t.gz small.yaml@3 --bug-b E66', 'there is no bug "E66"'],
    ['diff t.gz small.yaml@3 --seed 3', '--seed is for scenarios'],
  ])('%s is refused', async (line, message) => {
    const { code, io } = await whitewater(line);
    expect(io.err()).toContain(message);
    expect([code, io.out()]).toEqual([2, '']);
  });
});
