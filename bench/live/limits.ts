// What the machine itself allows: one sync of the disk after another, and one message there and back after another.

import { spawn } from 'node:child_process';
import { closeSync, fdatasync, openSync, rmSync, writeSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { type Figures, figuresOf, measureSideBySide } from './latencies.ts';

/** About a record of the log with one write of this benchmark, and about its request. */
export const writeBytes = 200;
const loopback = '127.0.0.1';

export async function measureSyncs(folder: string, seconds: number): Promise<Figures> {
  const path = join(folder, 'syncs');
  const file = openSync(path, 'a');
  const bytes = Buffer.alloc(writeBytes, 1);
  const latencies: number[] = [];
  const begun = performance.now();
  while (performance.now() - begun < seconds * 1000) {
    const start = performance.now();
    writeSync(file, bytes);
    await new Promise<void>((resolve, reject) => {
      fdatasync(file, (error) => (error === null ? resolve() : reject(error)));
    });
    latencies.push(performance.now() - start);
  }
  const figures = figuresOf(latencies, performance.now() - begun);
  closeSync(file);
  rmSync(path);
  return figures;
}

/** A server in a process of its own that sends back what it is sent. */
export async function measureEcho(connections: number, seconds: number): Promise<Figures> {
  const child = spawn(process.execPath, [process.argv[1]!, '--echo'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve) =>
    child.stdout.once('data', (text) => resolve(Number(text))),
  );
  const sockets = await Promise.all(Array.from({ length: connections }, () => connected(port)));
  const bytes = Buffer.alloc(writeBytes, 1);
  const figures = await measureSideBySide(connections, seconds, (number) =>
    thereAndBack(sockets[number]!, bytes),
  );
  for (const socket of sockets) socket.destroy();
  child.kill();
  return figures;
}

export function serveEcho(): void {
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on('data', (bytes) => socket.write(bytes));
    socket.on('error', () => {});
  });
  server.listen(0, loopback, () => {
    process.stdout.write(String((server.address() as { readonly port: number }).port));
  });
}

export function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: loopback, noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

function thereAndBack(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    let left = bytes.length;
    const onData = (part: Buffer): void => {
      left -= part.length;
      if (left > 0) return;
      socket.off('data', onData);
      resolve();
    };
    socket.on('data', onData);
    socket.write(bytes);
  });
}
