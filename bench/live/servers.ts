// Three servers as `whitewater serve` starts them, with their own options and the disk of this machine.

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KvClient } from '../../live/client/kv-client.ts';

const loopback = '127.0.0.1';
const ids = [1, 2, 3];

/** What the servers have used since they were started. */
export interface Usage {
  /** Of all three. */
  readonly cpuSeconds: number;
  /** Of the leader's disk. */
  readonly syncs: number;
}

export interface Servers {
  /** Where the leader serves clients. */
  readonly leaderPort: number;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** `addedMs`: how much longer each sync of a server's disk takes than it would. */
export async function startServers(folder: string, firstPort: number, addedMs: number): Promise<Servers> {
  const command = fileURLToPath(new URL('../../bin/main.js', import.meta.url));
  const peers = ids.map((id) => `${id}=${loopback}:${firstPort + id}`).join(',');
  const clientsPort = (id: number): number => firstPort + 10 + id;
  const children = ids.map((id) => {
    const options = ['--id', String(id), '--peers', peers, '--clients', `${loopback}:${clientsPort(id)}`];
    const rest = ['--data', join(folder, String(id)), '--log-level', 'warn'];
    return spawn(process.execPath, [...slower(addedMs), command, 'serve', ...options, ...rest], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  });
  await Promise.all(children.map(listening));
  const client = new KvClient(ids.map((id) => `${loopback}:${clientsPort(id)}`));
  await client.put('bench', 'begins');
  const states = await Promise.all(ids.map((id) => client.statusOf(`${loopback}:${clientsPort(id)}`)));
  client.close();
  const leader = states.find(({ role }) => role === 'leader')?.id ?? 1;
  const usage = async (): Promise<Usage> => {
    const all = await Promise.all(ids.map((id) => metricsOf(clientsPort(id))));
    const cpu = all.map((metrics) => metrics.get('process_cpu_seconds_total') ?? 0);
    return {
      cpuSeconds: cpu.reduce((sum, seconds) => sum + seconds, 0),
      syncs: all[ids.indexOf(leader)]?.get('whitewater_sync_seconds_count') ?? 0,
    };
  };
  return { leaderPort: clientsPort(leader), usage, stop: () => stopAll(children) };
}

/** Node's words for a disk that is slower by so much. */
function slower(addedMs: number): readonly string[] {
  if (addedMs === 0) return [];
  // Of files alone: what is written to a terminal or a pipe is no sync. On Linux the write itself is one.
  const script = `import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module';
    const [sync, write] = [fs.fdatasync, fs.write];
    fs.fdatasync = (file, done) => setTimeout(() => sync(file, done), ${addedMs});
    fs.write = (file, ...rest) =>
      file < 3 ? write(file, ...rest) : setTimeout(() => write(file, ...rest), ${addedMs});
    syncBuiltinESMExports();`;
  return ['--import', `data:text/javascript,${encodeURIComponent(script)}`];
}

async function metricsOf(port: number): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`http://${loopback}:${port}/metrics`)).text();
  const lines = text.split('\n').filter((line) => /^\w+ /.test(line));
  return new Map(lines.map((line) => [line.split(' ')[0]!, Number(line.split(' ')[1])]));
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
