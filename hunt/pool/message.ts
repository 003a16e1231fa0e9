// What crosses between the hunt and its workers: plain data. A scenario that many cases share crosses once.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Case } from '../case.ts';
import type { Finding } from '../finding.ts';
import type { ShrinkResult, ShrinkStep } from '../shrink/shrink.ts';

/** Given to a worker when it is born. */
export interface WorkerStart {
  readonly scenarios: readonly Scenario[];
  /** One Int32: the id of the case being run, 0 between two. It is read when the worker is dead. */
  readonly running: SharedArrayBuffer;
}

export interface WireCase extends Omit<Case, 'scenario'> {
  /** From 1. */
  readonly id: number;
  /** One of the scenarios of the start, by position, or one of its own. */
  readonly scenario: number | Scenario;
  readonly watchesStates: boolean;
}

export type Outcome =
  | {
      readonly kind: 'found';
      readonly id: number;
      readonly finding: Finding;
      readonly states: Uint32Array | null;
    }
  /** It could not be run: a mistake of ours. */
  | { readonly kind: 'broke'; readonly id: number; readonly error: string };

export interface WorkerReport {
  readonly outcomes: readonly Outcome[];
  readonly tookMs: number;
}

/** A failing case to be made smaller. */
export interface ShrinkOrder {
  readonly shrink: Case;
  /** After this long it ends with what it has. */
  readonly budgetMs: number;
}

/** What becomes of it, step by step; null: there is nothing smaller to be had. */
export type ShrinkNews = { readonly step: ShrinkStep } | { readonly result: ShrinkResult | null };
