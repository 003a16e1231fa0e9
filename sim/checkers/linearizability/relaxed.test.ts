// Chains that no longer judge everything: what they call broken is broken, and they still find a good part.

import { expect, it } from 'vitest';
import { type Call, callOf, settle } from './call.ts';
import { Chains } from './chains.ts';
import { isLinearizable } from './fixtures/brute-force.ts';
import { corrupted } from './fixtures/corrupted.ts';
import { Draws, generatedHistory } from './generated-history.ts';
import { eventsOf } from './history-events.ts';

const histories = Number(process.env['HISTORIES'] ?? 20_000) / 4;

it.each([0, 3])('no false alarm (%i values)', (values) => {
  let found = 0;
  let broken = 0;
  for (let seed = 1; seed <= histories; seed++) {
    const draws = new Draws(seed);
    const operations = corrupted(
      generatedHistory({
        seed,
        operations: 4 + draws.below(5),
        clients: 2 + draws.below(3),
        keys: 1,
        mix: { get: 4, put: 3, delete: 1, cas: 3, append: values === 0 ? 2 : 0 },
        unknown: draws.below(3) * 150,
        failed: draws.below(2) * 100,
        values,
      }),
      draws,
    );
    const chains = new Chains(1000, 1);
    chains.relax();
    const calls = new Map<number, Call>();
    for (const { event, kind, operation } of eventsOf(operations)) {
      const call = calls.get(operation.id) ?? callOf(operation);
      calls.set(operation.id, call);
      if (kind === 'invoked') {
        expect(chains.invoked(call)).toBe('fine');
        continue;
      }
      settle(call);
      if (chains.returned(call, event) === null) continue;
      found++;
      if (isLinearizable(operations, event)) expect.fail(`seed ${seed}: ${JSON.stringify(operations)}`);
      break;
    }
    if (!isLinearizable(operations, Number.MAX_SAFE_INTEGER)) broken++;
  }
  expect(found).toBeGreaterThan(broken / (values === 0 ? 2 : 20));
});
