// What a hunt has found so far: counts, goals, and failures grouped by signature. The same for the same cases,
// whatever order they came in.

import type { Case } from './case.ts';
import type { Finding } from './finding.ts';
import type { Signature } from './signature.ts';

export interface ScenarioTally {
  readonly name: string;
  runs: number;
  events: number;
  /** µs. */
  simulated: number;
  /** Runs by kind of verdict. */
  readonly verdicts: Map<Finding['verdict']['kind'], number>;
  /** Runs that reached it, by goal. */
  readonly goals: Map<string, number>;
}

export interface FoundBug {
  readonly scenario: string;
  readonly signature: Signature;
  count: number;
  /** Lowest first; not all of them where there are many. */
  seeds: number[];
  /** The shortest run that shows it; of equals the one with the lowest seed. */
  shown: { readonly given: Case; readonly finding: Finding };
}

const seedsMax = 20;

export class HuntTally {
  readonly scenarios: readonly ScenarioTally[];
  /** By scenario, property and shape. */
  readonly bugs: Map<string, FoundBug> = new Map();

  constructor(names: readonly string[]) {
    this.scenarios = names.map((name) => ({
      name,
      runs: 0,
      events: 0,
      simulated: 0,
      verdicts: new Map(),
      goals: new Map(),
    }));
  }

  /** The bug that it shows, and whether that is new. */
  add(
    position: number,
    given: Case,
    finding: Finding,
  ): { readonly bug: FoundBug; readonly isNew: boolean } | null {
    const scenario = this.scenarios[position]!;
    const { verdict, signature, events, endedAt, goals } = finding;
    scenario.runs++;
    scenario.events += events;
    scenario.simulated += endedAt;
    scenario.verdicts.set(verdict.kind, (scenario.verdicts.get(verdict.kind) ?? 0) + 1);
    for (const goal in goals) {
      scenario.goals.set(goal, (scenario.goals.get(goal) ?? 0) + (goals[goal] === true ? 1 : 0));
    }
    if (signature === null) return null;
    return this.addBug(scenario.name, signature, given, finding);
  }

  get runs(): number {
    return this.scenarios.reduce((sum, { runs }) => sum + runs, 0);
  }

  get failed(): number {
    let failed = 0;
    for (const { count } of this.bugs.values()) failed += count;
    return failed;
  }

  private addBug(
    scenario: string,
    signature: Signature,
    given: Case,
    finding: Finding,
  ): { readonly bug: FoundBug; readonly isNew: boolean } {
    const key = `${scenario}\n${signature.property}\n${signature.shape}`;
    const known = this.bugs.get(key);
    const bug = known ?? { scenario, signature, count: 0, seeds: [], shown: { given, finding } };
    if (known === undefined) this.bugs.set(key, bug);
    bug.count++;
    bug.seeds = withSeed(bug.seeds, given.seed);
    if (isBetter(given, finding, bug.shown)) bug.shown = { given, finding };
    return { bug, isNew: known === undefined };
  }
}

function withSeed(seeds: number[], seed: number): number[] {
  if (seeds.length === seedsMax && seed > seeds[seedsMax - 1]!) return seeds;
  if (seeds.includes(seed)) return seeds;
  return [...seeds, seed].sort((a, b) => a - b).slice(0, seedsMax);
}

function isBetter(given: Case, finding: Finding, than: FoundBug['shown']): boolean {
  const fewer = finding.events - than.finding.events;
  return fewer < 0 || (fewer === 0 && given.seed < than.given.seed);
}
