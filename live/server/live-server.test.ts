// Three live servers on memory disks: asked by promises, through an election and a stop.

import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { KvStore } from '../../raft/kv-store.ts';
import { checkedOptions } from '../../raft/options.ts';
import { ReplicatedMachine } from '../../raft/sessions.ts';
import { MemoryDisk } from '../memory-disk.ts';
import { Hub } from './fixtures/hub.ts';
import type { LiveEvent } from './live-event.ts';
import { LiveServer } from './live-server.ts';
import type { Storage } from './ports.ts';

const members = [1, 2, 3];
let servers: LiveServer[] = [];
let events: (readonly [id: number, event: LiveEvent])[] = [];

class KeptDisk extends MemoryDisk implements Storage {
  readonly failure = null;

  close(): Promise<void> {
    return Promise.resolve();
  }
}

async function begin(options: Parameters<typeof checkedOptions>[0] = {}): Promise<Hub> {
  const hub = new Hub(members);
  events = [];
  servers = members.map((id) => {
    const machine = new ReplicatedMachine(new KvStore());
    const onEvent = (event: LiveEvent): void => void events.push([id, event]);
    const parts = { id, members, transport: hub.transport(id), machine, onEvent };
    return new LiveServer({ ...parts, storage: new KeptDisk(), options: checkedOptions(options) });
  });
  for (const server of servers) await server.start();
  return hub;
}

async function leader(): Promise<LiveServer> {
  for (;;) {
    const found = servers.find((server) => server.status().role === 'leader');
    if (found !== undefined) return found;
    await setTimeout(5);
  }
}

function put(sequence: number, value: string) {
  const command = { kind: 'put', key: 'k', value };
  return { client: 7, sequence, acknowledgedBelow: sequence, command };
}

afterEach(async () => {
  for (const server of servers) await server.stop();
});

it('says what became of a proposal, and where to go with it', async () => {
  await begin();
  const first = await leader();
  expect(await first.propose(put(1, 'a'))).toEqual({ kind: 'ok', result: { ok: true, value: null } });
  const { id, commitIndex, lastApplied, pending } = first.status();
  expect([commitIndex, lastApplied, pending]).toEqual([2, 2, 0]);
  const other = servers.find((server) => server !== first)!;
  while (other.status().leader !== id) await setTimeout(5);
  expect(await other.propose(put(2, 'b'))).toEqual({ kind: 'redirect', leader: id });
  expect(events).toContainEqual([id, { kind: 'role', role: 'leader', term: 1, leader: id }]);
});

it('does not vouch for what a cut-off leader took, nor takes anything once it is told to stop', async () => {
  const hub = await begin();
  const first = await leader();
  hub.cut.add(first.status().id);
  const lost = first.propose(put(1, 'a'));
  expect(first.status()).toMatchObject({ state: 'running', pending: 1, peers: [{ connected: false }, {}] });
  expect(await lost).toEqual({ kind: 'unknown' });

  const late = first.propose(put(2, 'b'));
  const stopped = first.stop();
  expect(await first.propose(put(3, 'c'))).toEqual({ kind: 'refused', reason: 'the server is stopping' });
  await stopped;
  expect(['redirect', 'unknown']).toContain((await late).kind);
  expect(first.status().state).toBe('stopped');
  expect(events.filter(([, { kind }]) => kind === 'stopped')).toHaveLength(1);
});
