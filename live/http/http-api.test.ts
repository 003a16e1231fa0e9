// The client API from outside, over a real socket: against a server that leads a cluster of one, and against one that
// does as it is told.

import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, codeOf, type Given, lone, obedient, put, serve } from './fixtures/api.ts';

afterEach(closeAll);

describe('entries', () => {
  it('are put, read and deleted', async () => {
    const { url } = await lone();
    const entry = `${url}/v1/kv/a%2Fb/c%20ü`;
    const absent = await fetch(entry);
    expect(absent.status).toBe(404);
    expect(await codeOf(absent)).toBe('no-such-key');
    const created = await fetch(entry, put('größer\n\u0000'));
    expect(created.status).toBe(201);
    const { revision } = (await created.json()) as { readonly revision: number };
    expect(created.headers.get('etag')).toBe(`"${revision}"`);
    const read = await fetch(entry);
    expect([read.status, await read.text(), read.headers.get('etag')]).toEqual([
      200,
      'größer\n\u0000',
      `"${revision}"`,
    ]);
    const again = await fetch(entry, put(''));
    expect(again.status).toBe(200);
    expect(((await again.json()) as { readonly revision: number }).revision).toBeGreaterThan(revision);
    const head = await fetch(entry, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '0']);
    expect((await fetch(entry, { method: 'DELETE' })).status).toBe(200);
    expect((await fetch(entry, { method: 'DELETE' })).status).toBe(404);
    expect((await fetch(entry)).status).toBe(404);
  });

  it('change by their revision', async () => {
    const { url } = await lone();
    const entry = `${url}/v1/kv/k`;
    expect((await fetch(entry, put('0', { 'if-match': '"1"' }))).status).toBe(412);
    expect((await fetch(entry, put('0', { 'if-match': '*' }))).status).toBe(412);
    const first = (await fetch(entry, put('1', { 'if-none-match': '*' }))).headers.get('etag')!;
    const taken = await fetch(entry, put('2', { 'if-none-match': '*' }));
    expect([taken.status, taken.headers.get('etag')]).toEqual([412, first]);
    const second = (await fetch(entry, put('2', { 'if-match': first }))).headers.get('etag')!;
    expect((await fetch(entry, put('3', { 'if-match': first }))).status).toBe(412);
    expect((await fetch(entry, { method: 'DELETE', headers: { 'if-match': first } })).status).toBe(412);
    expect(await (await fetch(entry)).text()).toBe('2');
    expect((await fetch(entry, { headers: { 'if-none-match': second } })).status).toBe(304);
    expect((await fetch(entry, { headers: { 'if-none-match': first } })).status).toBe(200);
    expect((await fetch(entry, { method: 'DELETE', headers: { 'if-match': second } })).status).toBe(200);
  });

  it('change once in a session, however often they are asked to', async () => {
    const { url } = await lone();
    const opened = await fetch(`${url}/v1/sessions`, { method: 'POST' });
    const { session } = (await opened.json()) as { readonly session: number };
    const at = (sequence: number, below: number): Given => ({
      'whitewater-session': String(session),
      'whitewater-sequence': String(sequence),
      'whitewater-acknowledged-below': String(below),
    });
    const entry = `${url}/v1/kv/k`;
    const first = await fetch(entry, put('mine', at(1, 1)));
    const other = await fetch(entry, put('another'));
    const again = await fetch(entry, put('mine', at(1, 1)));
    expect([again.status, again.headers.get('etag')]).toEqual([201, first.headers.get('etag')]);
    expect((await fetch(entry)).headers.get('etag')).toBe(other.headers.get('etag'));
    expect((await fetch(entry, put('later', at(2, 2)))).status).toBe(200);
    const gone = await fetch(entry, put('mine', at(1, 1)));
    expect([gone.status, await codeOf(gone)]).toEqual([410, 'answer-gone']);
    const stranger = await fetch(entry, put('x', { ...at(1, 1), 'whitewater-session': String(session + 1) }));
    expect([stranger.status, await codeOf(stranger)]).toEqual([409, 'unknown-session']);
    expect(await (await fetch(entry)).text()).toBe('later');
  });
});

describe('the server behind', () => {
  it('sends to the leader, with the whole path', async () => {
    const { url } = await serve(obedient({ kind: 'redirect', leader: 2 }));
    const response = await fetch(`${url}/v1/kv/a%2Fb`, { ...put('v'), redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([
      307,
      'http://127.0.0.1:8002/v1/kv/a%2Fb',
    ]);
  });

  it.each([0, 1, 3])('says when no leader is known whose address it has (%i)', async (leader) => {
    const { url } = await serve(obedient({ kind: 'redirect', leader }));
    const response = await fetch(`${url}/v1/kv/a`, put('v'));
    expect([response.status, response.headers.get('retry-after'), await codeOf(response)]).toEqual([
      503,
      '1',
      'no-leader',
    ]);
  });

  it('says when it cannot know what became of a command', async () => {
    const { url } = await serve(obedient({ kind: 'unknown' }));
    const response = await fetch(`${url}/v1/kv/a`, put('v'));
    expect([response.status, await codeOf(response)]).toEqual([504, 'outcome-unknown']);
  });

  it('is told the place in the session and the condition', async () => {
    const service = obedient({ kind: 'unknown' });
    const { url } = await serve(service);
    const headers = { 'if-match': '"7"', 'whitewater-session': '5', 'whitewater-sequence': '9' };
    await fetch(`${url}/v1/kv/a`, put('v', headers));
    expect(service.asked).toEqual([
      {
        command: { kind: 'put', key: 'a', value: 'v', when: 7 },
        place: { session: 5, sequence: 9, acknowledgedBelow: 0 },
      },
    ]);
  });

  it('tells its state', async () => {
    const { url } = await serve(obedient({ kind: 'unknown' }));
    expect(await (await fetch(`${url}/v1/status`)).json()).toMatchObject({ id: 1, term: 3, leader: 2 });
    expect(await (await fetch(`${url}/metrics`)).text()).toBe('up 1\n');
  });

  it('may throw, and the client learns no more than that', async () => {
    const broken = new Error('secret');
    const { url, mishaps } = await serve({
      ...obedient({ kind: 'unknown' }),
      ask: () => Promise.reject(broken),
    });
    const response = await fetch(`${url}/v1/kv/a`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(mishaps).toEqual([broken]);
  });
});

describe('the end', () => {
  it('waits for what is under way', async () => {
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const service = obedient({ kind: 'ok', result: { kind: 'changed', before: 0, revision: 8 } }, gate);
    const { api, url } = await serve(service);
    const answered = fetch(`${url}/v1/kv/a`, put('v'));
    while (service.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    const stopped = api.stop(60_000);
    open();
    expect((await answered).status).toBe(201);
    await stopped;
    await expect(fetch(`${url}/v1/status`)).rejects.toThrow();
  });

  it('waits no longer than it may', async () => {
    const service = obedient({ kind: 'unknown' }, new Promise(() => {}));
    const { api, url } = await serve(service);
    const answered = fetch(`${url}/v1/kv/a`, put('v'));
    const failed = expect(answered).rejects.toThrow();
    while (service.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await api.stop(10);
    await failed;
  });
});
