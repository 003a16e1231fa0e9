// `whitewater kv`: one request to a cluster of real servers, and its answer in words.

import { type Entry, KvClient } from '../../live/client/kv-client.ts';
import { KvError } from '../../live/client/kv-error.ts';
import type { Condition, Revision } from '../../live/kv/commands.ts';
import { readDuration } from '../../scenarios/quantity.ts';
import { type Args, flag, text, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { didYouMean } from '../did-you-mean.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { type KvAction, kvActions, kvArguments } from '../kv-options.ts';
import { kvStatus } from './kv-status.ts';

const timeoutDefaultMs = 10_000;

interface Asked {
  readonly client: KvClient;
  readonly io: Io;
  readonly json: boolean;
}

export async function kvCommand(args: Args, io: Io): Promise<ExitCode> {
  const action = actionOf(args);
  const words = wordsOf(args, action);
  const servers = serversOf(args);
  const when = conditionOf(args, action);
  const client = new KvClient(servers, { timeoutMs: timeoutOf(args) });
  const asked = { client, io, json: flag(args, 'json') === true };
  try {
    return action === 'status' ? await kvStatus(asked, servers) : await ask(asked, action, words, when);
  } catch (error) {
    if (!(error instanceof KvError)) throw error;
    return tellFailure(error, io);
  } finally {
    client.close();
  }
}

async function ask(
  asked: Asked,
  action: Exclude<KvAction, 'status'>,
  words: readonly string[],
  when: Condition,
): Promise<ExitCode> {
  const { client } = asked;
  const [key = '', second = '', third = ''] = words;
  switch (action) {
    case 'get': {
      const entry = await client.get(key);
      return entry === null ? noEntry(asked, key) : tell(asked, { key, ...entry }, entry.value);
    }
    case 'put': {
      const revision = await client.put(key, second, when);
      return tell(asked, { key, revision }, `revision ${revision}`);
    }
    case 'delete':
      return (await client.delete(key, when))
        ? tell(asked, { key, revision: 0 }, 'deleted')
        : noEntry(asked, key);
    case 'cas':
      return swap(asked, key, second, third);
    default:
      return unreachable(action);
  }
}

/** By the revision of what it reads: who changes the entry in between makes it look again. */
async function swap(asked: Asked, key: string, expected: string, value: string): Promise<ExitCode> {
  for (;;) {
    const entry = await asked.client.get(key);
    if (entry === null) return noEntry(asked, key);
    if (entry.value !== expected) return differs(asked, key, entry, expected);
    const revision = await swapAt(asked.client, key, value, entry.revision);
    if (revision !== null) return tell(asked, { key, revision }, `revision ${revision}`);
  }
}

async function swapAt(client: KvClient, key: string, value: string, at: Revision): Promise<Revision | null> {
  try {
    return await client.put(key, value, at);
  } catch (error) {
    if (error instanceof KvError && error.code === 'precondition-failed') return null;
    throw error;
  }
}

function tell({ io, json }: Asked, answer: object, words: string): ExitCode {
  io.stdout.write(`${json ? JSON.stringify(answer) : words}\n`);
  return exitCodes.ok;
}

function noEntry({ io, json }: Asked, key: string): ExitCode {
  if (json) io.stdout.write(`${JSON.stringify({ key, revision: 0 })}\n`);
  else io.stderr.write(`there is no entry of ${JSON.stringify(key)}\n`);
  return exitCodes.failed;
}

function differs({ io, json }: Asked, key: string, entry: Entry, expected: string): ExitCode {
  if (json) io.stdout.write(`${JSON.stringify({ key, ...entry })}\n`);
  else
    io.stderr.write(
      `${JSON.stringify(key)} holds ${JSON.stringify(entry.value)}, not ${JSON.stringify(expected)}\n`,
    );
  return exitCodes.failed;
}

function tellFailure({ code, message, outcome }: KvError, io: Io): ExitCode {
  if (code === 'precondition-failed') {
    io.stderr.write(`not done: ${message}\n`);
    return exitCodes.failed;
  }
  if (code !== 'no-answer') throw new BadInput(message);
  io.stderr.write(
    outcome === 'unknown' ? `${message}\n  it may have been done, or be done yet\n` : `${message}\n`,
  );
  return outcome === 'unknown' ? exitCodes.inconclusive : exitCodes.failed;
}

function actionOf(args: Args): KvAction {
  const given = text(args, 'action') ?? '';
  const action = kvActions.find((each) => each === given);
  if (action !== undefined) return action;
  throw new BadInput(
    `kv has no "${given}"`,
    didYouMean(given, kvActions) ?? `it is one of ${kvActions.join(', ')}`,
  );
}

function wordsOf(args: Args, action: KvAction): readonly string[] {
  const words = texts(args, 'argument');
  const names = kvArguments[action];
  if (words.length !== names.length) {
    const usage = ['whitewater kv', action, ...names.map((name) => `<${name}>`)].join(' ');
    throw new BadInput(
      words.length < names.length
        ? `${names[words.length]} is missing: ${usage}`
        : `too many words: ${usage}`,
    );
  }
  if (words[0] === '') throw new BadInput('the key is empty');
  return words;
}

function serversOf(args: Args): readonly string[] {
  const servers = texts(args, 'server').flatMap((list) => list.split(','));
  if (servers.length === 0) throw new BadInput('kv needs to know a server', '--server 127.0.0.1:8001');
  for (const server of servers) {
    const port = Number(/^(?:\[[0-9a-fA-F:.]+\]|[^:[\]/\s]+):(\d{1,5})$/.exec(server)?.[1] ?? 0);
    if (port < 1 || port > 65_535)
      throw new BadInput(`--server takes host:port, not "${server}"`, 'such as 127.0.0.1:8001');
  }
  return servers;
}

function conditionOf(args: Args, action: KvAction): Condition {
  const given = text(args, 'revision');
  if (given === null) return 'always';
  if (action !== 'put' && action !== 'delete')
    throw new BadInput(`--revision is for put and delete, not for ${action}`);
  if (!/^(0|[1-9]\d{0,14})$/.test(given))
    throw new BadInput(`--revision takes a whole number, not "${given}"`);
  return given === '0' ? 'absent' : Number(given);
}

function timeoutOf(args: Args): number {
  const given = text(args, 'timeout');
  if (given === null) return timeoutDefaultMs;
  const reading = readDuration(given);
  if ('mistake' in reading) throw new BadInput(`--timeout: ${reading.mistake}`);
  if (reading.value <= 0) throw new BadInput(`--timeout takes more than ${given}`);
  return Math.max(1, reading.value / 1000);
}

function unreachable(action: never): never {
  throw new Error(`kv has no ${String(action)}`);
}
