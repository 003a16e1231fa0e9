// What a fault is called.

import type { FaultSpec } from '../scenario.ts';

/** The id of a fault: its own, or by its place in the file. */
export function faultId(fault: FaultSpec | null, position: number): string {
  return fault?.id ?? `fault-${position + 1}`;
}
