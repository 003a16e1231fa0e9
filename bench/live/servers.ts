// Three servers as `whitewater serve` starts them, with their own options and the disk of this machine.

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KvClient } from '../../live/client/kv-client.ts';

const loopback = '127.0.0.1';
const ids = [1, 2, 3];

export interface Servers {
  /** Where the leader serves clients. */
  readonly leaderPort: number;
  stop(): Promise<void>;
}

export async function startServers(folder: string, firstPort: number): Promise<Servers> {
  const command = fileURLToPath(new URL('../../bin/main.js', import.meta.url));
  const peers = ids.map((id) => `${id}=${loopback}:${firstPort + id}`).join(',');
  const clientsPort = (id: number): number => firstPort + 10 + id;
  const children = ids.map((id) => {
    const options = ['--id', String(id), '--peers', peers, '--clients', `${loopback}:${clientsPort(id)}`];
    const rest = ['--data', join(folder, String(id)), '--log-level', 'warn'];
    return spawn(process.execPath, [command, 'serve', ...options, ...rest], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  });
  await Promise.all(children.map(listening));
  const client = new KvClient(ids.map((id) => `${loopback}:${clientsPort(id)}`));
  await client.put('bench', 'begins');
  const states = await Promise.all(ids.map((id) => client.statusOf(`${loopback}:${clientsPort(id)}`)));
  client.close();
  const leader = states.find(({ role }) => role === 'leader')?.id ?? 1;
  return { leaderPort: clientsPort(leader), stop: () => stopAll(children) };
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (bytes: Buffer) => {
      said += bytes.toString();
    });
    child.stdout?.once('data', () => resolve());
    child.once('exit', () => reject(new Error(`a server did not start: ${said}`)));
  });
}

async function stopAll(children: readonly ChildProcess[]): Promise<void> {
  const gone = children.map((child) => new Promise((resolve) => child.once('close', resolve)));
  for (const child of children) child.kill();
  await Promise.all(gone);
}
