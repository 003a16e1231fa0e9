// What the client API refuses, and in which words.

import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, codeOf, lone, put } from './fixtures/api.ts';
import { valueBytesMax } from './request-value.ts';
import { keyBytesMax } from './route.ts';

afterEach(closeAll);

describe('bad requests', () => {
  const cases: readonly (readonly [string, string, RequestInit, number, string])[] = [
    ['an empty key', '/v1/kv/', {}, 400, 'bad-key'],
    ['a key that is not percent-encoded', '/v1/kv/%f', {}, 400, 'bad-key'],
    ['a key that is not UTF-8', '/v1/kv/%ff', {}, 400, 'bad-key'],
    ['a key too long', `/v1/kv/${'k'.repeat(keyBytesMax + 1)}`, {}, 414, 'key-too-long'],
    ['a query', '/v1/kv/a?x=1', {}, 400, 'bad-query'],
    ['another path', '/v2', {}, 404, 'no-such-path'],
    ['another method', '/v1/kv/a', { method: 'POST', body: '' }, 405, 'method-not-allowed'],
    ['a session that is read', '/v1/sessions', {}, 405, 'method-not-allowed'],
    ['a value that is not UTF-8', '/v1/kv/a', put(new Uint8Array([0xff])), 400, 'bad-value'],
    ['a value too long', '/v1/kv/a', put('v'.repeat(valueBytesMax + 1)), 413, 'value-too-long'],
    ['a value far too long', '/v1/kv/a', put('v'.repeat(2_000_000)), 413, 'value-too-long'],
    [
      'a value too long once it is JSON',
      '/v1/kv/a',
      put('\u0001'.repeat(valueBytesMax)),
      413,
      'value-too-long',
    ],
    [
      'a form',
      '/v1/kv/a',
      put('', { 'content-type': 'multipart/form-data; boundary=x' }),
      415,
      'unsupported-media-type',
    ],
    ['a packed value', '/v1/kv/a', put('', { 'content-encoding': 'gzip' }), 415, 'unsupported-media-type'],
    [
      'Latin 1',
      '/v1/kv/a',
      put('', { 'content-type': 'text/plain; charset=latin1' }),
      415,
      'unsupported-media-type',
    ],
    ['a tag without quotes', '/v1/kv/a', put('', { 'if-match': '12' }), 400, 'bad-precondition'],
    ['a weak tag', '/v1/kv/a', put('', { 'if-match': 'W/"12"' }), 400, 'bad-precondition'],
    [
      'two conditions',
      '/v1/kv/a',
      put('', { 'if-match': '"1"', 'if-none-match': '*' }),
      400,
      'bad-precondition',
    ],
    [
      'a date',
      '/v1/kv/a',
      put('', { 'if-unmodified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' }),
      400,
      'bad-precondition',
    ],
    ['half a session', '/v1/kv/a', put('', { 'whitewater-session': '1' }), 400, 'bad-session'],
    [
      'a sequence that is none',
      '/v1/kv/a',
      put('', { 'whitewater-session': '1', 'whitewater-sequence': '0' }),
      400,
      'bad-session',
    ],
    [
      "a server's own session",
      '/v1/kv/a',
      put('', { 'whitewater-session': String(2 ** 52), 'whitewater-sequence': '1' }),
      400,
      'bad-session',
    ],
  ];

  it.each(cases)('%s', async (_name, path, init, status, code) => {
    const { url, mishaps } = await lone();
    const response = await fetch(url + path, init);
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
    expect(mishaps).toEqual([]);
    expect((await fetch(`${url}/v1/status`)).status).toBe(200);
  });

  it('say which methods there are', async () => {
    const { url } = await lone();
    const response = await fetch(`${url}/v1/kv/a`, { method: 'PATCH', body: '' });
    expect(response.headers.get('allow')).toBe('GET, HEAD, PUT, DELETE');
  });

  it('that are no HTTP end the connection, and nothing else', async () => {
    const { url } = await lone();
    const { hostname, port } = new URL(url);
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(port), hostname, () => socket.write('\u0000\u0001garbage\r\n\r\n'));
      socket.on('data', (bytes) => {
        text += bytes;
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect((await fetch(`${url}/v1/status`)).status).toBe(200);
  });
});
