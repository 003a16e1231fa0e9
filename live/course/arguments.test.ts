// The words of the course's executable, right and wrong.

import { describe, expect, it } from 'vitest';
import { BadArguments, parseArguments } from './arguments.ts';
import { Numbering } from './numbering.ts';

describe('the words of a replica', () => {
  it('are a port, its ID and those of the others', () => {
    expect(parseArguments(['7000', '0001', '0002', '0000'])).toEqual({
      port: 7000,
      own: '0001',
      others: ['0002', '0000'],
    });
  });

  const usage = 'expected <UDP port> <own ID> <other IDs…>';
  const refused: readonly (readonly [words: string, complaint: string])[] = [
    ['', usage],
    ['7000 0000', usage],
    ['0 0000 0001', 'expected a UDP port from 1 to 65535, not "0"'],
    ['65536 0000 0001', 'expected a UDP port from 1 to 65535, not "65536"'],
    ['0x10 0000 0001', 'expected a UDP port from 1 to 65535, not "0x10"'],
    ['7000 0000 FFFF', 'expected an ID of four upper-case hex digits other than FFFF, not "FFFF"'],
    ['7000 000a 0001', 'expected an ID of four upper-case hex digits other than FFFF, not "000a"'],
    ['7000 0000 0001 0000', 'the ID 0000 is there twice'],
  ];
  for (const [words, complaint] of refused)
    it(`are refused: "${words}"`, () => {
      const split = words.split(' ').filter((word) => word !== '');
      expect(() => parseArguments(split)).toThrow(new BadArguments(complaint));
    });
});

describe('the numbers of replicas', () => {
  it('are the same for all of them, in whatever order they are named', () => {
    const one = new Numbering({ port: 1, own: '0001', others: ['000A', '0000'] });
    const other = new Numbering({ port: 1, own: '000A', others: ['0001', '0000'] });
    for (const id of ['0000', '0001', '000A']) expect(other.nodeOf(id)).toBe(one.nodeOf(id));
    expect([one.own, other.own]).toEqual([2, 3]);
    expect(one.members.map((node) => one.idOf(node))).toEqual(['0000', '0001', '000A']);
    expect([one.idOf(0), one.nodeOf('FFFF'), one.nodeOf('0015')]).toEqual(['FFFF', 0, 0]);
  });
});
