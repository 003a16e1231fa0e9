// What a hunt tells whoever listens, as it happens.

import type { Case } from './case.ts';
import type { Finding } from './finding.ts';
import type { KnownBug } from './known-bugs.ts';
import type { KnownResult } from './result.ts';
import type { FoundBug } from './tally.ts';

export interface HuntListener {
  /** Every case that an island has learnt from, in the order of that island. */
  onLearnt(learnt: Learnt): void;
  /** A case was run a second time. */
  onRepeated(repeated: Repeated): void;
  onKnown(known: KnownBug, standing: KnownResult['standing']): void;
  /** The first of its kind. */
  onBug(bug: FoundBug): void;
  onDivergence(divergence: CaseDivergence): void;
  onBroken(broken: BrokenCase): void;
  /** After every report of a worker. */
  onProgress(): void;
}

export interface CasePlace {
  /** Position of the scenario. */
  readonly scenario: number;
  readonly island: number;
  /** Within the island, from 0. */
  readonly ordinal: number;
}

export interface Learnt extends CasePlace {
  readonly given: Case;
  readonly strategy: string;
  readonly finding: Finding;
  readonly states: Uint32Array | null;
}

export interface Repeated extends CasePlace {
  /** The digests of both runs where they differ, or their verdicts do. */
  readonly digests: readonly [string, string] | null;
}

/** A case whose two runs differ. */
export interface CaseDivergence {
  readonly scenario: string;
  readonly given: Case;
  readonly digests: readonly [string, string];
}

/** A case that could not be run. */
export interface BrokenCase {
  readonly scenario: string;
  readonly given: Case;
  readonly error: string;
}

/** All of them are told everything that they want to know, in this order. */
export function tellingAll(listeners: readonly Partial<HuntListener>[]): HuntListener {
  return {
    onLearnt: (learnt) => {
      for (const each of listeners) each.onLearnt?.(learnt);
    },
    onRepeated: (repeated) => {
      for (const each of listeners) each.onRepeated?.(repeated);
    },
    onKnown: (known, standing) => {
      for (const each of listeners) each.onKnown?.(known, standing);
    },
    onBug: (bug) => {
      for (const each of listeners) each.onBug?.(bug);
    },
    onDivergence: (divergence) => {
      for (const each of listeners) each.onDivergence?.(divergence);
    },
    onBroken: (broken) => {
      for (const each of listeners) each.onBroken?.(broken);
    },
    onProgress: () => {
      for (const each of listeners) each.onProgress?.();
    },
  };
}
