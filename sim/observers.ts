// All that watch one run: who knows the protocol, who knows only what clients saw, and who knows nodes.

import type { Observer } from './checkers/checker.ts';
import { haltObservers } from './checkers/halt-observer.ts';
import { clientObservers } from './client-observers.ts';
import type { ChecksPlan } from './plan.ts';
import type { ClusterReader, ProgramKind } from './program.ts';

/** In the order in which they judge and report. */
export function observersOf(
  kind: ProgramKind,
  cluster: ClusterReader,
  checks: ChecksPlan,
  isAudited = false,
): readonly Observer[] {
  return [
    ...kind.observers(cluster, checks, isAudited),
    ...clientObservers(checks, kind.hasLog ?? false),
    ...haltObservers(checks),
  ];
}
