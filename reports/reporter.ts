// What every report format implements: it is told what happens, in order, and writes text.

import { counted, grouped } from './quantity.ts';
import type { RunRecord, Subject } from './record.ts';
import type { Tally } from './tally.ts';

export interface Session {
  readonly version: string;
  readonly subjects: readonly Subject[];
  /** Runs of all scenarios together. */
  readonly runs: number;
}

export interface Closing {
  readonly exitCode: number;
  /** False: interrupted, or broken off by an internal error. */
  readonly complete: boolean;
  /** Wall-clock time, ms. */
  readonly elapsedMs: number;
  /** The runs took real time: none of it was simulated. */
  readonly isLive?: boolean;
}

/** What a report says when runs are missing at its end. */
export function stoppedEarly(closing: Closing, made: number, planned: number): string {
  return `stopped early: ${grouped(made)} of ${counted(planned, 'run')} made, exit ${closing.exitCode}`;
}

/** Where a report goes, piece by piece. */
export interface Sink {
  write(text: string): void;
}

export interface Reporter {
  begin(session: Session): void;
  onRun(record: RunRecord): void;
  /** After the last run of a scenario, or the last one before an interruption. */
  onScenario(tally: Tally): void;
  end(closing: Closing): void;
}
