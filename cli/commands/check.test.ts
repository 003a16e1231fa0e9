// `whitewater check` on histories written by hand from the formats' descriptions, and on what is none.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../app.ts';
import { type TestIo, testIo } from '../fixtures/io.ts';

const fixtures = join(import.meta.dirname, '..', 'history', 'fixtures');
const ours = `{"format":"whitewater-history","version":1,"scenario":"by hand","seed":0}
{"client":1,"op":"put","key":"k","value":"a","invoked":1,"returned":4}
{"client":2,"op":"get","key":"k","invoked":2,"returned":3,"result":null}
{"client":2,"op":"cas","key":"k","expected":"a","value":"b","invoked":5,"returned":6,"swapped":true}
{"client":1,"op":"append","key":"k","value":"!","invoked":5,"returned":9,"outcome":"unknown"}

{"client":2,"op":"get","key":"k","invoked":7,"returned":8,"result":"b!"}
{"client":3,"op":"cas","key":"k","expected":"c","value":"d","invoked":10,"returned":11,"swapped":false}
{"client":3,"op":"delete","key":"k","invoked":12,"outcome":"pending"}
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'whitewater-check-'));
  for (const name of ['register', 'stale-read', 'keys', 'store'])
    writeFileSync(join(folder, `${name}.edn`), readFileSync(join(fixtures, `${name}.edn`)));
  writeFileSync(join(folder, 'ours.ndjson'), ours);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function whitewater(line: string): Promise<{ readonly code: number; readonly io: TestIo }> {
  const io = testIo({ cwd: folder });
  return { code: await main(line.split(' '), io), io };
}

function check(content: string, flags = ''): Promise<{ readonly code: number; readonly io: TestIo }> {
  writeFileSync(join(folder, 'h'), content);
  return whitewater(`check h ${flags}`.trim());
}

/** Lines of a register history: `0 invoke read nil`. */
function register(...lines: readonly string[]): string {
  return lines
    .map((line) => {
      const [, process, type, f, value] = /^(\S+) (\S+) (\S+) (.*)$/.exec(line)!;
      return `{:process ${process}, :type :${type}, :f :${f}, :value ${value}}`;
    })
    .join('\n');
}

describe('check', () => {
  it.each([
    ['register.edn', '6 operations on 1 key, 2 lines left out'],
    ['keys.edn', '7 operations on 3 keys'],
    ['store.edn', '6 operations on 3 keys'],
    ['ours.ndjson', '7 operations on 1 key'],
  ])('finds %s linearizable', async (file, counts) => {
    const { code, io } = await whitewater(`check ${file}`);
    expect(io.out()).toBe(`✓ ${file}  linearizable  ${counts}\n`);
    expect([code, io.err()]).toEqual([0, '']);
  });

  it('names what cannot be ordered, and the shortest beginning', async () => {
    const { code, io } = await whitewater('check stale-read.edn');
    expect(code).toBe(1);
    expect(io.out()).toMatch(/^✗ stale-read.edn {2}not linearizable {2}4 operations on 1 key$/m);
    expect(io.out()).toContain('the shortest beginning that has no order ends at stale-read.edn:6\n');
    for (const lines of ['1..2', '3..4', '5..6']) expect(io.out()).toContain(`stale-read.edn:${lines} `);
    expect(io.out()).not.toContain('stale-read.edn:7');
  });

  it.each<[string, number, string, string]>([
    ['a stale read of one key', 1, 'keys.edn', '[:x 2]} → [:x 1]}'],
    ['a lost append', 1, 'keys.edn', '[:z [5 6]] → [:z [6]]'],
    ['an append out of order', 1, 'keys.edn', '[:z [5 6]] → [:z [6 5]]'],
    ['a doubled append', 1, 'store.edn', '"x 0 0 yx 1 0 y" → "x 0 0 yx 0 0 yx 1 0 y"'],
    ['an unanswered append that was not seen', 0, 'keys.edn', '[:z [5 6]] → [:z [5]]'],
    [
      'a swap that did not happen and was seen',
      1,
      'register.edn',
      ':info, :process 2, :f :cas → :fail, :process 2, :f :cas',
    ],
    ['our own, a value never written', 1, 'ours.ndjson', '"result":"b!" → "result":"x"'],
    ['our own, a swap that must have swapped', 1, 'ours.ndjson', '"expected":"c" → "expected":"b!"'],
  ])('is not fooled: %s', async (_, code, file, change) => {
    const [old, changed] = change.split(' → ') as [string, string];
    const source = readFileSync(join(folder, file), 'utf8');
    const at = source.lastIndexOf(old);
    expect(at).toBeGreaterThan(0);
    expect((await check(source.slice(0, at) + changed + source.slice(at + old.length))).code).toBe(code);
  });

  it('takes a failed swap for one that was not run, unless told that the value differed', async () => {
    const history = register('0 invoke write 1', '0 ok write 1', '0 invoke cas [1 2]', '0 fail cas [1 2]');
    expect((await check(history)).code).toBe(0);
    const strict = await check(history, '--failed-cas differed');
    expect(strict.code).toBe(1);
    expect(strict.io.out()).toContain(
      'h:3..4  c0 cas register "1" to "2" -> not swapped, held something else',
    );
    const other = register('0 invoke write 1', '0 ok write 1', '0 invoke cas [7 2]', '0 fail cas [7 2]');
    expect((await check(other, '--failed-cas differed')).code).toBe(0);
  });

  it('knows that values repeat, strings are no numbers, and commas are spaces', async () => {
    const again = [
      '0 invoke write 1',
      '0 ok write 1',
      '1 invoke write 2',
      '1 ok write 2',
      '0 invoke write 1',
      '0 ok write 1',
    ];
    expect((await check(register(...again, '1 invoke read nil', '1 ok read 1'))).code).toBe(0);
    expect((await check(register(...again, '1 invoke read nil', '1 ok read 2'))).code).toBe(1);
    expect((await check(register(...again, '1 invoke read nil', '1 ok read "1"'))).code).toBe(1);
    expect((await check(register(...again, '1 invoke read nil', '1 ok read +1N'))).code).toBe(0);
    const vectors = register(
      '0 invoke write [1 2]',
      '0 ok write [1 2]',
      '0 invoke read nil',
      '0 ok read [1,,2]',
    );
    expect((await check(vectors, '--model register')).code).toBe(0);
  });

  it('gives the worst of several, and is unknown when the budget is used up', async () => {
    expect((await whitewater('check register.edn stale-read.edn keys.edn')).code).toBe(1);
    const lines: string[] = [];
    for (let client = 0; client < 12; client++)
      lines.push(`${client} invoke cas [${client % 2} ${(client + 1) % 2}]`);
    for (let client = 0; client < 12; client++)
      lines.push(`${client} fail cas [${client % 2} ${(client + 1) % 2}]`);
    for (let client = 20; client < 32; client++) lines.unshift(`${client} invoke write ${client % 2}`);
    for (let client = 20; client < 32; client++) lines.push(`${client} ok write ${client % 2}`);
    const { code, io } = await check(
      register(...lines, '0 invoke read nil', '0 ok read 7'),
      '--failed-cas differed --budget 1',
    );
    expect(code).toBe(6);
    expect(io.out()).toContain('the budget of 1 steps was used up at 1 key: register');
    expect(io.out()).toContain('--budget 10 looks further');
  });

  it('reads compressed files', async () => {
    writeFileSync(join(folder, 'h.gz'), gzipSync(readFileSync(join(folder, 'register.edn'))));
    expect((await whitewater('check h.gz')).code).toBe(0);
  });
});

describe('what check refuses, with its place', () => {
  it.each([
    ['', 'h:1:1: the file is empty'],
    [register('0 invoke read nil').slice(0, -1), 'h:1:1: "{" is never closed'],
    [`${register('0 invoke read nil')}\n  }`, 'h:2:3: "}" closes nothing'],
    [register('0 invoke read "nil'), 'h:1:46: the string is never closed'],
    [register('0 invoke read nil', '0 invoke read nil'), 'h:2:1: process 0 calls again'],
    [register('0 ok read nil'), 'h:1:1: process 0 ends a call that it never began'],
    [register('0 invoke read nil', '0 ok write 1'), 'h:2:1: process 0 ends :write, and had begun :read'],
    [register('0 invoke raed nil'), 'h:1:1: :f cannot be :raed; did you mean :read?'],
    [register('0 invoke txn [[:r 1 nil]]'), 'h:1:1: :f cannot be :txn; it is one of :read'],
    [register('0 begin read nil'), 'h:1:20: :type is one of'],
    [register('0 invoke cas 3'), 'h:1:1: a :cas takes [old new], and this is 3'],
    [register('0 invoke write 1x'), 'h:1:47: "1x" is no number'],
    ['{:type :invoke, :f :read}', 'h:1:1: the operation has no :process'],
    ['{:type :invoke, :process 0 :f}', 'h:1:1: a key of this map has no value'],
    ['(1 2 3)', 'h:1:2: an operation was expected'],
    ['{"op":"get","key":"k"}', 'h:1:1: "invoked" of the operation is missing'],
    ['{"op":"got","key":"k"}', 'did you mean "get"?'],
    [
      '{"op":"get","key":"k","invoked":5,"returned":4,"result":null}',
      'returned (4) before it was invoked (5)',
    ],
    ['{"op":"get","key":"k",\n', 'h:1:23: the line is not JSON'],
    ['{"format":"whitewater-trace","version":2}', 'this is no history: its format is "whitewater-trace"'],
    ['{"format":"whitewater-history","version":9}', 'version 9'],
  ])('%j', async (content, message) => {
    const { code, io } = await check(content);
    expect(io.err()).toContain(message);
    expect([code, io.out()]).toEqual([2, '']);
  });

  it('a model that the history is not of, and options that are none', async () => {
    for (const [flags, message] of [
      ['register.edn --model keys', 'register.edn:3:46: :value should be [key value], and is nil'],
      ['register.edn --model kyes', 'did you mean keys?'],
      ['register.edn --failed-cas no', '--failed-cas cannot be "no"'],
      ['register.edn --notation json', 'register.edn:1:1: the line is not JSON'],
      ['ours.ndjson --notation edn', 'ours.ndjson:1:10: '],
      ['ours.ndjson --notation yaml', '--notation cannot be "yaml"'],
      ['register.edn --budget 0', '--budget cannot be "0"'],
      ['gone.edn', 'there is no file gone.edn'],
      ['', 'an empty word names no file'],
    ] as const) {
      const { code, io } = await whitewater(`check ${flags}`);
      expect(io.err()).toContain(message);
      expect(code).toBe(2);
    }
  });
});
