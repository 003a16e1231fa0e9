// The client against servers that send it on, cut it off, or do not answer: the leader behind them is a real one.

import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, lone, obedient, serve } from '../http/fixtures/api.ts';
import { KvClient, type KvClientOptions } from './kv-client.ts';
import { KvError } from './kv-error.ts';

const clients: KvClient[] = [];
const proxies: Server[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  for (const proxy of proxies.splice(0)) {
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  }
  await closeAll();
});

function clientOf(urls: readonly string[], options: Partial<KvClientOptions> = {}): KvClient {
  const client = new KvClient(
    urls.map((url) => new URL(url).host),
    options,
  );
  clients.push(client);
  return client;
}

/** Brings every request to `url`, and cuts off the answers of those that `cuts` picks by their number. */
async function cutting(url: string, cuts: (count: number) => boolean): Promise<string> {
  let count = 0;
  const proxy = createServer((request, response) => {
    const isCut = request.method === 'PUT' && cuts(count++);
    const { method, headers } = request;
    const onward = forward(`${url}${request.url}`, { method, headers }, (answer) => {
      answer.resume().on('end', () => {
        if (isCut) request.socket.destroy();
      });
      if (isCut) return;
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  proxies.push(proxy);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

async function failure(of: Promise<unknown>): Promise<KvError> {
  const error = await of.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof KvError)) throw new Error(`${error} is no KvError`);
  return error;
}

describe('a client', () => {
  it('reads, writes, and swaps by revision', async () => {
    const client = clientOf([(await lone()).url]);
    expect(await client.get('a/ü')).toBe(null);
    const revision = await client.put('a/ü', 'one\n', 'absent');
    expect(await client.get('a/ü')).toEqual({ value: 'one\n', revision });
    const next = await client.put('a/ü', 'two', revision);
    const late = await failure(client.put('a/ü', 'three', revision));
    expect([late.code, late.outcome]).toEqual(['precondition-failed', 'not-done']);
    expect(await client.delete('a/ü', next)).toBe(true);
    expect(await client.delete('a/ü')).toBe(false);
  });

  it('is sent to the leader, and stays with it', async () => {
    const leader = await lone();
    const follower = {
      ...obedient({ kind: 'redirect', leader: 2 }),
      clientAddressOf: () => new URL(leader.url).host,
    };
    const client = clientOf([(await serve(follower)).url]);
    await client.put('k', 'v');
    await client.put('k', 'w');
    expect((await client.get('k'))?.value).toBe('w');
    expect(follower.asked).toHaveLength(1);
  });

  it('goes on to a server that answers', async () => {
    const leader = await lone();
    const closed = await serve(obedient({ kind: 'closed', reason: 'the server is stopping' }));
    const client = clientOf(['http://127.0.0.1:1', closed.url, leader.url]);
    await client.put('k', 'v');
    expect((await client.get('k'))?.value).toBe('v');
  });

  it('has a change made once whose answer was cut off', async () => {
    const { url } = await lone();
    const client = clientOf([await cutting(url, (count) => count % 3 < 2)]);
    const revision = await client.put('k', 'v', 'absent');
    const other = clientOf([url]);
    expect(await other.get('k')).toEqual({ value: 'v', revision });
    // Were it made a second time, it would be found that there is an entry.
    expect(await client.put('k', 'w', revision)).toBeGreaterThan(revision);
  });

  it('says that nobody knows where no answer ever comes', async () => {
    const { url } = await lone();
    const client = clientOf([await cutting(url, (count) => count < 100)], { timeoutMs: 100 });
    const lost = await failure(client.put('k', 'v'));
    expect([lost.code, lost.outcome]).toEqual(['no-answer', 'unknown']);
  });

  it('says that it was not done where it came to no server', async () => {
    const lost = await failure(clientOf(['http://127.0.0.1:1'], { timeoutMs: 50 }).put('k', 'v'));
    expect([lost.code, lost.outcome]).toEqual(['no-answer', 'not-done']);
    expect(lost.message).toMatch(/^no answer in 0\.05 s: 127\.0\.0\.1:1: connect ECONNREFUSED/);
    const noLeader = await serve(obedient({ kind: 'redirect', leader: 0 }));
    const unled = await failure(clientOf([noLeader.url], { timeoutMs: 50 }).put('k', 'v'));
    expect(unled.message).toContain('no leader is known');
    expect(unled.outcome).toBe('not-done');
  });

  it('does not run in circles', async () => {
    const one = obedient({ kind: 'redirect', leader: 2 });
    const { url } = await serve({ ...one, clientAddressOf: () => new URL(url).host });
    const lost = await failure(clientOf([url], { timeoutMs: 100 }).get('k'));
    expect(lost.message).toContain('is not the leader');
    expect(one.asked.length).toBeLessThan(40);
  });

  it('does not wait for a server that says nothing', async () => {
    const leader = await lone();
    const mute = await serve(obedient({ kind: 'unknown' }, new Promise(() => {})));
    const client = clientOf([mute.url, leader.url], { attemptMs: 50 });
    await client.put('k', 'v');
    expect((await client.get('k'))?.value).toBe('v');
  });

  it('is told what is wrong with its request', async () => {
    const client = clientOf([(await lone()).url]);
    expect(await failure(client.put('k'.repeat(2000), 'v'))).toMatchObject({
      code: 'key-too-long',
      outcome: 'not-done',
    });
  });

  it('asks a server for its state', async () => {
    const { url } = await lone();
    expect(await clientOf([url]).statusOf(new URL(url).host)).toMatchObject({ id: 1, role: 'leader' });
  });
});
