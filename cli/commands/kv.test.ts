// `whitewater kv` against a real server that leads a cluster of one, and against servers that are no help.

import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, lone, obedient, serve } from '../../live/http/fixtures/api.ts';
import { main } from '../app.ts';
import { exitCodes } from '../exit-code.ts';
import { testIo } from '../fixtures/io.ts';

afterEach(closeAll);

interface Told {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function kv(...words: readonly string[]): Promise<Told> {
  const io = testIo();
  const code = await main(['kv', ...words], io);
  return { code, out: io.out(), err: io.err() };
}

async function hostOfLone(): Promise<string> {
  return new URL((await lone()).url).host;
}

describe('whitewater kv', () => {
  it('puts, gets and deletes', async () => {
    const at = ['--server', await hostOfLone()];
    expect(await kv('get', 'k', ...at)).toEqual({
      code: exitCodes.failed,
      out: '',
      err: 'there is no entry of "k"\n',
    });
    expect((await kv('put', 'k', 'a b', ...at)).out).toMatch(/^revision \d+\n$/);
    expect(await kv('get', 'k', ...at)).toEqual({ code: exitCodes.ok, out: 'a b\n', err: '' });
    expect((await kv('put', 'k', ...at, '--', '-5')).code).toBe(exitCodes.ok);
    expect(JSON.parse((await kv('get', 'k', '--json', ...at)).out)).toMatchObject({ key: 'k', value: '-5' });
    expect((await kv('delete', 'k', ...at)).out).toBe('deleted\n');
    expect((await kv('delete', 'k', ...at)).code).toBe(exitCodes.failed);
  });

  it('changes by revision', async () => {
    const at = ['--json', '--server', await hostOfLone()];
    const { revision } = JSON.parse((await kv('put', 'k', '1', '--revision', '0', ...at)).out);
    const taken = await kv('put', 'k', '2', '--revision', '0', ...at);
    expect(taken).toEqual({
      code: exitCodes.failed,
      out: '',
      err: `not done: the entry is at revision ${revision}\n`,
    });
    expect((await kv('put', 'k', '2', '--revision', String(revision), ...at)).code).toBe(exitCodes.ok);
    expect((await kv('delete', 'k', '--revision', String(revision), ...at)).code).toBe(exitCodes.failed);
  });

  it('swaps by value', async () => {
    const at = ['--server', await hostOfLone()];
    expect((await kv('cas', 'k', '', '1', ...at)).err).toBe('there is no entry of "k"\n');
    await kv('put', 'k', '1', ...at);
    expect((await kv('cas', 'k', '1', '2', ...at)).out).toMatch(/^revision \d+\n$/);
    expect(await kv('cas', 'k', '1', '3', ...at)).toEqual({
      code: exitCodes.failed,
      out: '',
      err: '"k" holds "2", not "1"\n',
    });
  });

  it('tells how each server sees things', async () => {
    const host = await hostOfLone();
    const halted = await serve({
      ...obedient({ kind: 'unknown' }),
      status: () => ({
        ...obedient({ kind: 'unknown' }).status(),
        state: 'halted',
        reason: 'the disk is full',
      }),
    });
    const well = await kv('status', '--server', host);
    expect(well.code).toBe(exitCodes.ok);
    expect(well.out).toMatch(
      /^server +id +role +term .*\n127\.0\.0\.1:\d+ +1 +leader +1 +1 +1 +1 +1 +0 of 0\n$/,
    );
    const all = await kv('status', '--server', `127.0.0.1:1,${new URL(halted.url).host}`, '--server', host);
    expect(all.code).toBe(exitCodes.failed);
    expect(all.out).toMatch(/^127\.0\.0\.1:1 +- +connect ECONNREFUSED/m);
    expect(all.out).toMatch(/1 +halted: the disk is full$/m);
    expect(all.out).toMatch(/1 +leader/);
  });

  it('says whether a request may have been done that has no answer', async () => {
    const mute = obedient({ kind: 'unknown' });
    const unknown = await serve({
      ...mute,
      ask: (command, place) =>
        command.kind === 'open-session'
          ? Promise.resolve({ kind: 'ok', result: { kind: 'opened', session: 1 } })
          : mute.ask(command, place),
    });
    const none = await kv('put', 'k', 'v', '--server', '127.0.0.1:1', '--timeout', '50ms');
    expect([none.code, none.err]).toEqual([
      exitCodes.failed,
      'no answer in 0.05 s: 127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1\n',
    ]);
    const read = await kv('get', 'k', '--server', new URL(unknown.url).host, '--timeout', '50ms');
    expect([read.code, read.err]).toEqual([
      exitCodes.failed,
      expect.stringContaining('it may have been done or not'),
    ]);
    const write = await kv('put', 'k', 'v', '--server', new URL(unknown.url).host, '--timeout', '50ms');
    expect(write.code).toBe(exitCodes.inconclusive);
    expect(write.err).toContain('\n  it may have been done, or be done yet\n');
  });

  it.each([
    [['get', 'k'], 'kv needs to know a server'],
    [['get', 'k', '--server', 'localhost'], '--server takes host:port, not "localhost"'],
    [['get', 'k', '--server', '127.0.0.1:70000'], '--server takes host:port, not "127.0.0.1:70000"'],
    [['got', 'k', '--server', '127.0.0.1:1'], 'kv has no "got"'],
    [['put', 'k', '--server', '127.0.0.1:1'], 'value is missing: whitewater kv put <key> <value>'],
    [['get', 'k', 'l', '--server', '127.0.0.1:1'], 'too many words: whitewater kv get <key>'],
    [['get', '', '--server', '127.0.0.1:1'], 'the key is empty'],
    [
      ['get', 'k', '--revision', '4', '--server', '127.0.0.1:1'],
      '--revision is for put and delete, not for get',
    ],
    [
      ['put', 'k', 'v', '--revision', 'x', '--server', '127.0.0.1:1'],
      '--revision takes a whole number, not "x"',
    ],
    [['get', 'k', '--timeout', '5', '--server', '127.0.0.1:1'], '--timeout: '],
  ])('refuses %j', async (words, message) => {
    const { code, err } = await kv(...words);
    expect(err).toContain(message);
    expect(code).toBe(exitCodes.badInput);
  });
});
