// Planted bugs in the gate: each must show within the seeds that its file promises.

import { counted, grouped } from '../../reports/quantity.ts';
import { outcomeOf } from '../../reports/record.ts';
import type { Plan } from '../../sim/plan.ts';
import type { Engine } from '../engine.ts';
import { exitCodes } from '../exit-code.ts';
import type { Budget, Part } from './part.ts';

export interface Promised {
  /** The bug and the file that shows it. */
  readonly name: string;
  readonly property: string;
  readonly seeds: number;
  plan(seed: number): Plan;
  /** The command that looks for it. */
  readonly replay: string;
}

export async function bugsPart(promises: readonly Promised[], engine: Engine, budget: Budget): Promise<Part> {
  const notes: (readonly [string, string])[] = [];
  let caught = 0;
  let missed = 0;
  let runs = 0;
  let undone = 0;
  for (const { name, property, seeds, plan, replay } of promises) {
    let isCaught = false;
    let tried = 0;
    for (let seed = 1; seed <= seeds && !isCaught && !budget.isOver; seed++) {
      const { verdict } = engine.run(plan(seed), seed);
      isCaught = outcomeOf(verdict, property) === 'caught';
      tried++;
      await budget.breathe();
    }
    runs += tried;
    if (isCaught) caught++;
    else if (tried < seeds) {
      undone++;
      notes.push([
        'undone',
        `${name}  ${counted(tried, 'seed')} of ${grouped(seeds)}, for want of time: --budget`,
      ]);
    } else {
      missed++;
      notes.push(['missed', `${name}  nothing broke ${property} in ${counted(seeds, 'seed')}; ${replay}`]);
    }
  }
  return {
    title: 'planted bugs',
    summary: `${caught} of ${promises.length} caught`,
    side: '',
    notes: shortened(notes),
    codes: [...(missed > 0 ? [exitCodes.failed] : []), ...(undone > 0 ? [exitCodes.inconclusive] : [])],
    wrong: [
      ...(missed === 0 ? [] : [`${counted(missed, 'planted bug')} missed`]),
      ...(undone === 0 ? [] : [`${counted(undone, 'planted bug')} undone`]),
    ],
    runs,
  };
}

const undoneShown = 5;

/** Of those that there was no time for, some stand for all. */
function shortened(notes: Part['notes']): Part['notes'] {
  const undone = notes.filter(([mark]) => mark === 'undone');
  if (undone.length <= undoneShown) return notes;
  const rest = undone.slice(undoneShown);
  const more = ['undone', `and ${rest.length} more`] as const;
  return [...notes.filter((note) => !rest.includes(note)), more];
}
