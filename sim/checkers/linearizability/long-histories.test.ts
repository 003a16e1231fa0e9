// The engines against the offline search on longer histories: the same first broken answer, with all that
// small histories never reach: chains that are swept, windows that are cut, values long gone.

import { expect, it } from 'vitest';
import type { Operation } from '../../history.ts';
import { callOf, number, settle } from './call.ts';
import { corrupted } from './fixtures/corrupted.ts';
import { Draws, generatedHistory, type HistoryShape } from './generated-history.ts';
import { eventsOf } from './history-events.ts';
import { defaultBudget, KeyJudge } from './key-judge.ts';
import { Search, type SearchAnswer } from './search.ts';
import { Values } from './values.ts';

const rounds = Number(process.env['LONG_HISTORIES'] ?? 250);

/** What the search says of the history up to `event`. */
function searched(operations: readonly Operation[], event: number): SearchAnswer {
  const values = new Values();
  const begun = operations.filter(({ invokedEvent }) => invokedEvent <= event);
  const calls = begun.map((operation) => {
    const call = callOf(operation);
    if (operation.returnedEvent >= 0 && operation.returnedEvent <= event) settle(call);
    number(call, values);
    return call;
  });
  return new Search(calls, values).run(200_000);
}

function judged(operations: readonly Operation[]): { event: number; judge: KeyJudge } {
  const judge = new KeyJudge('k0', { ...defaultBudget, cutEvery: 8 });
  for (const { event, kind, operation } of eventsOf(operations)) {
    if (kind === 'invoked') judge.invoked(operation);
    else if (judge.returned(operation, event) !== null) return { event, judge };
  }
  return { event: -1, judge };
}

const shapes: { readonly [name: string]: Partial<HistoryShape> } = {
  'gets and puts': { mix: { get: 5, put: 5 } },
  swaps: { mix: { get: 4, put: 3, cas: 3 } },
  'all commands': { mix: { get: 5, put: 3, delete: 1, cas: 2, append: 2 } },
  deletes: { mix: { get: 5, put: 2, delete: 4, cas: 2, append: 1 } },
  'deletes alone': { mix: { get: 5, delete: 4, cas: 1 } },
  appends: { mix: { get: 4, append: 5, put: 1 } },
  'all commands, three values': { mix: { get: 5, put: 3, delete: 1, cas: 2, append: 1 }, values: 3 },
};

it.each(Object.entries(shapes))('%s: the same first broken answer', (_, shape) => {
  let broken = 0;
  let undecided = 0;
  for (let seed = 1; seed <= rounds; seed++) {
    const draws = new Draws(seed);
    const history = generatedHistory({
      seed,
      operations: 30 + draws.below(120),
      clients: 2 + draws.below(4),
      keys: 1,
      mix: {},
      unknown: draws.below(3) * 30,
      failed: draws.below(2) * 30,
      ...shape,
    });
    const operations = seed % 4 === 0 ? history : corrupted(history, draws);
    const { event, judge } = judged(operations);
    if (judge.isUnknown) {
      undecided++;
      continue;
    }
    const upTo = event < 0 ? Number.MAX_SAFE_INTEGER : event;
    const answer = searched(operations, upTo);
    if (answer === 'exhausted') continue;
    expect(answer, `seed ${seed}`).toBe(event < 0 ? 'linearizable' : 'violated');
    if (event < 0) continue;
    broken++;
    const before = searched(operations, event - 1);
    if (before !== 'exhausted') expect(before, `seed ${seed} before ${event}`).toBe('linearizable');
  }
  expect(broken).toBeGreaterThan(rounds / 10);
  expect(undecided).toBeLessThan(rounds / 20);
});
