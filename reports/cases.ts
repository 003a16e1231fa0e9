// One scenario's runs as test cases, for formats that know tests: a case a property or goal, never one a seed.

import { sentence } from './failure.ts';
import { type RunRecord, unreachable } from './record.ts';
import { countFailure, type Failures, type RareGoal, rareStanding, type Tally } from './tally.ts';

/** `run`: what belongs to no property, such as a crash. `planted`: what a planted bug should break. */
export type CaseKind =
  | 'end-to-end'
  | 'deep'
  | 'eventually'
  | 'sometimes'
  | 'never'
  | 'final'
  | 'threshold'
  | 'run'
  | 'planted';

export interface Case {
  readonly name: string;
  readonly kind: CaseKind;
  /** error: a crash, or two different runs of one seed. skipped: nobody knows. */
  readonly standing: 'passed' | 'failed' | 'error' | 'skipped';
  /** What happened, in a sentence; '' where it passed. */
  readonly message: string;
  /** The runs in which it failed; null where it passed, or where a lack of failures is what is wrong. */
  readonly failures: Failures | null;
}

/** Collects what the runs of one scenario were judged by; the same collector serves one scenario after another. */
export class Cases {
  private readonly kinds: Map<string, CaseKind> = new Map();
  private readonly failures: Map<string, Failures> = new Map();

  note(record: RunRecord): void {
    const { run } = record;
    for (const { property, scope } of run.properties) this.name(property, scope);
    for (const { name, kind } of run.goals) this.name(kind === 'never' ? `never ${name}` : name, kind);
    for (const [name, kind] of brokenCases(record)) {
      this.name(name, kind);
      countFailure(this.failures, name, record);
    }
  }

  /** The cases of the scenario, and a clean slate for the next one. */
  take(tally: Tally): readonly Case[] {
    const { fails } = tally.subject;
    const cases = [...this.kinds]
      .filter(([name]) => name !== fails)
      .map(([name, kind]) => {
        const rare = kind === 'sometimes' ? tally.rareGoals.get(name) : undefined;
        return rare === undefined ? caseOf(name, kind, this.failuresOf(name, tally)) : rareCase(rare);
      });
    if (fails !== null && tally.runs > 0) cases.push(plantedCase(fails, tally));
    this.kinds.clear();
    this.failures.clear();
    return cases;
  }

  /** Not every run need have been told whole: the tally may know of more. */
  private failuresOf(name: string, tally: Tally): Failures | null {
    const own = this.failures.get(name);
    const all = tally.failures.get(name);
    return own !== undefined && all !== undefined && all.count > own.count ? all : (own ?? null);
  }

  private name(name: string, kind: CaseKind): void {
    if (!this.kinds.has(name)) this.kinds.set(name, kind);
  }
}

/** The cases that this run does not pass. */
function brokenCases({ run, divergence, outcome }: RunRecord): readonly (readonly [string, CaseKind])[] {
  if (divergence !== null) return [['not deterministic', 'run']];
  const { verdict } = run;
  switch (verdict.kind) {
    case 'violated':
      return [[verdict.violation.property, verdict.violation.scope]];
    case 'stalled':
      return [[verdict.property, 'eventually']];
    case 'crashed':
      return [['crashed', 'run']];
    case 'missed':
      return outcome === 'missed' ? verdict.goals.map((goal) => [goal, 'sometimes'] as const) : [];
    case 'outside':
      return outcome === 'outside' ? verdict.thresholds.map((name) => [name, 'threshold'] as const) : [];
    case 'inconclusive': {
      const open = run.properties.filter((report) => report.status === 'unknown');
      if (open.length === 0) return [['inconclusive', 'run']];
      return open.map(({ property, scope }) => [property, scope] as const);
    }
    case 'passed':
      return [];
    default:
      return unreachable(verdict);
  }
}

function caseOf(name: string, kind: CaseKind, failures: Failures | null): Case {
  if (failures === null) return { name, kind, standing: 'passed', message: '', failures };
  const { first } = failures;
  return { name, kind, standing: standingOf(first), message: sentence(first), failures };
}

function standingOf({ divergence, run, outcome }: RunRecord): Case['standing'] {
  if (divergence !== null || run.verdict.kind === 'crashed') return 'error';
  return outcome === 'inconclusive' ? 'skipped' : 'failed';
}

const standings = { met: 'passed', open: 'skipped', missed: 'failed' } as const;

/** How often that was, against how often it should be. */
export function seldomReached({ hits, runs, perSeeds }: RareGoal): string {
  return `Reached in ${hits} of ${runs} runs; one in ${perSeeds} is asked.`;
}

function rareCase(goal: RareGoal): Case {
  const { name } = goal;
  const standing = standings[rareStanding(goal)];
  const message = standing === 'passed' ? '' : seldomReached(goal);
  return { name, kind: 'sometimes', standing, message, failures: null };
}

function plantedCase(fails: string, tally: Tally): Case {
  const standing = standings[tally.catching ?? 'missed'];
  const message = standing === 'passed' ? '' : notCaught(tally);
  return { name: fails, kind: 'planted', standing, message, failures: null };
}

/** What is wrong where a planted bug stayed hidden. */
export function notCaught({ subject, catching, runs, caught }: Tally): string {
  const { fails, failsWithin } = subject;
  if (catching === 'open') return `Nothing broke ${fails} yet in ${runs} of ${failsWithin} seeds.`;
  if (caught !== null)
    return `Seed ${caught.run.seed} broke ${fails}, and that is not within ${failsWithin} seeds.`;
  return `No seed of ${subject.seeds} broke ${subject.fails}, which the planted bug should.`;
}
