// What a judge keeps of a key in a long run, and what it makes of a thousand writes that nobody answered.

import { expect, it } from 'vitest';
import { checkLinearizability } from './check-linearizability.ts';
import { generatedHistory, type HistoryShape } from './generated-history.ts';
import { eventsOf } from './history-events.ts';
import { historyShapes } from './history-shapes.ts';
import { type Budget, defaultBudget, KeyJudge } from './key-judge.ts';

const shape: HistoryShape = {
  seed: 1,
  operations: 6000,
  clients: 2,
  keys: 1,
  mix: { get: 4, put: 3, delete: 1, cas: 2, append: 1 },
};

function judged(history: HistoryShape, budget: Partial<Budget> = {}): { judge: KeyJudge; kept: number } {
  const judge = new KeyJudge('k0', { ...defaultBudget, ...budget });
  let kept = 0;
  for (const { event, kind, operation } of eventsOf(generatedHistory(history))) {
    if (kind === 'invoked') judge.invoked(operation);
    else if (judge.returned(operation, event) !== null) expect.fail(`violated at ${event}`);
    if (event % 250 === 0) kept = Math.max(kept, judge.history().length);
  }
  return { judge, kept };
}

it('keeps the end of a history only, unless asked for all', () => {
  const { judge, kept } = judged(shape);
  expect(kept).toBeLessThan(300);
  expect(judge.search(10_000), 'what is kept has an order from where it begins').toBe('linearizable');
  expect(judged(shape, { retained: 6000 }).judge.history().length).toBe(6000);
});

it('keeps no window that grows for ever', () => {
  const { judge, kept } = judged({ ...shape, clients: 12 }, { window: 500 });
  expect(kept).toBeLessThan(600);
  expect(judge.tier).toBe('chains');
});

it.each(Object.entries(historyShapes).filter(([, { keys }]) => keys === 1))(
  '%s: decided online',
  (_, hot) => {
    const { judge } = judged({ ...hot, operations: 2500 });
    expect(judge.tier).toBe('chains');
  },
);

it('finds the one late read among a thousand unknown writes', () => {
  const operations = generatedHistory({
    ...historyShapes['1,000 unknown writes, 10k ops, all commands']!,
    operations: 3000,
  });
  const late = operations.findLast(({ command, state }) => command.kind === 'get' && state === 'ok')!;
  const old = operations.find(({ command, state }) => command.kind === 'put' && state === 'ok')!;
  late.result = { ok: true, value: old.command.kind === 'put' ? old.command.value : '' };
  const verdict = checkLinearizability(operations);
  expect(verdict).toMatchObject({ kind: 'violated', event: late.returnedEvent });
  expect(verdict.kind === 'violated' && verdict.operations).toEqual(
    expect.arrayContaining([old.id, late.id]),
  );
});
