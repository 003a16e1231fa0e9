// What the runs of the scenarios say: about the scenarios, about determinism, and about goals.

import { sentence } from '../../reports/failure.ts';
import { unexpected } from '../../reports/failures.ts';
import { counted, grouped, listed } from '../../reports/quantity.ts';
import type { Tally } from '../../reports/tally.ts';
import { exitCodes } from '../exit-code.ts';
import { codesOf } from '../sweep.ts';
import type { Part } from './part.ts';
import type { ScenarioRuns } from './scenario-runs.ts';

const seedsShown = 5;

export function scenariosPart(runs: ScenarioRuns): Part {
  const { tallies } = runs;
  const made = tallies.filter((tally) => tally.runs > 0);
  const failing = made.filter((tally) => broken(tally).length > 0);
  const undone = tallies.filter((tally) => tally.runs === 0);
  const fewest = Math.min(...made.map((tally) => tally.runs));
  const most = Math.max(...made.map((tally) => tally.runs));
  const notes = failing.flatMap((tally) =>
    broken(tally).map(({ name, first, seeds, count }) => {
      const others = count === 1 ? '' : `; also seeds ${listed(seeds.slice(1), seedsShown, count - 1)}`;
      return [
        'failed',
        `${tally.subject.scenario}  ${name}: ${sentence(first)} ${first.replay}${others}`,
      ] as const;
    }),
  );
  const total = made.reduce((sum, tally) => sum + tally.runs, 0);
  const left = runs.planned - total;
  return {
    title: 'scenarios',
    summary: `${made.length - failing.length} of ${tallies.length} passed`,
    side:
      made.length === 0
        ? ''
        : fewest === most
          ? `${counted(most, 'seed')} each`
          : `${fewest} to ${most} seeds each`,
    notes: [
      ...notes,
      ...(undone.length === 0
        ? []
        : [['undone', `${listedNames(undone)}: no time for a single seed: --budget`] as const]),
      ...(left === 0
        ? []
        : [
            [
              'undone',
              `${grouped(left)} of the ${grouped(runs.planned)} runs that the files ask for: --budget`,
            ] as const,
          ]),
    ],
    codes: [
      ...made.flatMap((tally) =>
        [...codesOf(tally)].filter((code) => code !== exitCodes.goalMissed || tally.count('outside') > 0),
      ),
      ...(undone.length === 0 ? [] : [exitCodes.inconclusive]),
    ],
    wrong: [
      ...(failing.length === 0 ? [] : [`${counted(failing.length, 'scenario')} failed`]),
      ...(undone.length === 0 ? [] : [`${counted(undone.length, 'scenario')} undone`]),
    ],
    runs: runs.runs,
  };
}

/** Failures that are about no goal. */
function broken(tally: Tally): ReturnType<typeof unexpected> {
  return unexpected(tally).filter(({ first }) => first.outcome !== 'missed');
}

function listedNames(tallies: readonly Tally[]): string {
  const names = tallies.map(({ subject }) => subject.scenario);
  return names.length <= seedsShown
    ? names.join(', ')
    : `${names.slice(0, seedsShown).join(', ')} and ${names.length - seedsShown} more`;
}

export function determinismPart({ repeated, diverged, planned }: ScenarioRuns): Part {
  return {
    title: 'determinism',
    summary: `${counted(repeated, 'run')} repeated, ${diverged.length === 0 ? 'all equal' : `${diverged.length} not equal`}`,
    side: '',
    notes: diverged.slice(0, seedsShown).map((replay) => ['differs', replay] as const),
    codes: [
      ...(diverged.length === 0 ? [] : [exitCodes.notDeterministic]),
      ...(repeated === 0 && planned > 0 ? [exitCodes.inconclusive] : []),
    ],
    wrong: diverged.length === 0 ? [] : [`${counted(diverged.length, 'run')} not deterministic`],
    runs: 0,
  };
}

export function goalsPart({ goals, tallies }: ScenarioRuns): Part {
  const rare: ReadonlyMap<string, unknown> = new Map(
    tallies.flatMap((tally) =>
      [...tally.rareGoals.values()].map((goal) => [`${tally.subject.scenario}\n${goal.name}`, goal] as const),
    ),
  );
  const missed = tallies.flatMap((tally) =>
    tally.missedRareGoals.map((goal) => `${tally.subject.scenario}\n${goal.name}`),
  );
  const wrong = [...goals].filter(([key, { hits, runs }]) =>
    rare.has(key) ? missed.includes(key) : hits < runs,
  );
  const open = [...goals].filter(([key, { hits }]) => hits === 0 && !wrong.some(([other]) => other === key));
  const words = ({
    scenario,
    name,
    hits,
    runs,
  }: {
    scenario: string;
    name: string;
    hits: number;
    runs: number;
  }): string => `${scenario}: ${name}: ${grouped(hits)} of ${counted(runs, 'run')}`;
  return {
    title: 'goals',
    summary: `${goals.size - wrong.length - open.length} of ${goals.size} reached`,
    side: '',
    notes: [
      ...wrong.map(([, goal]) => ['missed', words(goal)] as const),
      ...open.map(([, goal]) => ['open', `${words(goal)}, which is too few to say: --budget`] as const),
    ],
    codes: wrong.length === 0 ? [] : [exitCodes.goalMissed],
    wrong: wrong.length === 0 ? [] : [`${counted(wrong.length, 'goal')} missed`],
    runs: 0,
  };
}
