// Every checker is woken by a mutant made for it, in a run in which it alone watches; under the same
// plans and seeds it stays silent on the replica as it should be.

import { describe, expect, it } from 'vitest';
import { properties } from './catalogue.ts';
import { fairWeather, storm, uniform, type Weather } from './mutants/fixtures/storm.ts';
import { mutants } from './mutants/mutants.ts';
import type { EventuallyName, Plan } from './plan.ts';
import { registerPrograms } from './programs.ts';
import { run } from './run.ts';
import type { Verdict } from './verdict.ts';

registerPrograms();

/** Seeds tried; most mutants need one to five. */
const seedsMax = 40;
const restless = { preVote: false, leaderStickiness: false };

/** Where a mutant needs more than the storm has. */
const weather: { readonly [id: string]: Weather } = {
  E01: { nodes: 5, options: restless },
  E02: { options: restless },
  E05: { nodes: 5, options: restless },
  E18: { options: restless, fsyncLatency: uniform(20_000, 60_000) },
  E22: { nodes: 4, options: restless, halves: true },
  R02: { options: { applyLag: 30_000 } },
  R04: { nodes: 5, options: restless },
  R20: { nodes: 5, options: restless, latencyMax: 900_000 },
  W01: { options: restless },
  C02: { nodes: 5, options: restless },
  C03: { options: restless },
  C15: { nodes: 5, options: restless },
  W06: { options: { applyLag: 30_000 } },
  Q02: { nodes: 5, options: restless },
  Q06: { options: { applyLag: 30_000 } },
};

/** The black box sees some of them too, and so does the order of the log. */
const seenByClients = [
  { id: 'Q08', property: 'linearizable' },
  { id: 'L01', property: 'linearizable' },
  { id: 'C10', property: 'log-order-linearizable' },
];

const liveness: readonly string[] = ['leader-exists', 'pending-ops-finish'];

function planFor(id: string, property: string, bug: string | null): Plan {
  if (!liveness.includes(property)) return storm(weather[id] ?? {}, bug, property);
  return fairWeather(bug, [{ that: property as EventuallyName, within: 2_000_000 }]);
}

function brokenBy(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'violated':
      return verdict.violation.property;
    case 'stalled':
      return verdict.property;
    default:
      return verdict.kind;
  }
}

describe('every mutant breaks its property, and the replica as it should be does not', () => {
  it.each([...mutants, ...seenByClients])('$id: $property', ({ id, property }) => {
    const broken = planFor(id, property, id);
    const sound = planFor(id, property, null);
    let seed = 0;
    let verdict = '';
    while (verdict !== property && seed < seedsMax) {
      seed++;
      verdict = brokenBy(run(broken, seed).verdict);
      expect(brokenBy(run(sound, seed).verdict)).toBe('passed');
    }
    expect(verdict).toBe(property);
  });

  it('there is one for every property', () => {
    const woken = new Set([...mutants, ...seenByClients].map(({ property }) => property));
    expect(properties().filter(({ name }) => !woken.has(name))).toEqual([]);
  });

  it('ids are unique', () => {
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
  });
});
