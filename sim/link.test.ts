// Links: each setting does what it says, at its rate, and in its own lane.

import { describe, expect, it } from 'vitest';
import { DecisionBook } from './decision.ts';
import { DecisionStream } from './decision-stream.ts';
import { constant, plan } from './fixtures/plan.ts';
import { Link } from './link.ts';
import type { LinkPlan } from './plan.ts';

const quarter = 0x4000_0000;

function link(changes: Partial<LinkPlan>, overrides: { readonly [name: string]: number } = {}): Link {
  const settings = { ...plan().network.defaults, latency: constant(1000), ...changes };
  return new Link(settings, new DecisionStream(1, 'link/1>2', new DecisionBook(plan({ overrides }))));
}

function count(of: Link, what: (link: Link) => boolean): number {
  let times = 0;
  for (let i = 0; i < 10_000; i++) {
    of.next();
    if (what(of)) times++;
  }
  return times;
}

describe('Link', () => {
  it('loses, doubles and reorders at the given rates', () => {
    const lossy = count(link({ loss: quarter }), (it) => it.isLost());
    const doubling = count(link({ duplicate: quarter }), (it) => it.isDuplicated());
    const reorder = { probability: quarter, window: 5000 };
    const late = count(link({ reorder }), (it) => it.latencyOfMessage() > 1000);
    for (const times of [lossy, doubling, late]) expect(Math.abs(times - 2500)).toBeLessThan(200);
    expect(count(link({}), (it) => it.isLost() || it.isDuplicated())).toBe(0);
  });

  it('keeps the latency of a message when its loss is edited', () => {
    const latency = { kind: 'uniform', min: 1, max: 1_000_000 } as const;
    const latencies = (of: Link): readonly number[] =>
      Array.from({ length: 50 }, () => {
        of.next();
        of.isLost();
        return of.latencyOfMessage();
      });
    expect(latencies(link({ latency, loss: quarter }))).toEqual(latencies(link({ latency })));
  });

  it('queues for bandwidth, and overflows its queue', () => {
    // 1 byte a millisecond.
    const slow = link({ bandwidth: 1000, queueBytes: 50 });
    expect([slow.queueFor(30, 0), slow.queueFor(30, 0), slow.queueFor(1, 0)]).toEqual([30_000, 60_000, -1]);
    expect(slow.queueFor(10, 60_000)).toBe(10_000);
  });

  it('takes single fates from the plan', () => {
    const fixed = link(
      { loss: 0 },
      { 'link/1>2/2/lost': 1, 'link/1>2/3/latency': 77, 'link/1>2/3/duplicated': 1 },
    );
    const fates = [1, 2, 3, 4].map(() => {
      fixed.next();
      return [fixed.isLost(), fixed.latencyOfMessage(), fixed.isDuplicated()];
    });
    expect(fates).toEqual([
      [false, 1000, false],
      [true, 1000, false],
      [false, 77, true],
      [false, 1000, false],
    ]);
    expect(() => link({}, { 'link/1>2/x/lost': 1 })).toThrow(/no decision is called "link\/1>2\/x\/lost"/);
  });
});
