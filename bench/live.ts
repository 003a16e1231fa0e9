// `npm run bench:live`: what three servers on this machine commit a second and how long that takes, beside what its
// disk and its sockets allow.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Figures } from './live/latencies.ts';
import { measureEcho, measureSyncs, serveEcho } from './live/limits.ts';
import { startServers } from './live/servers.ts';
import { measureWrites } from './live/writers.ts';

const clientCounts = [1, 16, 128];
const firstPort = 17_200;
/** Syncs of virtual disks may end before anything is on a disk: so much longer they take on one of our own, ms. */
const addedMs = 5;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      echo: { type: 'boolean' },
      seconds: { type: 'string', default: '5' },
      data: { type: 'string', default: tmpdir() },
    },
  });
  if (values.echo === true) {
    serveEcho();
    return;
  }
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) {
    process.stderr.write(`bench: --seconds takes a number above 0, not "${values.seconds}"\n`);
    process.exitCode = 2;
    return;
  }
  const folder = mkdtempSync(join(values.data, 'whitewater-bench-'));
  try {
    await measure(folder, seconds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, seconds: number): Promise<void> {
  row('', 'a second', 'p50 ms', 'p99 ms', 'CPU µs each', 'each sync');
  tell('disk: one sync after another', await measureSyncs(folder, seconds));
  for (const count of clientCounts) tell(`TCP echo, ${many(count)}`, await measureEcho(count, seconds));
  await measureServers(join(folder, 'own'), seconds, 0);
  await measureServers(join(folder, 'slower'), seconds, addedMs);
}

async function measureServers(folder: string, seconds: number, added: number): Promise<void> {
  const servers = await startServers(folder, firstPort, added);
  const what = added === 0 ? 'committed writes' : `+${added} ms a sync`;
  const rates: number[] = [];
  for (const count of clientCounts) {
    const before = await servers.usage();
    const figures = await measureWrites(servers.leaderPort, count, seconds);
    const after = await servers.usage();
    rates.push(figures.rate);
    const cpuUs = ((after.cpuSeconds - before.cpuSeconds) / figures.count) * 1_000_000;
    const share = figures.count / (after.syncs - before.syncs);
    tell(`${what}, ${many(count)}`, figures, cpuUs.toFixed(0), share.toFixed(1));
  }
  await servers.stop();
  process.stdout.write(`${what}, 128 clients : one client  ${(rates[2]! / rates[0]!).toFixed(1)}\n`);
}

function many(clients: number): string {
  return clients === 1 ? '1 client' : `${clients} clients`;
}

function tell(name: string, { rate, p50Ms, p99Ms }: Figures, ...more: readonly string[]): void {
  row(name, Math.round(rate).toLocaleString('en-US'), p50Ms.toFixed(2), p99Ms.toFixed(2), ...more);
}

function row(name: string, ...cells: readonly string[]): void {
  process.stdout.write(`${name.padEnd(36)}${cells.map((cell) => cell.padStart(12)).join('')}\n`);
}

await main();
