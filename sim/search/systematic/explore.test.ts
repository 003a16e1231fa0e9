// An exploration finds what is wrong without being told where, is silent where nothing is, and says the same whatever it
// saves itself.

import { describe, expect, it } from 'vitest';
import { registerPrograms } from '../../programs.ts';
import { type Bounds, defaultBounds } from './bounds.ts';
import { type ExploreOptions, explore } from './explore.ts';
import { smallPlan } from './fixtures/small-plan.ts';
import type { Path } from './move.ts';
import type { Progress, Result } from './progress.ts';
import type { State } from './state.ts';

registerPrograms();

const elections: Bounds = { ...defaultBounds, heartbeats: 0, crashes: 0, calls: 0, copies: 0, late: 0 };

function drive(options: ExploreOptions, slices = Number.POSITIVE_INFINITY): Result | Progress {
  const exploration = explore(options);
  let step = exploration.next();
  for (let i = 1; !step.done && i < slices; i++) step = exploration.next();
  return step.value;
}

function whole(options: ExploreOptions): Result {
  return drive(options) as Result;
}

const delivered = { kind: 'deliver', keeps: false, dies: false, isLate: false } as const;

/** What was found first, as a property or as what a server threw. */
function broken({ found }: Pick<Result, 'found'>): string {
  const first = found[0]?.broken;
  if (first === undefined) return 'nothing';
  return first.kind === 'violated' ? first.violation.property : first.error;
}

describe('what is wrong is found', () => {
  it.each([
    { bug: 'C01', property: 'commit-rule', bounds: { ...elections, price: 3 } },
    { bug: 'E02', property: 'election-quorum', bounds: { ...elections, late: 1, price: 3 } },
    { bug: 'E06', property: 'vote-up-to-date', bounds: { ...elections, price: 3 } },
    { bug: 'P01', property: 'promise-durable', bounds: { ...elections, price: 1 } },
    { bug: 'D03', property: 'term-monotonic', bounds: { ...elections, crashes: 1, price: 2 } },
  ])('$bug, as $property', ({ bug, property, bounds }) => {
    const result = whole({ plan: smallPlan([bug]), bounds });
    expect(broken(result)).toBe(property);
  });

  it('Figure 8 from its third election on, by what clients and committed states show', () => {
    const first: Path = [
      { kind: 'timeout', node: 1, dies: false },
      { ...delivered, node: 2, position: 0 },
      { ...delivered, node: 1, position: 1 },
      { kind: 'timeout', node: 2, dies: false },
      { ...delivered, node: 3, position: 4 },
      { ...delivered, node: 2, position: 4 },
      { ...delivered, node: 1, position: 3 },
      { kind: 'timeout', node: 1, dies: false },
    ];
    const result = whole({
      plan: smallPlan(['C01']),
      bounds: { ...elections, price: 4 },
      scopes: ['end-to-end'],
      from: [first],
    });
    expect(broken(result)).toContain('is committed (§5.4)');
  });
});

describe('the replica as it should be', () => {
  const options: ExploreOptions = { plan: smallPlan(), bounds: { ...elections, price: 2 } };

  it('breaks nothing within the bounds, and all of them is tried', () => {
    const result = whole(options);
    expect(result.found).toEqual([]);
    expect(result.isExhausted).toBe(true);
    expect(result.counts.states).toBeGreaterThan(500);
  });

  it('is explored in the same way every time', () => {
    const small = { ...options, bounds: { ...elections, price: 2, terms: 1 } };
    expect(whole(small)).toEqual(whole(small));
  });

  it('with crashes, lost writes, copies, late messages and clients', () => {
    const result = whole({
      plan: smallPlan(),
      bounds: { ...defaultBounds, terms: 1, price: 2 },
      isAudited: true,
    });
    expect(result).toMatchObject({ found: [], isExhausted: true });
  });
});

/** A state as roles, terms, votes, logs and commits, whoever the servers are. */
function reachedBy(options: Omit<ExploreOptions, 'onState'>): readonly string[] {
  const reached = new Set<string>();
  whole({ ...options, onState: ({ standings }) => reached.add(anonymous(standings.slice(1))) });
  return [...reached].sort();
}

function anonymous(nodes: State['standings']): string {
  const names = orders(nodes.map((_, position) => position));
  const written = names.map((order) =>
    order
      .map((position) => {
        const { isUp, isLeader, term, vote, commitIndex, terms } = nodes[position]!;
        return [isUp, isLeader, term, vote === 0 ? 0 : order.indexOf(vote - 1) + 1, commitIndex, terms];
      })
      .join(' | '),
  );
  return written.sort()[0]!;
}

function orders(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    orders(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

describe('what it saves itself', () => {
  it.each([
    { what: 'elections', bounds: { ...elections, price: 2, terms: 1 } },
    { what: 'everything, once', bounds: { ...defaultBounds, price: 1 } },
    { what: 'crashes', bounds: { ...elections, crashes: 1, timeouts: 1, terms: 1, price: 2, lossy: false } },
  ])('leaves out nothing: $what', ({ bounds }) => {
    const options = { plan: smallPlan(), bounds };
    const all = reachedBy({ ...options, reduces: false });
    expect(reachedBy(options)).toEqual(all);
    expect(all.length).toBeGreaterThan(10);
  });

  it('goes on from what a broken-off exploration has left', () => {
    const options = { plan: smallPlan(), bounds: { ...elections, price: 2, crashes: 1, terms: 1 } };
    const reached = new Set<string>();
    const onState = ({ standings }: State): unknown => reached.add(anonymous(standings.slice(1)));
    const begun = drive({ ...options, onState }, 1) as Progress;
    const left = JSON.parse(JSON.stringify(begun.rest())) as readonly Path[];
    expect(left.length).toBeGreaterThan(10);
    whole({ ...options, onState, from: left });
    expect([...reached].sort()).toEqual(reachedBy(options));
  });

  it('is shared without loss', () => {
    const options = { plan: smallPlan(), bounds: { ...elections, price: 2, crashes: 1, terms: 1 } };
    const all = reachedBy(options);
    const parts = [0, 1].map((index) => reachedBy({ ...options, shard: { index, count: 2 } }));
    expect([...new Set(parts.flat())].sort()).toEqual(all);
    for (const part of parts) expect(part.length).toBeLessThan(all.length);
  });
});

it('refuses what it could say nothing true of', () => {
  const plan = smallPlan([], { timers: 'running' });
  expect(() => explore({ plan, bounds: defaultBounds }).next()).toThrow('timers must be manual');
});
