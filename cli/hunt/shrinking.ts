// After the hunt every bug that nobody has made smaller yet is shrunk, within a budget.

import { shrinkAll } from '../../hunt/pool/shrinkers.ts';
import type { FoundBug } from '../../hunt/tally.ts';
import type { Io } from '../io.ts';
import type { Keeper } from './keeper.ts';
import type { HuntSettings } from './settings.ts';
import { workerFile } from './threads.ts';
import type { HuntView } from './view.ts';

export async function shrinkFound(
  bugs: Iterable<FoundBug>,
  keeper: Keeper,
  { workers, shrinkMs, heapMb }: HuntSettings,
  io: Io,
  view: HuntView,
  stopped: Promise<void>,
): Promise<void> {
  const found = keeper.unshrunk(bugs);
  if (found.length === 0 || shrinkMs === 0) return;
  const plan = {
    cases: found.map(({ shown }) => shown.given),
    workers,
    budgetMs: shrinkMs,
    now: io.now,
    onStep: (position: number, { events }: { readonly events: number }) =>
      view.onShrink(found[position]!, { kind: 'shrinking', events }),
    onResult: (position: number, result: Parameters<Keeper['keepShrunk']>[1] | null) => {
      const bug = found[position]!;
      if (result !== null) keeper.keepShrunk(bug, result);
      view.onShrink(bug, { kind: 'over', events: result?.run.events ?? null });
    },
  };
  await shrinkAll(plan, { file: workerFile(), heapMb }, stopped);
}
