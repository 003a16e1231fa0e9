// Replicas as processes, on real sockets: they lead, serve, lose their leader and go on.

import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bundle, bundle } from '../../scripts/built/bundle.ts';
import { Arena } from '../fixtures/arena.ts';

let program: Bundle;
beforeAll(async () => {
  program = await bundle('live/course/main.ts');
});
afterAll(() => program.remove());

describe('three replicas', () => {
  let arena: Arena;
  beforeEach(async () => {
    arena = new Arena(3);
    await arena.start([process.execPath, program.file]);
  });
  afterEach(async () => {
    await arena.close();
    for (const pid of arena.pids()) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('serve from before there is a leader until after it is dead', async () => {
    // Nobody leads yet: whoever is asked keeps the client waiting rather than send it about.
    const early = await Promise.all(arena.ids.map((id) => arena.attempt(id, { type: 'get', key: 'none' })));
    for (const { type, leader, value } of early) {
      expect(leader).not.toBe('FFFF');
      expect([type, value]).toEqual(type === 'ok' ? ['ok', ''] : ['redirect', undefined]);
    }

    const values = new Map<string, string>();
    const put = async (key: string, value: string): Promise<void> => {
      await arena.put(key, value);
      values.set(key, value);
    };
    const compare = async (): Promise<void> => {
      for (const [key, value] of values) expect(await arena.get(key)).toBe(value);
    };
    for (let i = 0; i < 20; i++) await put(`key ${i % 7}`, `value ${i} "ä😀"`);
    // Two of them are more than a datagram holds.
    for (let i = 0; i < 4; i++) await put(`long ${i}`, `${i}`.repeat(40_000));
    await compare();

    for (const bytes of garbage(arena.client, arena.believed)) {
      for (const id of arena.ids) arena.throwAt(id, bytes);
    }
    arena.drops = 0.2;
    for (let i = 0; i < 20; i++) await put(`lossy ${i % 5}`, `value ${i}`);
    arena.drops = 0;
    await compare();

    while (arena.believed === 'FFFF') await arena.get('after');
    const leader = arena.believed;
    arena.kill(leader);
    await put('after', 'a death');
    expect(arena.believed).not.toBe(leader);
    await compare();
    expect(arena.mishaps).toEqual([]);
    expect(arena.replies.filter(({ type }) => type === 'fail')).toEqual([]);
  });
});

describe('the executables at the top of the package', () => {
  const root = join(import.meta.dirname, '../..');
  for (const name of ['3700kvstore', '4730kvstore'])
    it(`refuse wrong words in one line: ${name}`, async () => {
      const folder = join(dirname(program.file), name);
      mkdirSync(join(folder, 'dist/bin'), { recursive: true });
      copyFileSync(program.file, join(folder, 'dist/bin/kvstore.js'));
      for (const file of ['package.json', name]) copyFileSync(join(root, file), join(folder, file));
      const done = promisify(execFile)(join(folder, name), ['70000', '0000', '0001']);
      const stderr = `${name}: expected a UDP port from 1 to 65535, not "70000"\n`;
      await expect(done).rejects.toMatchObject({ code: 2, stdout: '', stderr });
    });
});

/** Noise, JSON of other shapes, and messages with one thing wrong. */
function garbage(client: string, replica: string): readonly Uint8Array[] {
  const good = { src: replica, dst: '0000', leader: replica, type: 'AppendEntries', term: 1 };
  const body = { prevLogIndex: 0, prevLogTerm: 0, leaderCommit: 0, round: 0, entries: [] };
  const texts = [
    ...['', 'null', '[]', '7', '"hello"', '{}', '{"src":', '['.repeat(60_000)],
    ...[
      { src: client, type: 'get' },
      { src: client, type: 'get', MID: 7, key: 'key' },
      { src: client, type: 'put', MID: 'm', key: 'key', value: { toString: 1 } },
      { src: client, type: 'toString', term: 1, body },
      { src: client, type: 'AppendEntries', term: 9, body },
      { ...good, type: 'constructor', body },
      { ...good, src: 7, body },
      { ...good, term: -1, body },
      { ...good, term: 1e300, body },
      { ...good, body: null },
      { ...good, body: { ...body, entries: [null] } },
      { ...good, body: { ...body, entries: { length: 1 } } },
      { ...good, body: { ...body, leaderCommit: '9' } },
    ].map((message) => JSON.stringify(message)),
  ];
  const noise = Array.from({ length: 200 }, (_, i) =>
    Uint8Array.from({ length: i }, () => Math.floor(Math.random() * 256)),
  );
  return [...texts.map((text) => new TextEncoder().encode(text)), ...noise];
}
