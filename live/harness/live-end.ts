// What a live run leaves behind: all that the harness counted and saw.

import type { CourseSummary } from '../../sim/course/summary.ts';
import type { Operation } from '../../sim/history.ts';

/** A replica that ended without being killed, or counts as dead. */
export interface Death {
  readonly replica: number;
  readonly event: number;
  readonly at: number;
  readonly how: string;
  /** The end of what it wrote there. */
  readonly stderr: string;
}

/** What the course counts as an incorrect response. */
export interface Mishap {
  readonly replica: number;
  readonly event: number;
  readonly at: number;
  readonly why: string;
}

export interface LiveEnd {
  /** It was told to stop: what is here is not the whole run. */
  readonly isInterrupted: boolean;
  /** µs after the start. */
  readonly endedAt: number;
  readonly events: number;
  readonly digest: string;
  readonly course: CourseSummary;
  readonly operations: readonly Operation[];
  readonly deaths: readonly Death[];
  /** The first of them. */
  readonly mishaps: readonly Mishap[];
  readonly faults: { readonly injected: number; readonly skipped: number };
}
