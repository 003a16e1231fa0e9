// Every checker is woken by a mutant made for it, in a run in which it alone watches. With all checks on,
// the first thing found is that, or something as true; and under the same plans and seeds all stay silent
// on the replica as it should be.

import { describe, expect, it } from 'vitest';
import { properties } from './catalogue.ts';
import { rough } from './mutants/fixtures/calms.ts';
import { equallyTrue } from './mutants/fixtures/equally-true.ts';
import { goals, planFor, planForAlone } from './mutants/fixtures/plans.ts';
import { mutants } from './mutants/mutants.ts';
import { registerPrograms } from './programs.ts';
import { run } from './run.ts';
import { brokenBy } from './verdict.ts';

registerPrograms();

/** Seeds tried; most mutants need one to five, and the rare ones begin near one that shows them. */
const seedsMax = 40;
const firstSeeds: { readonly [id: string]: number } = { E02: 10, E18: 14, R02: 16, R20: 6, Q01: 8 };

/** The black box sees some of them too, and so does the order of the log; one mistake may miss two goals. */
const alsoSeen = [
  { id: 'Q08', property: 'linearizable' },
  { id: 'L01', property: 'linearizable' },
  { id: 'C10', property: 'log-order-linearizable' },
  { id: 'V08', property: 'commit-advances' },
  { id: 'W13', property: 'stable-leader' },
] as const;

const judged = mutants.flatMap(({ id, property }) => (property === null ? [] : [{ id, property }]));

describe('every mutant breaks its property, and the replica as it should be breaks none', () => {
  it.each([...judged, ...alsoSeen])('$id: $property', ({ id, property }) => {
    const alone = planForAlone(id, property, id);
    const watched = planFor(id, property, id);
    const sound = planFor(id, property, null);
    const allowed = ['passed', property, ...Object.keys(equallyTrue[id] ?? {})];
    let seed = (firstSeeds[id] ?? 1) - 1;
    let broken = '';
    while (broken !== property && seed < seedsMax) {
      seed++;
      broken = brokenBy(run(alone, seed).verdict);
      expect(brokenBy(run(sound, seed).verdict)).toBe('passed');
      if (judged.some((one) => one.id === id && one.property === property))
        expect(allowed).toContain(brokenBy(run(watched, seed).verdict));
    }
    expect(broken).toBe(property);
    // Whatever it is called, all checks together find it where one of them does.
    expect(brokenBy(run(watched, seed).verdict)).not.toBe('passed');
  });

  it('there is one for every property and every goal', () => {
    const woken = new Set<string>([...judged, ...alsoSeen].map(({ property }) => property));
    const all = [...properties().map(({ name }) => name), ...goals];
    expect(all.filter((name) => !woken.has(name))).toEqual([]);
  });

  it('ids are unique', () => {
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
  });
});

describe('what harms nobody is not reported by what clients and committed states show', () => {
  // C04: half of four and three of four share a server. The others go back and come again.
  const harmless = [
    ...mutants.filter(({ property }) => property === null).map(({ id }) => id),
    'C04',
    'R07',
    'R08',
    'C03',
  ];

  it.each(harmless)('%s', (id) => {
    const property = mutants.find((mutant) => mutant.id === id)!.property;
    for (let seed = 1; seed <= 10; seed++) {
      expect(brokenBy(run(planFor(id, property, id), seed, { scopes: ['end-to-end'] }).verdict)).toBe(
        'passed',
      );
    }
    for (let seed = 1; seed <= 3; seed++) {
      const plan = rough(id, 'leader-exists');
      expect(brokenBy(run(plan, seed, { scopes: ['end-to-end'] }).verdict)).toBe('passed');
    }
  });
});
