// `whitewater trace` from words to what it writes, on real traces of a small scenario, and on what is none.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrace } from '../../reports/trace/read-trace.ts';
import { main } from '../app.ts';
import { type TestIo, testIo } from '../fixtures/io.ts';
import { smallScenario } from '../fixtures/small-scenario.ts';
import { loadTrace } from '../load-trace.ts';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'whitewater-trace-'));
  writeFileSync(join(folder, 'small.yaml'), smallScenario);
  writeFileSync(join(folder, 'empty.ndjson'), '');
  writeFileSync(join(folder, 'notes.txt'), 'nothing of the kind\n');
  expect((await whitewater('run small.yaml --seed 3 --trace t.ndjson')).code).toBe(0);
  expect((await whitewater('run small.yaml --seed 3 --trace t.gz')).code).toBe(0);
  const whole = readFileSync(join(folder, 't.gz'));
  writeFileSync(join(folder, 'short.gz'), whole.subarray(0, whole.length - 40));
  const lines = readFileSync(join(folder, 't.ndjson'), 'utf8').split('\n');
  writeFileSync(join(folder, 'endless.ndjson'), `${lines.slice(0, 100).join('\n')}\n`);
  writeFileSync(join(folder, 'old.ndjson'), lines.join('\n').replace('"version":2', '"version":1'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function whitewater(line: string): Promise<{ readonly code: number; readonly io: TestIo }> {
  const io = testIo({ cwd: folder });
  return { code: await main(line.split(' '), io), io };
}

async function written(line: string): Promise<string> {
  const { code, io } = await whitewater(line);
  expect(io.err()).toBe('');
  expect(code).toBe(0);
  return io.out();
}

describe('trace', () => {
  it('gives the same for a file, a compressed one, and the run itself', async () => {
    const plain = await written('trace t.ndjson --format ndjson');
    expect(plain).toBe(readFileSync(join(folder, 't.ndjson'), 'utf8'));
    expect(await written('trace t.gz --format ndjson')).toBe(plain);
    expect(await written('trace small.yaml --seed 3 --format ndjson')).toBe(plain);
    expect(await written('trace small.yaml@3 --format ndjson')).toBe(plain);
  });

  it('shows lanes, folded unless filtered', async () => {
    const whole = await written('trace t.gz');
    expect(whole).toMatch(/^ +t \(s\) n1 +n2 +n3/);
    expect(whole).toMatch(/… [\d,]+ events in /);
    expect(whole).toMatch(/✖ crash/);
    expect((await written('trace t.gz --no-fold')).split('\n').length).toBeGreaterThan(
      whole.split('\n').length * 5,
    );
    const part = await written('trace t.gz --around e100 --context 3');
    expect(part.trimEnd().split('\n')).toHaveLength(8);
    expect(await written('trace t.gz --ascii')).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it('filters by all that it is told', async () => {
    const all = loadTrace('t.ndjson', folder).events;
    const from = 'trace t.gz --format ndjson --node n1,3 --kind message --type AE,rv --from 0.3 --to 900ms';
    const { header, events } = readTrace(await written(from));
    expect(header.isFiltered).toBe(true);
    const expected = all.filter(
      ({ kind, node, at, message, sent }) =>
        kind === 'message' &&
        (node === 1 || node === 3) &&
        at >= 300_000 &&
        at <= 900_000 &&
        [message!, ...sent].some(({ kind: type }) => type === 'AppendEntries' || type === 'RequestVote'),
    );
    expect(expected.length).toBeGreaterThan(20);
    expect(events).toEqual(expected);
    const crash = all.find(({ kind }) => kind === 'crash')!.event;
    const causes = readTrace(await written(`trace t.gz --format ndjson --causes-of e${crash}`)).events;
    expect(causes.at(-1)!.event).toBe(crash);
    expect(causes.length).toBeLessThan(crash);
    const client = readTrace(await written('trace t.gz --format ndjson --client 2 --kind client')).events;
    expect(new Set(client.map((event) => event.client))).toEqual(new Set([2]));
  });

  it('writes a file whole, or not at all', async () => {
    expect(await written('trace t.gz --format perfetto --out p.json')).toBe('');
    expect(JSON.parse(readFileSync(join(folder, 'p.json'), 'utf8'))).toHaveProperty('traceEvents');
    await written('trace t.gz --format csv --out t.csv.gz');
    expect(gunzipSync(readFileSync(join(folder, 't.csv.gz'))).toString()).toMatch(/^event,at_us,/);
    expect((await whitewater('trace t.gz --node n9 --out never.txt')).code).toBe(2);
    expect((await whitewater('trace short.gz --out never.txt')).code).toBe(2);
    expect(readdirSync(folder).filter((file) => /never|\.part$/.test(file))).toEqual([]);
  });

  it('says when nothing matches', async () => {
    const { code, io } = await whitewater('trace t.gz --from 5s');
    expect(code).toBe(0);
    expect(io.out()).toBe('');
    expect(io.err()).toMatch(/^none of the \d+ events matches$/m);
  });
});

describe('what trace refuses, with one error and nothing written', () => {
  it.each([
    ['trace', 'something is missing: whitewater trace <source>'],
    ['trace gone.ndjson', 'there is no file gone.ndjson'],
    ['trace leader-crsh', 'did you mean leader-crash?'],
    ['trace empty.ndjson', 'empty.ndjson:1:1: the file is empty, not a trace'],
    ['trace notes.txt', 'notes.txt:1:1: this is not a trace'],
    ['trace short.gz', 'short.gz is cut short'],
    ['trace endless.ndjson', 'endless.ndjson:100:1: the trace breaks off'],
    ['trace old.ndjson', 'old.ndjson:1:1: this is a trace of version 1'],
    ['trace t.gz --seed 3', '--seed is for scenarios'],
    ['trace t.gz --bug E06', '--bug is for scenarios'],
    ['trace small.yaml --bug E66', 'there is no bug "E66"'],
    ['trace small.yaml@x', 'x'],
    ['trace small.yaml@3 --seed 4', 'has a seed already'],
    ['trace t.gz --format mermiad', 'did you mean mermaid?'],
    ['trace t.gz --format svg', 'it is one of lanes, ndjson, csv'],
    ['trace t.gz --node n7', '--node cannot be "n7"'],
    ['trace t.gz --client 99', 'there is no client "99"'],
    ['trace t.gz --kind mesage', 'did you mean message?'],
    ['trace t.gz --type AppendEntry', 'did you mean AppendEntries?'],
    ['trace t.gz --from soon', 'a time is written 2s'],
    ['trace t.gz --from 3s --to 2s', '--to 2s comes before --from 3s'],
    ['trace t.gz --around now', 'an event is written e9127'],
    ['trace t.gz --around e99999', 'there is no event 99999'],
    ['trace t.gz --context 4', '--context goes with --around'],
    ['trace t.gz --nodes n1', 'did you mean --node?'],
  ])('%s', async (line, message) => {
    const { code, io } = await whitewater(line);
    expect(io.err()).toContain(message);
    expect(code).toBe(2);
    expect(io.out()).toBe('');
  });
});
