// Elections as in paper §5.2 and thesis §9.6.

import { expect, it } from 'vitest';
import { Bench } from './fixtures/bench.ts';

it('elects a leader, replicates and answers', () => {
  const bench = new Bench(3);
  bench.elect(1);
  expect(bench.view(1).role).toBe('leader');
  const put = bench.request(1, { kind: 'put', key: 'a', value: 'x' });
  bench.settle();
  expect(bench.outcomeOf(put)).toEqual({ kind: 'ok', result: { ok: true, value: null } });
  const get = bench.request(1, { kind: 'get', key: 'a' });
  bench.settle();
  expect(bench.outcomeOf(get)).toEqual({ kind: 'ok', result: { ok: true, value: 'x' } });
  bench.beat(1);
  expect(bench.terms(3)).toEqual([1, 1]);
  expect(bench.view(3).lastApplied).toBe(2);
});
