// What a simulation needs of whoever injects the faults.

import type { ActiveFault } from './active-fault.ts';

export interface Striker {
  readonly injected: number;
  readonly skipped: number;
  readonly isCalm: boolean;
  /** Plans the first strikes. */
  start(): void;
  /** A strike of the fault at this position; returns what it did, in words. */
  onBegin(position: number): string;
  /** Whether the fault was still at work. */
  onEnd(fault: ActiveFault): boolean;
  /** False when it was calm already. */
  onCalm(): boolean;
}
