// What clients of a course ask, as requests, and what they are told.

import { describe, expect, it } from 'vitest';
import { incomingFrom } from './datagram.ts';
import { type Call, Desk } from './desk.ts';

const put: Call = { kind: 'put', client: '0015', mid: 'M1', key: 'k', value: 'v' };
const get: Call = { kind: 'get', client: '0016', mid: 'M2', key: 'k' };
const done = { ok: true, value: null };

function read(message: unknown): unknown {
  return incomingFrom(new TextEncoder().encode(JSON.stringify(message)));
}

describe('the desk', () => {
  it('makes each attempt a new command of one session', () => {
    const desk = new Desk(3);
    expect(desk.requestOf(put)).toEqual({
      client: 3,
      request: 1,
      sequence: 1,
      acknowledgedBelow: 1,
      command: { kind: 'put', key: 'k', value: 'v' },
    });
    expect(desk.requestOf(get)).toMatchObject({
      request: 2,
      sequence: 2,
      command: { kind: 'get', key: 'k' },
    });
  });

  it('confirms what is answered, up to the oldest attempt that is not', () => {
    const desk = new Desk(1);
    const below = (mid: string): number => desk.requestOf({ ...put, mid })!.acknowledgedBelow;
    expect([below('a'), below('b'), below('c')]).toEqual([1, 1, 1]);
    desk.replyTo(2, { kind: 'ok', result: done });
    expect(below('d')).toBe(1);
    desk.replyTo(1, { kind: 'ok', result: done });
    expect(below('e')).toBe(3);
  });

  it('answers each attempt once, under its MID', () => {
    const desk = new Desk(1);
    desk.requestOf(put);
    desk.requestOf(get);
    const found = { ok: true, value: 'v' };
    expect(desk.replyTo(2, { kind: 'ok', result: found })).toEqual({
      client: '0016',
      letter: { type: 'ok', MID: 'M2', value: 'v' },
      leader: null,
    });
    expect(desk.replyTo(1, { kind: 'redirect', leader: 2 })).toEqual({
      client: '0015',
      letter: { type: 'redirect', MID: 'M1' },
      leader: 2,
    });
    expect(desk.replyTo(1, { kind: 'ok', result: done })).toBeNull();
  });

  it('knows an attempt that came before, answered or not', () => {
    const desk = new Desk(1);
    desk.requestOf(put);
    expect(desk.requestOf(put)).toBeNull();
    desk.replyTo(1, { kind: 'redirect', leader: 2 });
    expect(desk.requestOf(put)).toBeNull();
    expect(desk.requestOf({ ...put, client: '0017' })).not.toBeNull();
  });

  it('reads a key never put as an empty text, and fails what it cannot vouch for', () => {
    const desk = new Desk(1);
    for (const mid of ['a', 'b', 'c']) desk.requestOf({ ...get, mid });
    const letters = [
      desk.replyTo(1, { kind: 'ok', result: done }),
      desk.replyTo(2, { kind: 'unknown' }),
      desk.replyTo(3, { kind: 'refused', reason: 'too long' }),
    ].map((reply) => reply?.letter);
    expect(letters).toEqual([
      { type: 'ok', MID: 'a', value: '' },
      { type: 'fail', MID: 'b' },
      { type: 'fail', MID: 'c' },
    ]);
  });
});

describe('a datagram', () => {
  const envelope = { src: '0015', dst: '0000', leader: 'FFFF' };

  it('is a call, or a letter between replicas', () => {
    expect(read({ ...envelope, type: 'get', MID: 'm', key: 'k' })).toEqual({
      ...get,
      client: '0015',
      mid: 'm',
    });
    expect(read({ ...envelope, type: 'put', MID: 'M1', key: 'k', value: 'v' })).toEqual(put);
    const letter = { ...envelope, type: 'RequestVote', term: 3 };
    expect(read(letter)).toEqual({ kind: 'letter', from: '0015', letter });
  });

  it('is nothing where the protocol has no such thing', () => {
    const wrong = [
      null,
      [],
      'get',
      {},
      { ...envelope, type: 'get', key: 'k' },
      { ...envelope, type: 'get', MID: 'm', key: 7 },
      { ...envelope, type: 'put', MID: 'm', key: 'k' },
      { ...envelope, type: 7 },
      { ...envelope, src: 'FFFF', type: 'get', MID: 'm', key: 'k' },
      { ...envelope, src: 15, type: 'get', MID: 'm', key: 'k' },
    ];
    for (const message of wrong) expect(read(message), JSON.stringify(message)).toBeNull();
    expect(incomingFrom(Uint8Array.from([0x22, 0xff, 0x22]))).toBeNull();
    expect(incomingFrom(new TextEncoder().encode('{"src":'))).toBeNull();
  });
});
