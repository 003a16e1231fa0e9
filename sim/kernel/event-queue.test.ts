// The queue against a plain sorted list.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from './event-queue.ts';

describe('EventQueue', () => {
  it('gives events back by instant, then in the order they were planned', () => {
    const pushOrPop = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constant(-1));
    fc.assert(
      fc.property(fc.array(pushOrPop, { maxLength: 2000 }), (steps) => {
        const queue = new EventQueue();
        const model: { at: number; number: number }[] = [];
        let number = 0;
        let now = 0;
        for (const step of steps) {
          if (step >= 0) {
            queue.push(now + step, 1, number, 0, 0, { number });
            model.push({ at: now + step, number });
            number++;
            continue;
          }
          const position = model.reduce((least, item, i) => {
            const best = model[least];
            return best === undefined || item.at < best.at ? i : least;
          }, 0);
          const [expected] = model.splice(position, 1);
          expect(queue.pop()).toBe(expected !== undefined);
          if (expected === undefined) continue;
          now = expected.at;
          expect([queue.at, queue.target, queue.item]).toEqual([
            expected.at,
            expected.number,
            { number: expected.number },
          ]);
        }
        expect(queue.length).toBe(model.length);
      }),
    );
  });

  it('grows beyond its first room and keeps every event whole', () => {
    const queue = new EventQueue();
    for (let i = 0; i < 5000; i++) queue.push((i * 7919) % 1000, i % 200, i, i * 0.5, i + 1, `event ${i}`);
    let before = -1;
    const seen = new Set<number>();
    while (queue.pop()) {
      expect(queue.at).toBeGreaterThanOrEqual(before);
      before = queue.at;
      const i = queue.target;
      expect([queue.kind, queue.argument, queue.cause, queue.item]).toEqual([
        i % 200,
        i * 0.5,
        i + 1,
        `event ${i}`,
      ]);
      seen.add(i);
    }
    expect(seen.size).toBe(5000);
    expect(queue.nextAt()).toBe(Number.POSITIVE_INFINITY);
  });
});
