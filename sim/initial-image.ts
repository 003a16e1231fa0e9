// What a node's disk holds when a run begins: nothing, or what the plan puts there.

import type { Scene } from './scene.ts';

export function imageAtStart({ plan, kind }: Scene, id: number): unknown {
  const initial = plan.initial?.nodes[id - 1];
  if (initial === undefined) return kind.emptyImage();
  if (kind.initialImage === undefined) throw new RangeError(`${kind.name} starts with empty disks only`);
  return kind.initialImage(initial);
}
