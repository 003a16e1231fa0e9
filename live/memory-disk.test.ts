// The disk that is memory keeps all, tells of it after the step, and tells nobody of what another has written.

import { expect, it } from 'vitest';
import type { WriteListener } from './host.ts';
import { MemoryDisk } from './memory-disk.ts';

class Listener implements WriteListener {
  readonly durable: number[] = [];

  onDurable(ticket: number): void {
    this.durable.push(ticket);
  }

  onWriteFailed(): void {}
}

it('tells once of all that a step has written, when it is over', async () => {
  const disk = new MemoryDisk();
  const listener = new Listener();
  disk.listen(listener);
  disk.write({ kind: 'hard-state', currentTerm: 2, votedFor: 1 }, 1);
  disk.write({ kind: 'hard-state', currentTerm: 3, votedFor: 0 }, 2);
  expect(listener.durable).toEqual([]);
  await Promise.resolve();
  expect(listener.durable).toEqual([2]);
  disk.write({ kind: 'hard-state', currentTerm: 4, votedFor: 0 }, 3);
  await Promise.resolve();
  expect(listener.durable).toEqual([2, 3]);
  expect(disk.image.currentTerm).toBe(4);
});

it('tells a new incarnation of its own writes alone, and an old one of none', async () => {
  const disk = new MemoryDisk();
  const [old, young] = [new Listener(), new Listener()];
  disk.listen(old);
  disk.write({ kind: 'hard-state', currentTerm: 2, votedFor: 1 }, 9);
  disk.listen(young);
  await Promise.resolve();
  expect([old.durable, young.durable]).toEqual([[], []]);
  disk.write({ kind: 'hard-state', currentTerm: 3, votedFor: 1 }, 1);
  await Promise.resolve();
  expect([old.durable, young.durable]).toEqual([[], [1]]);
});
