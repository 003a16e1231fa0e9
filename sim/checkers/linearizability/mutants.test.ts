// Each way in which a store goes wrong, planted in a history that was right: caught at the very answer
// that shows it, with the calls that cannot be ordered; and silence while nothing is wrong.

import { describe, expect, it } from 'vitest';
import type { Operation } from '../../history.ts';
import type { Command, Result } from '../../kv-model.ts';
import { checkLinearizability } from './check-linearizability.ts';

type Line = readonly [
  client: number,
  command: Command,
  from: number,
  to: number,
  answer: Result | 'failed' | 'unknown',
];

const done: Result = { ok: true, value: null };
const put = (value: string): Command => ({ kind: 'put', key: 'x', value });
const append = (value: string): Command => ({ kind: 'append', key: 'x', value });
const get: Command = { kind: 'get', key: 'x' };
const remove: Command = { kind: 'delete', key: 'x' };
const swap = (expected: string | null, value: string): Command => ({
  kind: 'cas',
  key: 'x',
  expected,
  value,
});
const held = (value: string | null): Result => ({ ok: true, value });

function history(lines: readonly Line[]): Operation[] {
  return lines.map(([client, command, from, to, answer], id) => ({
    id,
    client,
    sequence: id + 1,
    command,
    invokedEvent: from,
    invokedAt: from,
    state: typeof answer === 'string' ? answer : 'ok',
    returnedEvent: to,
    returnedAt: to,
    result: typeof answer === 'string' ? null : answer,
  }));
}

const defects: { readonly [name: string]: { right: readonly Line[]; wrong: Line; involved: number[] } } = {
  'a stale read': {
    right: [
      [1, put('a'), 1, 2, done],
      [2, put('b'), 3, 4, done],
      [3, get, 5, 6, held('b')],
    ],
    wrong: [1, get, 7, 8, held('a')],
    involved: [0, 3],
  },
  'a lost write': {
    right: [
      [1, put('a'), 1, 2, done],
      [2, get, 3, 4, held('a')],
    ],
    wrong: [2, get, 5, 6, held(null)],
    involved: [0, 2],
  },
  'a write lost among deletes': {
    right: [
      [1, { kind: 'delete', key: 'x' }, 1, 2, done],
      [2, put('a'), 3, 4, done],
    ],
    wrong: [2, get, 5, 6, held(null)],
    involved: [1, 2],
  },
  'an append applied twice': {
    right: [
      [1, append('a;'), 1, 2, done],
      [2, get, 3, 4, held('a;')],
    ],
    wrong: [2, get, 5, 6, held('a;a;')],
    involved: [0, 2],
  },
  'two swaps of one value': {
    right: [
      [1, put('a'), 1, 2, done],
      [2, swap('a', 'b'), 3, 5, held('a')],
    ],
    wrong: [3, swap('a', 'c'), 4, 6, held('a')],
    involved: [1, 2],
  },
  'a swap that says it saw what it did not expect': {
    right: [[1, put('a'), 1, 2, done]],
    wrong: [2, swap('z', 'b'), 3, 4, held('a')],
    involved: [1],
  },
  'a value that nobody wrote': {
    right: [[1, put('a'), 1, 2, done]],
    wrong: [2, get, 3, 4, held('ghost')],
    involved: [1],
  },
  'a write that was refused': {
    right: [
      [1, put('a'), 1, 2, done],
      [2, put('b'), 3, 4, 'failed'],
    ],
    wrong: [3, get, 5, 6, held('b')],
    involved: [1, 2],
  },
  'an answered append that is missing': {
    right: [
      [1, append('va;'), 1, 2, done],
      [2, append('vb;'), 3, 4, done],
    ],
    wrong: [3, get, 5, 6, held('vb;')],
    involved: [0, 2],
  },
  'appends in two orders': {
    right: [
      [1, append('va;'), 1, 4, done],
      [2, append('vb;'), 2, 5, done],
      [3, get, 6, 7, held('va;vb;')],
    ],
    wrong: [3, get, 8, 9, held('vb;va;')],
    involved: [2, 3],
  },
  'an append that ended up before what was called after its answer': {
    right: [
      [1, { kind: 'put', key: 'x', value: 'vp' }, 1, 2, done],
      [1, append('va;'), 3, 4, done],
      [2, append('vb;'), 5, 8, done],
      [3, append('vc;'), 6, 9, done],
    ],
    wrong: [4, get, 10, 11, held('vpvb;va;vc;')],
    involved: [1, 2],
  },
  'a stale read of a list': {
    right: [
      [1, append('va;'), 1, 2, done],
      [2, append('vb;'), 3, 6, 'unknown'],
      [3, get, 4, 5, held('va;vb;')],
    ],
    wrong: [3, get, 7, 8, held('va;')],
    involved: [2, 3],
  },
  'an append that was refused': {
    right: [
      [1, append('va;'), 1, 2, done],
      [2, append('vb;'), 3, 4, 'failed'],
    ],
    wrong: [3, get, 5, 6, held('va;vb;')],
    involved: [1, 2],
  },
  'two swaps from one nothing': {
    right: [
      [1, put('a'), 1, 2, done],
      [1, remove, 3, 4, done],
      [2, swap(null, 'b'), 5, 8, held(null)],
    ],
    wrong: [3, swap(null, 'c'), 6, 9, held(null)],
    involved: [2, 3],
  },
  'an unknown delete that took effect twice': {
    right: [
      [1, remove, 1, 2, 'unknown'],
      [2, put('a'), 3, 4, done],
      [2, get, 5, 6, held(null)],
      [2, put('b'), 7, 8, done],
      [2, put('c'), 9, 10, done],
    ],
    wrong: [2, get, 11, 12, held(null)],
    involved: [4, 5],
  },
  'a delete that was refused': {
    right: [
      [1, put('a'), 1, 2, done],
      [2, remove, 3, 4, 'failed'],
    ],
    wrong: [3, get, 5, 6, held(null)],
    involved: [0, 2],
  },
  'a swap from the nothing that came before a value': {
    right: [
      [1, remove, 1, 2, done],
      [2, put('a'), 3, 4, done],
      [3, get, 5, 6, held('a')],
    ],
    wrong: [3, swap(null, 'b'), 7, 8, held(null)],
    involved: [2, 3],
  },
  'an unknown write seen, hidden, and seen again': {
    right: [
      [1, put('a'), 1, 2, 'unknown'],
      [2, get, 3, 4, held('a')],
      [2, put('b'), 5, 6, done],
    ],
    wrong: [2, get, 7, 8, held('a')],
    involved: [2, 3],
  },
};

