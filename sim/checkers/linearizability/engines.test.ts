// The engines against trying every order, at every prefix of thousands of small histories.

import { describe, expect, it } from 'vitest';
import type { Operation } from '../../history.ts';
import { isLinearizable } from './fixtures/brute-force.ts';
import { corrupted } from './fixtures/corrupted.ts';
import { Draws, generatedHistory, type HistoryShape } from './generated-history.ts';
import { eventsOf } from './history-events.ts';
import { defaultBudget, KeyJudge, type Tier } from './key-judge.ts';

const histories = Number(process.env['HISTORIES'] ?? 20_000);

const mixes: { readonly [name: string]: HistoryShape['mix'] } = {
  'gets and puts': { get: 5, put: 5 },
  'with swaps': { get: 4, put: 2, cas: 4 },
  'with deletes': { get: 4, put: 3, delete: 2, cas: 3 },
  'appends alone': { get: 4, append: 5 },
  'all commands': { get: 4, put: 2, delete: 1, cas: 3, append: 2 },
};

/** The history as it looks before what comes later: nothing has ended that ends later. */
function asBegun(operation: Operation): Operation {
  return { ...operation, state: 'pending', returnedEvent: -1, returnedAt: -1, result: null };
}

/** The event at which the judge says violated; -1: never. */
function firstBroken(operations: readonly Operation[], tiers: Map<Tier, number>, cutEvery: number): number {
  const judge = new KeyJudge('k0', { ...defaultBudget, cutEvery });
  const records = operations.map(asBegun);
  for (const { event, kind, operation } of eventsOf(operations)) {
    const record = records[operation.id]!;
    if (kind === 'invoked') judge.invoked(record);
    else {
      Object.assign(record, operation);
      if (judge.returned(record, event) !== null) return event;
    }
  }
  tiers.set(judge.tier, (tiers.get(judge.tier) ?? 0) + 1);
  return -1;
}

function expectedBroken(operations: readonly Operation[]): number {
  const ends = eventsOf(operations).filter(({ kind }) => kind === 'returned');
  return ends.find(({ event }) => !isLinearizable(operations, event))?.event ?? -1;
}

describe.each(Object.entries(mixes))('%s', (_, mix) => {
  it.each([0, 3])('agree with every order at every prefix (%i values)', (values) => {
    const tiers = new Map<Tier, number>();
    let broken = 0;
    for (let seed = 1; seed <= histories / 2; seed++) {
      const draws = new Draws(seed);
      const shape: HistoryShape = {
        seed,
        operations: 4 + draws.below(5),
        clients: 2 + draws.below(3),
        keys: 1,
        mix,
        unknown: draws.below(3) * 150,
        failed: draws.below(2) * 100,
        values,
      };
      const history = generatedHistory(shape);
      const operations = seed % 3 === 0 ? history : corrupted(history, draws);
      const expected = expectedBroken(operations);
      if (seed % 3 === 0) expect(expected, 'an atomic store is linearizable').toBe(-1);
      if (expected >= 0) broken++;
      const found = firstBroken(operations, tiers, 1 + (seed % 2) * 1000);
      if (found !== expected)
        expect.fail(`seed ${seed}: ${found} for ${expected}\n${JSON.stringify(operations)}`);
    }
    expect(broken).toBeGreaterThan(histories / 40);
    expect((tiers.get('none') ?? 0) + (tiers.get('relaxed') ?? 0)).toBe(0);
    if (values === 0) expect([...tiers.keys()], 'values are unique').toEqual(['chains']);
  });
});
