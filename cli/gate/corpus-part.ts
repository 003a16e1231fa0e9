// The corpus in the gate: every file run once, exactly as it was kept.

import type { Entry } from '../../hunt/corpus/entry.ts';
import { judge, type Standing } from '../../hunt/corpus/judge.ts';
import { counted } from '../../reports/quantity.ts';
import { runOf } from '../corpus-run.ts';
import type { Engine } from '../engine.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Budget, Part } from './part.ts';

export async function corpusPart(entries: readonly Entry[], engine: Engine, budget: Budget): Promise<Part> {
  const counts: { [S in Standing]: number } = { kept: 0, changed: 0, stale: 0, failed: 0, open: 0 };
  const notes: (readonly [string, string])[] = [];
  let done = 0;
  for (const entry of entries) {
    if (budget.isOver) break;
    const { standing, words } = judge(entry, runOf(entry, engine, null));
    counts[standing]++;
    done++;
    if (standing !== 'kept') notes.push([standing, `${entry.name}  ${words}; ${adviceOf(standing, entry)}`]);
    await budget.breathe();
  }
  const undone = entries.length - done;
  if (undone > 0) notes.push(['undone', `${counted(undone, 'file')} for want of time: --budget`]);
  const { kept, changed, stale, failed, open } = counts;
  const codes: ExitCode[] = [
    ...(failed > 0 ? [exitCodes.failed] : []),
    ...(stale > 0 ? [exitCodes.goalMissed] : []),
    ...(open + undone > 0 ? [exitCodes.inconclusive] : []),
  ];
  return {
    title: 'corpus',
    summary: [
      `${kept + changed} as expected`,
      ...(changed === 0 ? [] : [`${changed} of them changed`]),
      ...(stale === 0 ? [] : [`${stale} stale`]),
      ...(failed === 0 ? [] : [`${failed} failed`]),
      ...(open === 0 ? [] : [`${open} inconclusive`]),
    ].join(', '),
    side: 'exact replay',
    notes,
    codes,
    wrong: [
      ...(failed === 0 ? [] : [`${failed} of the corpus failed`]),
      ...(stale === 0 ? [] : [`${stale} of the corpus stale`]),
      ...(undone === 0 ? [] : [`${undone} of the corpus undone`]),
    ],
    runs: done,
  };
}

function adviceOf(standing: Standing, { name, file }: Entry): string {
  return standing === 'failed' || standing === 'open'
    ? `whitewater replay ${file}`
    : `whitewater corpus refresh ${name}`;
}