describe.each(Object.entries(defects))('%s', (_, { right, wrong, involved }) => {
  it.each([24, 1])('is caught at its answer, and nothing before (cut every %i calls)', (cutEvery) => {
    expect(checkLinearizability(history(right), { cutEvery })).toEqual({ kind: 'linearizable' });
    const verdict = checkLinearizability(history([...right, wrong]), { cutEvery });
    expect(verdict).toMatchObject({ kind: 'violated', event: wrong[3], key: 'x' });
    if (verdict.kind === 'violated') expect(verdict.operations).toEqual(expect.arrayContaining(involved));
  });
});

it('names the operations in words', () => {
  const { right, wrong } = defects['a stale read']!;
  const verdict = checkLinearizability(history([...right, wrong]));
  expect(verdict.kind === 'violated' && verdict.message).toMatch(
    /^c1 get x -> "a" \[event 7\.\.8\] cannot be ordered with .*c2 put x "b" \[event 3\.\.4\]/,
  );
});

it('lets an unknown write take effect late, once, or never', () => {
  const begun: readonly Line[] = [
    [1, put('a'), 1, 2, 'unknown'],
    [2, put('b'), 3, 4, done],
  ];
  const late: Line = [2, get, 5, 6, held('a')];
  const never: Line = [2, get, 5, 6, held('b')];
  expect(checkLinearizability(history([...begun, late])).kind).toBe('linearizable');
  expect(checkLinearizability(history([...begun, never])).kind).toBe('linearizable');
});

it('says unknown where the budget ends, never linearizable', () => {
  const many: Line[] = Array.from({ length: 9 }, (_, i): Line => [i + 1, append('a'), i + 1, 40 + i, done]);
  const lines: Line[] = [...many, [10, get, 60, 61, held('a'.repeat(8))]];
  expect(checkLinearizability(history(lines), { steps: 2 }).kind).toBe('unknown');
  expect(checkLinearizability(history(lines)).kind).toBe('violated');
});

describe('where a budget ends', () => {
  const twice: readonly Line[] = [
    [1, put('a'), 1, 20, done],
    [2, put('a'), 2, 21, done],
    [3, put('b'), 3, 22, done],
    [4, get, 4, 5, held('a')],
    [5, get, 6, 7, held('b')],
    [6, get, 8, 9, held('a')],
  ];
  const stale: readonly Line[] = [
    [7, put('c'), 23, 24, done],
    [7, put('d'), 25, 26, done],
    [7, get, 27, 28, held('c')],
  ];

  it('goes on with what is certain: a stale read of a unique value is still found', () => {
    const budget = { steps: 0, configurations: 0 };
    expect(checkLinearizability(history(twice), budget).kind).toBe('unknown');
    const verdict = checkLinearizability(history([...twice, ...stale]), budget);
    expect(verdict).toMatchObject({ kind: 'violated', event: 28 });
  });

  const deletes: readonly Line[] = [
    [1, remove, 1, 2, 'unknown'],
    [2, remove, 1, 2, 'unknown'],
    [3, put('a'), 3, 4, done],
    [3, get, 5, 6, held(null)],
    [3, put('b'), 7, 8, done],
    [3, get, 9, 10, held(null)],
    [3, put('c'), 11, 12, done],
    [3, get, 13, 14, held(null)],
  ];

  it('asks the search when it is too hard to say who saw which delete', () => {
    const verdict = checkLinearizability(history(deletes), { matching: 1 });
    expect(verdict).toMatchObject({ kind: 'violated', event: 14 });
    expect(checkLinearizability(history(deletes.slice(0, -1)), { matching: 1 }).kind).toBe('linearizable');
  });

  it('is unknown, not linearizable, when the search has no budget either', () => {
    expect(checkLinearizability(history(deletes), { matching: 0, steps: 0 }).kind).toBe('unknown');
  });
});
