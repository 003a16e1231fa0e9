// Disks that lie and rot: what is left of them after a crash, what the limits make of that, and which
// properties may complain.

import { describe, expect, it } from 'vitest';
import { DecisionBook } from './decision.ts';
import { DecisionStream } from './decision-stream.ts';
import { Disk, type Risk } from './disk.ts';
import { Batch } from './facts.ts';
import { constant, plan } from './fixtures/plan.ts';
import type { DiskPlan, FaultPlan, Limit, Plan } from './plan.ts';
import type { ProgramKind } from './program.ts';
import { registerPrograms } from './programs.ts';
import { run } from './run.ts';
import type { Run } from './verdict.ts';

registerPrograms();

const always = 0x1_0000_0000;
const second = 1_000_000;

/** Its image is the list of its writes. */
const journal = {
  name: 'journal',
  emptyImage: () => [],
  persist: (image: string[], write: string) => void image.push(write),
  tear: () => null,
  writeBytes: () => 1,
} as unknown as ProgramKind;

function disk(changes: Partial<DiskPlan>): Disk {
  const decisions = new DecisionStream(1, 'disk/1', new DecisionBook(plan()));
  return new Disk({ ...plan().disk, ...changes }, journal, decisions, () => []);
}

/** Writes and syncs each by itself, 100 µs apart. */
function filled(it: Disk, ...writes: readonly string[]): Disk {
  writes.forEach((write, position) => {
    it.write(write, position + 1);
    it.beginSync(position * 100);
    expect(it.endSync((position + 1) * 100, new Batch())).toBe(position + 1);
  });
  return it;
}

const lies = { probability: always, after: null };

describe('a disk that lies', () => {
  it('loses with a crash what it had acknowledged', () => {
    const it = filled(disk({ lies }), 'a', 'b');
    expect(it.image).toEqual(['a', 'b']);
    expect(it.crash('unsynced', 200, 'return', new Batch())).toBe('lost');
    expect(it.image).toEqual([]);
    filled(it, 'c');
    expect(it.crash('nothing', 300, 'return', new Batch())).toBe('none');
    expect(it.image).toEqual(['c']);
  });

  it('keeps an image of what it said where its node never returns, and all where it must not lose any', () => {
    const crashed = (risk: Risk): readonly unknown[] => {
      const it = filled(disk({ lies }), 'a');
      return [it.crash('unsynced', 100, risk, new Batch()), it.image];
    };
    expect(crashed('ruin')).toEqual(['lost', ['a']]);
    expect(crashed('none')).toEqual(['none', ['a']]);
  });

  it('makes up for it when its time has come, in order', () => {
    const it = filled(disk({ lies: { probability: always, after: constant(150) } }), 'a', 'b');
    // `a` is there from 250 on, `b` from 350.
    expect(it.crash('unsynced', 300, 'return', new Batch())).toBe('lost');
    expect(it.image).toEqual(['a']);
  });

  it('takes along with a true fsync what came before', () => {
    const half = disk({ lies: { probability: always / 2, after: null } });
    const writes = Array.from({ length: 40 }, (_, position) => `${position}`);
    filled(half, ...writes);
    expect(half.crash('unsynced', 9999, 'return', new Batch())).toMatch(/lost|none/);
    const left = half.image as string[];
    expect(left.length).toBeGreaterThan(20);
    expect(left).toEqual(writes.slice(0, left.length));
  });
});

it('a disk that rots is noticed at its crash, once there is anything on it', () => {
  const rot = disk({ bitRot: always });
  expect(rot.crash('random', 0, 'ruin', new Batch())).toBe('none');
  filled(rot, 'a');
  expect(rot.crash('random', 100, 'none', new Batch())).toBe('none');
  expect(rot.crash('random', 100, 'return', new Batch())).toBe('rotten');
});

it('a write takes its time on top of the fsync that covers it', () => {
  const it = disk({ writeLatency: constant(7), fsyncLatency: constant(100) });
  it.write('a', 1);
  it.write('b', 2);
  expect(it.beginSync(0)).toBe(114);
});

const crashes: FaultPlan = {
  id: 'crash',
  trigger: { kind: 'every', every: constant(400_000), from: 0, until: 5 * second, times: 0 },
  action: {
    kind: 'crash',
    nodes: { kind: 'some', count: 'any', of: { kind: 'role', role: 'all' } },
    lose: 'unsynced',
  },
  duration: constant(200_000),
  as: null,
};

function stormy(changes: Partial<DiskPlan>, damaged: Limit, seed: number, more: Partial<Plan> = {}): Run {
  const weather = plan({
    nodes: 5,
    names: ['n1', 'n2', 'n3', 'n4', 'n5'],
    disk: { ...plan().disk, ...changes },
    faults: [crashes],
    limits: { down: 'minority', damaged },
    ...more,
  });
  return run(weather, seed);
}

const seeds = [1, 2, 3, 4, 5, 6];

describe('the limit of damaged disks', () => {
  it('leaves the correct replica without any complaint: such a node is out for good', () => {
    for (const disks of [{ lies }, { bitRot: always / 2 }]) {
      const runs = seeds.map((seed) => stormy(disks, 'minority', seed));
      for (const { verdict } of runs) expect(verdict).toEqual({ kind: 'passed' });
      const damaged = runs.map(({ statistics }) => statistics.damaged);
      expect(Math.max(...damaged)).toBe(2);
    }
  });

  it('lifted, lets only properties of durability complain, and an acknowledged write may be lost', () => {
    const ofDurability = ['committed-durable', 'no-lost-acknowledged-write', 'term-monotonic', 'match-truth'];
    const found = seeds.map((seed) => stormy({ lies }, 'unlimited', seed).verdict);
    for (const verdict of found) {
      expect(verdict.kind).toBe('violated');
      if (verdict.kind === 'violated') expect(ofDurability).toContain(verdict.violation.property);
    }
    const checks = { ...plan().checks, always: ['no-lost-acknowledged-write'] };
    const kinds = seeds.map((seed) => stormy({ lies }, 'unlimited', seed, { checks }).verdict.kind);
    expect(kinds).toContain('violated');
  });

  it('is not needed for lies that no crash brings to light', () => {
    expect(stormy({ lies }, 'unlimited', 1, { faults: [] }).verdict.kind).toBe('passed');
  });
});

it('a disk of one node is that of no other', () => {
  const own = { node: 2, disk: { ...plan().disk, bitRot: always } };
  const record = stormy({}, 'minority', 3, { disks: [own] });
  expect(record.verdict.kind).toBe('passed');
  expect(record.statistics.damaged).toBe(1);
});
