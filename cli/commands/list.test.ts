// Lists of what exists, as a table and as JSON.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { width } from '../../reports/layout.ts';
import { main } from '../app.ts';
import { testIo } from '../fixtures/io.ts';
import { listKinds } from '../list-kinds.ts';

async function list(...words: readonly string[]) {
  const io = testIo();
  return { code: await main(['list', ...words], io), io };
}

describe('list', () => {
  it.each(listKinds)('%s is a table that fits, and JSON of the same names', async (kind) => {
    const { code, io } = await list(kind);
    expect(code).toBe(0);
    for (const line of io.out().split('\n')) expect(width(line), line).toBeLessThanOrEqual(80);
    const json = JSON.parse((await list(kind, '--json')).io.out()) as {
      readonly [kind: string]: readonly { readonly name: string }[];
    };
    const names = json[kind]!.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(
      io
        .out()
        .split('\n')
        .filter((line) => /^\S/.test(line))
        .map((line) => line.split(/\s/)[0]),
    ).toEqual(names);
  });

  it.each(listKinds)('%s is spelt in ASCII where that is wanted', async (kind) => {
    expect((await list(kind, '--ascii')).io.out()).toMatch(/^[\n -~]+$/);
  });

  it('says that a folder has nothing to list', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'whitewater-list-'));
    const { code, io } = await list('scenarios', folder);
    rmSync(folder, { recursive: true });
    expect([code, io.out(), io.err()]).toEqual([4, '', 'no scenario to list\n']);
  });

  it('is of some, by the beginning of their names', async () => {
    const { io } = await list('properties', 'election-safety');
    expect(io.out()).toMatch(/^election-safety {2}.*Raft §5\.2, Figure 3\n$/);
    expect((await list('bugs', 'E06')).io.out()).toMatch(/^E06 /);
    expect((await list('bugs', 'E06x')).io.err()).toContain('nothing in bugs begins with "E06x"');
    expect((await list('reporter')).io.err()).toContain('did you mean reporters?');
  });
});
