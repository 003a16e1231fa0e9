// One process at a time in a data directory. Each that wants it listens on a socket file of its own in it, then looks
// for others that are answered: a listener is gone with its process, however that ends, so that nothing depends on
// process numbers, and a claim that nobody answers is known to be stale.

import { randomBytes } from 'node:crypto';
import { open, readdir, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { StorageRefused } from './damage.ts';

const claimName = /^lock-[0-9a-f]{16}$/;

/** A path of a socket may be no longer; the kernel would cut it. */
const pathBytesMax = 100;

/** Whoever holds the lock says which process it is at once; who is stopped is there nevertheless. */
const answerMs = 1000;

export interface Lock {
  release(): Promise<void>;
}

/** Throws a `StorageRefused` if another process has the directory. */
export async function lockDirectory(folder: string): Promise<Lock> {
  const way = await shortWayTo(folder);
  const own = `lock-${randomBytes(8).toString('hex')}`;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end(String(process.pid));
  });
  const release = async (): Promise<void> => {
    await closed(server);
    await way.close();
  };
  try {
    await listening(server, join(way.path, own));
    const names = await readdir(folder);
    const others = names.filter((name) => name !== own && claimName.test(name));
    for (const name of others) await refuseIfHeld(folder, join(way.path, name));
    if (!names.includes(own)) throw new StorageRefused(`${folder} is in use by another server`);
    // No process ever takes a name again, so these are nobody's for good, or of one that will see this claim. Only
    // who holds the lock removes any: whoever finds its own claim listed can be sure that it stays.
    for (const name of others) await unlink(join(folder, name)).catch(() => {});
  } catch (error) {
    await release();
    if (error instanceof StorageRefused) throw error;
    throw new StorageRefused(`cannot lock ${folder}: ${(error as Error).message}`);
  }
  server.unref();
  return { release };
}

interface Way {
  readonly path: string;
  close(): Promise<void>;
}

/** Linux names an open folder shortly, however long its path is. */
async function shortWayTo(folder: string): Promise<Way> {
  if (Buffer.byteLength(join(folder, 'lock-0123456789abcdef')) <= pathBytesMax)
    return { path: folder, close: () => Promise.resolve() };
  if (process.platform !== 'linux')
    throw new StorageRefused(`the path of the data directory is too long: ${folder}`);
  const handle = await open(folder, 'r');
  return { path: `/proc/self/fd/${handle.fd}`, close: () => handle.close() };
}

async function refuseIfHeld(folder: string, claim: string): Promise<void> {
  const holder = await holderOf(claim);
  if (holder === null) return;
  const which = holder === '' ? '' : `, process ${holder}`;
  throw new StorageRefused(`${folder} is in use by another server${which}`);
}

/** What the listener says, '' if it says nothing in time; null: nobody listens. */
function holderOf(path: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connect(path);
    const done = (holder: string | null): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(holder);
    };
    const timer = setTimeout(() => done(said), answerMs);
    socket.on('data', (bytes) => {
      said += bytes.toString('latin1');
    });
    socket.on('end', () => done(said));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // Nobody listens, or the claim was given up meanwhile. Any other error says nothing about that.
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') done(null);
      else if (error.code === 'EAGAIN' || error.code === 'ECONNRESET') done(said);
      else {
        clearTimeout(timer);
        reject(error);
      }
    });
  });
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** With its file, which is removed when it was there. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
