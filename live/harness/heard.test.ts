// Datagrams of replicas, right and wrong.

import { describe, expect, it } from 'vitest';
import { type Heard, heardFrom } from './heard.ts';
import { Roster } from './roster.ts';
import { Tail } from './tail.ts';

const roster = new Roster(['0000', '0001', '0002']);

function hear(message: unknown): Heard {
  return heardFrom(Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)), roster);
}

const letter = { src: '0001', dst: '0002', leader: '0000', type: 'Vote' };
const reply = { src: '0001', dst: '0013', leader: 'FFFF', type: 'ok', MID: 'm' };

describe('the roster', () => {
  it('has eight clients, sixteen above the replicas', () => {
    expect([roster.nameOfClient(1), roster.nameOfClient(8), roster.clientCount]).toEqual(['0013', '001A', 8]);
    expect([roster.clientOf('001A'), roster.clientOf('001B'), roster.replicaOf('0013')]).toEqual([8, 0, 0]);
    expect([roster.nameOf(0), roster.others(2)]).toEqual(['FFFF', [1, 3]]);
  });
});

describe('what is heard', () => {
  it('is a hello, whomever it is for', () => {
    expect(hear({ ...letter, dst: 'FFFF', type: 'hello' })).toEqual({ kind: 'hello', from: 2 });
  });

  it('is a letter to one or to all others, with what is in it', () => {
    const kept = { kind: 'letter', from: 2, leader: 1, type: 'Vote' };
    expect(hear({ ...letter, term: 4, x: [1] })).toEqual({
      ...kept,
      to: [3],
      term: 4,
      content: '{"term":4,"x":[1]}',
    });
    expect(hear({ ...letter, dst: 'FFFF', term: 'four' })).toMatchObject({ ...kept, to: [1, 3], term: 0 });
  });

  it('is a reply to a client, with a value or without', () => {
    const kept = { kind: 'reply', from: 2, client: 1, leader: 0, mid: 'm', type: 'ok' };
    expect(hear(reply)).toEqual({ ...kept, value: null });
    expect(hear({ ...reply, value: '', leader: 'no ID' })).toEqual({ ...kept, value: '' });
  });

  const wrong: readonly (readonly [unknown, number, string])[] = [
    ['{"src":', 0, 'not JSON: {"src":'],
    ['[1]', 0, 'not a JSON object: [1]'],
    [{ ...letter, src: '0009' }, 0, '"src" is the ID of no replica'],
    [{ ...letter, src: '0013' }, 0, '"src" is the ID of no replica'],
    [{ ...letter, dst: undefined }, 2, '"dst" is missing'],
    [{ ...letter, dst: '0099' }, 2, '"dst" is the ID of nobody'],
    [{ ...letter, leader: 7 }, 2, '"leader" is missing'],
    [{ ...letter, type: undefined }, 2, '"type" is missing'],
    [{ ...reply, type: 'yes' }, 2, 'a client is answered ok, redirect or fail'],
    [{ ...reply, MID: 7 }, 2, '"MID" is missing'],
  ];
  for (const [message, from, why] of wrong)
    it(`is wrong: ${why}`, () => {
      expect(hear(message)).toEqual({ kind: 'malformed', from, why: expect.stringContaining(why) });
    });

  it('is wrong where it is no text', () => {
    expect(heardFrom(Uint8Array.of(0xff, 0xfe), roster)).toMatchObject({ why: '2 bytes that are no UTF-8' });
  });
});

describe('the end of what a process wrote', () => {
  it('is kept in whole lines, however much there was', () => {
    const tail = new Tail();
    tail.write(Buffer.from('first\nsecond\n'));
    expect(tail.text()).toBe('first\nsecond');
    for (let line = 0; line < 3000; line++) tail.write(Buffer.from(`line ${line} of many\n`));
    const lines = tail.text().split('\n');
    expect(lines.at(-1)).toBe('line 2999 of many');
    expect(lines[0]).toMatch(/^line \d+ of many$/);
    expect(lines.length).toBeLessThan(1000);
  });
});
