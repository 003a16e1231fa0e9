// Disks: order, group commit, what a crash keeps, torn writes, a full disk.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecisionBook } from './decision.ts';
import { DecisionStream } from './decision-stream.ts';
import { Disk } from './disk.ts';
import { Batch } from './facts.ts';
import { constant, plan } from './fixtures/plan.ts';
import { registerKind } from './fixtures/register.ts';
import type { DiskPlan } from './plan.ts';
import type { ProgramKind } from './program.ts';

/** Keeps every write in order; a torn one is half as long. */
const journal: ProgramKind = {
  ...registerKind(),
  emptyImage: () => [],
  persist: (image, write) => void (image as unknown[]).push(write),
  tear: (write) => (String(write).length > 1 ? String(write).slice(0, String(write).length >> 1) : null),
  writeBytes: (write) => String(write).length,
};
const always = 0x1_0000_0000;

function disk(
  changes: Partial<DiskPlan>,
  seed = 1,
  overrides: { readonly [name: string]: number } = {},
): Disk {
  const book = new DecisionBook(plan({ overrides }));
  return new Disk({ ...plan().disk, ...changes }, journal, new DecisionStream(seed, 'disk/1', book), () =>
    journal.emptyImage(),
  );
}

describe('Disk', () => {
  it('makes durable at once what one fsync covers, and the rest with the next', () => {
    const it = disk({ fsyncLatency: constant(100) });
    const persisted = new Batch<unknown>();
    it.write('a', 1);
    expect(it.beginSync(0)).toBe(100);
    it.write('b', 2);
    it.write('c', 3);
    expect(it.beginSync(10)).toBe(-1);
    expect(it.endSync(99, persisted)).toBe(0);
    expect(it.endSync(100, persisted)).toBe(1);
    expect(it.beginSync(100)).toBe(200);
    expect(it.endSync(200, persisted)).toBe(3);
    expect(it.image).toEqual(['a', 'b', 'c']);
    expect(persisted.count).toBe(3);
  });

  it('loses a suffix of what was not synced, never anything before it', () => {
    const lost = new Set<number>();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 6 }), (seed, unsynced) => {
        const it = disk({ keepUnsynced: 0x8000_0000 }, seed);
        it.write('synced', 1);
        it.beginSync(0);
        const persisted = new Batch<unknown>();
        it.endSync(100, persisted);
        const writes = Array.from({ length: unsynced }, (_, i) => `${i}`);
        writes.forEach((write, i) => void it.write(write, i + 2));
        it.crash('random', 0, 'none', persisted);
        const kept = (it.image as unknown[]).slice(1);
        expect(kept).toEqual(writes.slice(0, kept.length));
        lost.add(unsynced - kept.length);
      }),
      { numRuns: 500 },
    );
    expect([...lost].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('loses all or nothing when told to', () => {
    for (const [lose, image] of [
      ['unsynced', []],
      ['nothing', ['a', 'b']],
    ] as const) {
      const it = disk({});
      it.write('a', 1);
      it.beginSync(0);
      it.write('b', 2);
      it.crash(lose, 0, 'none', new Batch());
      expect(it.image).toEqual(image);
    }
  });

  it('may leave a part of the first write that is lost', () => {
    const it = disk({ tornWrites: always });
    it.write('abcdef', 1);
    it.write('ghi', 2);
    it.crash('unsynced', 0, 'none', new Batch());
    expect(it.image).toEqual(['abc']);
  });

  it('keeps as many writes as the plan says', () => {
    const it = disk({ keepUnsynced: 0 }, 1, { 'disk/1/1/kept': 2 });
    for (const [ticket, write] of ['a', 'b', 'c'].entries()) it.write(write, ticket);
    it.crash('random', 0, 'none', new Batch());
    expect(it.image).toEqual(['a', 'b']);
  });

  it('stalls, is slow, and refuses when full', () => {
    const stalling = disk({ stall: { probability: always, duration: constant(900) } });
    stalling.write('a', 1);
    expect(stalling.beginSync(0)).toBe(1000);
    const slow = disk({});
    slow.slow = constant(5000);
    slow.write('a', 1);
    expect(slow.beginSync(0)).toBe(5000);
    const full = disk({ capacity: 3 });
    expect([full.write('ab', 1), full.write('c', 2), full.write('d', 3)]).toEqual([true, true, false]);
  });
});
