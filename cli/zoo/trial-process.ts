// A process of its own for trials, since only a process knows what processor time it took.

import { registerExamples } from '../../examples/programs.ts';
import type { Case } from '../../hunt/case.ts';
import { tryCase } from '../../hunt/pool/work.ts';
import { shrink } from '../../hunt/shrink/shrink.ts';
import { strategyFor } from '../../hunt/strategies/strategy-for.ts';
import { specimenNamed } from '../../hunt/zoo/specimens.ts';
import { type TrialOrder, tried } from '../../hunt/zoo/trial.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { registerPrograms } from '../../sim/programs.ts';

export interface TrialTask {
  readonly order: TrialOrder;
  readonly arena: Scenario;
}

registerPrograms();
registerExamples();

process.on('message', ({ order, arena }: TrialTask) => {
  const bugs = specimenNamed(order.specimen)?.bugs ?? [];
  process.send?.(tried(order, bugs, arena, { strategyFor, run: tryCase, spentMs, shrink: shrunk }));
});

function shrunk(found: Case, shouldStop: () => boolean): { readonly text: string; readonly events: number } {
  const { text, run } = shrink(found, { shouldStop });
  return { text, events: run.events };
}

function spentMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
