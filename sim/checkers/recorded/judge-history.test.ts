// Histories whose values repeat, as recorded ones do, against trying every order; and swaps that only tell
// that the value was another.

import { describe, expect, it } from 'vitest';
import type { Operation } from '../../history.ts';
import { execute } from '../linearizability/fixtures/brute-force.ts';
import { corrupted } from '../linearizability/fixtures/corrupted.ts';
import { Draws, generatedHistory, type HistoryShape } from '../linearizability/generated-history.ts';
import { beginning, judgeHistory } from './judge-history.ts';

const histories = Number(process.env['HISTORIES'] ?? 24_000);

/** Tries every order of one key's calls. */
function hasOrder(operations: readonly Operation[], differing: ReadonlySet<number>): boolean {
  const place = (left: readonly Operation[], held: string | null): boolean => {
    const must = left.filter(({ state }) => state === 'ok');
    if (must.length === 0) return true;
    const limit = Math.min(...must.map(({ returnedEvent }) => returnedEvent));
    return left.some((operation) => {
      if (operation.invokedEvent > limit) return false;
      const [result, next] = execute(operation.command, held);
      const { state, command, result: told, id } = operation;
      if (state === 'ok' && command.kind === 'get' && told!.value !== result.value) return false;
      if (state === 'ok' && command.kind === 'cas') {
        if (differing.has(id) ? result.ok : told!.ok !== result.ok || told!.value !== result.value)
          return false;
      }
      return place(
        left.filter((other) => other !== operation),
        next,
      );
    });
  };
  return place(
    operations.filter(({ state }) => state !== 'failed'),
    null,
  );
}

const mixes: { readonly [name: string]: HistoryShape['mix'] } = {
  'reads and writes': { get: 5, put: 5 },
  'a register with swaps': { get: 4, put: 2, cas: 5 },
  'swaps alone': { get: 2, cas: 6 },
  'appends too': { get: 4, put: 2, append: 3, cas: 2, delete: 1 },
};

describe.each(Object.entries(mixes))('%s', (_, mix) => {
  it.each([false, true])(
    'agree with every order, and on the shortest beginning (told of failed swaps: %s)',
    (isTold) => {
      let broken = 0;
      for (let seed = 1; seed <= histories / 8; seed++) {
        const draws = new Draws(seed + (isTold ? 0 : 1_000_000));
        const history = generatedHistory({
          seed,
          operations: 4 + draws.below(4),
          clients: 2 + draws.below(3),
          keys: 1,
          mix,
          unknown: draws.below(3) * 150,
          failed: draws.below(2) * 100,
          values: 2 + draws.below(2),
        });
        let operations: readonly Operation[] = draws.below(3) === 0 ? history : corrupted(history, draws);
        const differing = new Set<number>();
        if (!isTold) {
          operations = operations.map((operation) => {
            const { command, state, result, id } = operation;
            if (command.kind !== 'cas' || state !== 'ok' || result?.ok !== false) return operation;
            differing.add(id);
            return { ...operation, result: { ok: false, value: command.expected } };
          });
        }
        const { broken: found, unknown } = judgeHistory(operations, differing);
        const ends = operations.map(({ returnedEvent }) => returnedEvent).sort((a, b) => a - b);
        const first = ends.find((end) => end > 0 && !hasOrder(beginning(operations, end), differing));
        const event = found[0]?.event;
        if (event !== first)
          expect.fail(`seed ${seed}: ${event} for ${first}\n${JSON.stringify(operations)}`);
        expect(unknown).toEqual([]);
        if (first === undefined) continue;
        broken++;
        expect(found[0]!.operations.length).toBeGreaterThan(0);
        expect(found[0]!.message).not.toBe('');
      }
      expect(broken).toBeGreaterThan(histories / 160);
    },
  );
});

describe('several keys', () => {
  const shape: HistoryShape = {
    seed: 5,
    operations: 400,
    clients: 5,
    keys: 4,
    mix: { get: 5, put: 4, cas: 2 },
    values: 4,
  };

  it('are judged each for itself, the first to break first', () => {
    const operations = generatedHistory(shape);
    expect(judgeHistory(operations, new Set())).toEqual({ broken: [], unknown: [], keys: 4 });
    const spoil = (key: string): readonly Operation[] =>
      operations.map((operation) => {
        const isRead =
          operation.command.kind === 'get' && operation.command.key === key && operation.state === 'ok';
        return isRead && operation.id > 100
          ? { ...operation, result: { ok: true, value: 'never' } }
          : operation;
      });
    const both = spoil('k1').map((operation, id) =>
      operation.command.key === 'k2' ? spoil('k2')[id]! : operation,
    );
    const { broken } = judgeHistory(both, new Set());
    expect(broken.map(({ key }) => key).sort()).toEqual(['k1', 'k2']);
    expect(broken[0]!.event).toBeLessThan(broken[1]!.event);
  });

  it('are unknown when the budget is used up, never wrong', () => {
    const mix = { get: 2, put: 4, cas: 4 };
    const hard = generatedHistory({ ...shape, keys: 1, clients: 12, mix, values: 2 });
    const differing = new Set(hard.filter(({ result }) => result?.ok === false).map(({ id }) => id));
    expect(differing.size).toBeGreaterThan(20);
    expect(judgeHistory(hard, differing, 1)).toMatchObject({ broken: [], unknown: ['k0'] });
    expect(judgeHistory(hard, differing)).toMatchObject({ broken: [], unknown: [] });
  });
});
