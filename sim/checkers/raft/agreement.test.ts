// The verdict after every event is the verdict of a full audit, for every property and at many points of
// a run: on the replica as it should be, which keeps them all, and on every mutant, which does not.

import { describe, expect, it } from 'vitest';
import { planFor } from '../../mutants/fixtures/plans.ts';
import { mutants } from '../../mutants/mutants.ts';
import type { Plan } from '../../plan.ts';
import { registerPrograms } from '../../programs.ts';
import { programKind } from '../../registry.ts';
import { run } from '../../run.ts';
import { Simulation } from '../../simulation.ts';
import { audits } from './audit/audits.ts';
import { Agreement } from './fixtures/agreement.ts';
import { checkOptions } from './fixtures/fake-cluster.ts';
import type { RaftCluster } from './mirror.ts';

registerPrograms();

/** Events between two comparisons, and of a run at most: what breaks breaks early. */
const eventsBetween = 500;
const eventsMax = 1500;

/** Where the first seed breaks the property too late, or not. */
const seeds: { readonly [id: string]: number } = { E22: 8, E31: 2, E05: 4, C01: 2, Q06: 2 };

/** Runs and compares; the properties that broke. */
function compare(plan: Plan, seed: number): ReadonlySet<string> {
  const simulation = new Simulation(plan, seed, programKind(plan.program));
  const { scene } = simulation;
  const cluster = simulation.cluster as unknown as RaftCluster;
  const { options } = plan.program;
  const agreement = new Agreement(cluster, {
    ...checkOptions,
    preVote: options['preVote'] !== false,
    leaderStickiness: options['leaderStickiness'] !== false,
  });
  simulation.observers = [agreement];
  let comparedAt = 0;
  let more = true;
  while (more && scene.event < eventsMax) {
    try {
      more = simulation.step();
    } catch {
      // The mutant noticed by itself that something is wrong; the facts of that event are not whole.
      break;
    }
    if (scene.event % eventsBetween !== 0) continue;
    comparedAt = scene.event;
    expect(agreement.disagreements(scene.facts)).toEqual([]);
  }
  if (comparedAt !== scene.event) expect(agreement.disagreements(scene.facts)).toEqual([]);
  return agreement.broken;
}

const broken = new Set<string>();

describe('checks and audits agree', () => {
  it.each(mutants)('$id', ({ id, property }) => {
    for (const name of compare(planFor(id, property, id), seeds[id] ?? 1)) broken.add(name);
  });

  it.each(['E01', 'R02', 'C04', 'E15'])('the replica as it should be, in the weather of %s', (id) => {
    const { property } = mutants.find((mutant) => mutant.id === id)!;
    expect([...compare(planFor(id, property, null), 1)]).toEqual([]);
  });

  it('a run that asks for it is audited, and is otherwise the same run', () => {
    const plan = planFor('E06', 'leader-completeness', null);
    const short = { ...plan, run: { ...plan.run, chaos: 1_500_000, settle: 100_000 } };
    const audited = run(short, 1, { isAudited: true });
    expect(audited.verdict.kind).toBe('passed');
    expect(audited.statistics.crashes).toBeGreaterThan(1);
    expect(audited.digest).toBe(run(short, 1).digest);
  });

  it('every property was seen to break', () => {
    expect(Object.keys(audits).filter((name) => !broken.has(name))).toEqual([]);
  });
});
