// What an exploration tells of itself, under way and at its end.

import type { Path } from './move.ts';
import type { Break } from './stage.ts';

export interface Counts {
  /** Paths played from the start. */
  executions: number;
  /** Moves played, those of prefixes included. */
  played: number;
  /** Different states met. */
  states: number;
  /** Moves that led to a state that was met, or that another covers; `foreseen`: of these, those known unplayed. */
  pruned: number;
  foreseen: number;
  /** The longest path. */
  depth: number;
  /** Paths that ended at the bound on their length. */
  cut: number;
  /** The price up to which all is explored, or being explored. */
  price: number;
}

export interface Found {
  readonly path: Path;
  readonly broken: Break;
}

export interface Progress {
  readonly counts: Counts;
  readonly found: readonly Found[];
  /** The path played last, or a part of it. */
  readonly here: Path;
  /** What is not explored yet, as paths to begin from. */
  rest(): readonly Path[];
}

export interface Result {
  readonly counts: Counts;
  readonly found: readonly Found[];
  readonly here: Path;
  /** Nothing within the bounds is left. */
  readonly isExhausted: boolean;
}
