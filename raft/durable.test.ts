// What survives a crash, and what a server believes of it.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DurableImage, tearWrite } from './durable.ts';
import { Fifo } from './fifo.ts';
import { entryOf } from './fixtures/bench.ts';
import { WriteLedger } from './write-ledger.ts';

describe('DurableImage', () => {
  it('folds writes in order', () => {
    const image = new DurableImage();
    image.persist({ kind: 'hard-state', currentTerm: 3, votedFor: 2 });
    image.persist({ kind: 'append', entries: [entryOf(1, 1), entryOf(2, 1), entryOf(3, 2)] });
    image.persist({ kind: 'truncate', from: 2 });
    image.persist({ kind: 'append', entries: [entryOf(2, 3)] });
    expect(image).toMatchObject({ currentTerm: 3, votedFor: 2 });
    expect(image.entries.map((entry) => entry.term)).toEqual([1, 3]);
  });

  it('leaves no gap and cuts nothing that is not there', () => {
    const image = new DurableImage();
    expect(() => image.persist({ kind: 'append', entries: [entryOf(2, 1)] })).toThrow(
      'entry 2 written after 0',
    );
    expect(() => image.persist({ kind: 'truncate', from: 1 })).toThrow('truncated from 1');
  });
});

describe('tearWrite', () => {
  it('leaves some first entries of an append, never all; of other writes nothing', () => {
    const entries = [entryOf(1, 1), entryOf(2, 1), entryOf(3, 1)];
    const left = [0, 1, 2, 3, -1].map((draw) => tearWrite({ kind: 'append', entries }, draw));
    expect(left.map((write) => (write?.kind === 'append' ? write.entries.length : 0))).toEqual([
      0, 1, 2, 0, 0,
    ]);
    expect(left[0]).toBeNull();
    expect(tearWrite({ kind: 'hard-state', currentTerm: 1, votedFor: 1 }, 7)).toBeNull();
    expect(tearWrite({ kind: 'truncate', from: 1 }, 7)).toBeNull();
  });
});

describe('WriteLedger', () => {
  it('believes of the disk what the disk holds, whatever is cut while it is on its way', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('append' as const), count: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ kind: fc.constant('truncate' as const), count: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ kind: fc.constant('hard-state' as const), count: fc.constant(0) }),
      fc.record({ kind: fc.constant('sync' as const), count: fc.integer({ min: 1, max: 3 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const ledger = new WriteLedger(0);
        const queue: { ticket: number; change: (disk: number[]) => void; hard: boolean }[] = [];
        const log: number[] = [];
        const disk: number[] = [];
        let name = 0;
        for (const { kind, count } of steps) {
          if (kind === 'append') {
            const entries = Array.from({ length: count }, () => ++name);
            log.push(...entries);
            queue.push({
              ticket: ledger.append(log.length),
              change: (on) => on.push(...entries),
              hard: false,
            });
          } else if (kind === 'truncate' && log.length > 0) {
            const from = Math.max(1, log.length - count + 1);
            log.length = from - 1;
            const change = (on: number[]): void => void on.splice(from - 1);
            queue.push({ ticket: ledger.truncate(from), change, hard: false });
          } else if (kind === 'hard-state')
            queue.push({ ticket: ledger.hardState(), change: () => {}, hard: true });
          else if (kind === 'sync') {
            const synced = queue.splice(0, count);
            for (const { change } of synced) change(disk);
            const last = synced.at(-1);
            if (last !== undefined) ledger.complete(last.ticket);
          }
          let held = 0;
          while (held < log.length && log[held] === disk[held]) held++;
          expect(ledger.durableIndex).toBeLessThanOrEqual(held);
          if (queue.length === 0) expect(ledger.durableIndex).toBe(log.length);
          expect(ledger.allDurable).toBe(queue.length === 0);
          expect(ledger.hardStateDurable).toBe(!queue.some(({ hard }) => hard));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('Fifo', () => {
  it('gives back in the order in which it took, through any mixture', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -40, max: 60 }), { maxLength: 30 }), (runs) => {
        const fifo = new Fifo<number>();
        const list: number[] = [];
        let next = 0;
        for (const run of runs) {
          for (let i = 0; i < run; i++) {
            fifo.push(++next);
            list.push(next);
          }
          for (let i = 0; i < -run; i++) {
            expect(fifo.peek()).toBe(list[0]);
            expect(fifo.shift()).toBe(list.shift());
          }
        }
      }),
    );
  });
});
