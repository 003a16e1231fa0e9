// Three servers with sockets and directories: they start again from disk, and one whose disk is full steps back
// while the others go on.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { KvStore } from '../../raft/kv-store.ts';
import { checkedOptions } from '../../raft/options.ts';
import { ReplicatedMachine } from '../../raft/sessions.ts';
import { QuotaFiles } from '../storage/fixtures/quota-files.ts';
import { freePorts } from '../tcp/fixtures/free-ports.ts';
import type { LiveEvent } from './live-event.ts';
import type { LiveServer } from './live-server.ts';
import { openServer } from './open-server.ts';

const members = [1, 2, 3];
let folder: string;
let addresses: ReadonlyMap<number, { host: string; port: number }>;
let servers: Map<number, LiveServer>;
let disks: Map<number, QuotaFiles>;
let events: (readonly [id: number, event: LiveEvent])[];
let sequence = 0;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  const ports = await freePorts(members.length);
  addresses = new Map(members.map((id, i) => [id, { host: '127.0.0.1', port: ports[i]! }]));
  servers = new Map();
  disks = new Map();
  events = [];
});

afterEach(async () => {
  for (const server of servers.values()) await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(id: number): Promise<void> {
  const files = new QuotaFiles();
  disks.set(id, files);
  const server = await openServer({
    cluster: 'test',
    id,
    addresses,
    data: join(folder, `${id}`),
    clients: `clients-of-${id}`,
    tls: null,
    machine: new ReplicatedMachine(new KvStore()),
    onEvent: (event) => events.push([id, event]),
    options: checkedOptions({ patience: 2_000_000 }),
    files,
  });
  servers.set(id, server);
  await server.start();
}

async function leader(): Promise<LiveServer> {
  for (;;) {
    const found = [...servers.values()].find((server) => {
      const { state, role } = server.status();
      return state === 'running' && role === 'leader';
    });
    if (found !== undefined) return found;
    await setTimeout(5);
  }
}

/** By whoever leads, until it is done. */
async function call(command: { readonly [field: string]: string }): Promise<unknown> {
  const place = { client: 9, sequence: ++sequence, acknowledgedBelow: sequence };
  for (;;) {
    const outcome = await (await leader()).propose({ ...place, command });
    if (outcome.kind === 'ok') return outcome.result['value'];
    await setTimeout(10);
  }
}

async function stop(id: number): Promise<void> {
  await servers.get(id)!.stop();
  servers.delete(id);
}

it('start again from what is on their disks', async () => {
  for (const id of members) await start(id);
  for (let i = 0; i < 20; i++) await call({ kind: 'put', key: `k${i}`, value: `v${i}` });
  // Each in its turn, then all of them.
  for (const id of members) {
    await stop(id);
    await call({ kind: 'append', key: 'log', value: `${id}` });
    await start(id);
  }
  for (const id of members) await stop(id);
  for (const id of members) await start(id);
  expect(await call({ kind: 'get', key: 'log' })).toBe('123');
  for (let i = 0; i < 20; i++) expect(await call({ kind: 'get', key: `k${i}` })).toBe(`v${i}`);
  const { peers } = (await leader()).status();
  expect(peers.map(({ clients }) => clients)).toEqual(peers.map(({ id }) => `clients-of-${id}`));
});

it('keep what was acknowledged when the disk of one is full, and it says so', async () => {
  for (const id of members) await start(id);
  const acknowledged = new Map<string, string>();
  const put = async (key: string): Promise<void> => {
    await call({ kind: 'put', key, value: `value of ${key}` });
    acknowledged.set(key, `value of ${key}`);
  };
  for (let i = 0; i < 5; i++) await put(`before ${i}`);
  const full = await leader();
  const { id } = full.status();
  disks.get(id)!.room = 300;
  for (let i = 0; i < 10; i++) await put(`meanwhile ${i}`);
  const reason = `cannot write to ${join(folder, `${id}`, 'log', '00000001.log')}: ENOSPC: no space left on device, write`;
  expect(full.status()).toMatchObject({ state: 'halted', reason });
  expect(events).toContainEqual([id, { kind: 'halted', reason }]);
  expect(
    await full.propose({ client: 9, sequence: 99, acknowledgedBelow: 1, command: { kind: 'get', key: 'k' } }),
  ).toEqual({
    kind: 'refused',
    reason: 'the server is halted',
  });

  await stop(id);
  await start(id);
  expect(events.filter(([who, { kind }]) => who === id && kind === 'recovered').at(-1)?.[1]).toMatchObject({
    torn: expect.toSatisfy((torn: number) => torn > 0),
  });
  // It counts again: another may go.
  await stop(members.find((other) => other !== id)!);
  for (const [key, value] of acknowledged) expect(await call({ kind: 'get', key })).toBe(value);
});
