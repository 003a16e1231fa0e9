// How the next thing to try is chosen. A strategy is deterministic: made from the same master seed and told the
// same findings in the same order, it proposes the same cases.

import type { Case } from './case.ts';
import type { Finding } from './finding.ts';

export const strategyNames = ['random', 'swarm', 'pct', 'coverage', 'systematic', 'mixed'] as const;
export type StrategyName = (typeof strategyNames)[number];

export interface Strategy {
  readonly name: StrategyName;
  /** The `seed` is the one that the hunt has come to; a strategy that needs dice derives them from it. */
  propose(seed: number): Case;
  /** What came of a case that it proposed, `states`: hashes of the abstract states that the run went through. */
  learn(proposed: Case, finding: Finding, states: Uint32Array | null): void;
  /** Whether `states` are wanted: watching them costs time. */
  readonly watchesStates: boolean;
  /** One line on what it did and what that proves, for the report. */
  summary(): string;
}
