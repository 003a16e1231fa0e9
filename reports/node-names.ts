// The simulator says `n1`; where a scenario gives its nodes names of their own, reports say those.

import type { GoalReport, Run, Verdict } from '../sim/verdict.ts';

/** `n1` becomes the first of the names, wherever it stands alone. */
export function inNames(text: string, names: readonly string[]): string {
  if (names.every((name, position) => name === `n${position + 1}`)) return text;
  return text.replaceAll(/\bn([1-9]\d*)\b/g, (plain, number: string) => names[Number(number) - 1] ?? plain);
}

/** The run with every sentence of its verdict and its goals in these names. */
export function runInNames(run: Run, names: readonly string[]): Run {
  return {
    ...run,
    verdict: verdictInNames(run.verdict, names),
    goals: run.goals.map((goal): GoalReport => ({ ...goal, detail: inNames(goal.detail, names) })),
  };
}

function verdictInNames(verdict: Verdict, names: readonly string[]): Verdict {
  switch (verdict.kind) {
    case 'violated': {
      const { violation } = verdict;
      return { ...verdict, violation: { ...violation, message: inNames(violation.message, names) } };
    }
    case 'stalled':
    case 'outside':
      return { ...verdict, message: inNames(verdict.message, names) };
    case 'passed':
    case 'missed':
    case 'crashed':
    case 'inconclusive':
      return verdict;
  }
}
