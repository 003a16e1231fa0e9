// Equal indexes, equal states: the digest of the whole replicated state after an index is the same everywhere.

import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class StateDivergence implements RaftChecker {
  readonly property = 'state-divergence';
  readonly source = 'Raft §2, replicated state machines';
  readonly scope = 'end-to-end';
  readonly watches: number = changes.machine;
  private readonly digests: (number | undefined)[] = [];
  private looked = 0;

  check(step: Step): Finding | null {
    const { digests } = this;
    const { applied } = step.facts;
    for (let i = 0; i < applied.count; i++) {
      const { index, stateDigest } = applied.items[i]!;
      const first = digests[index];
      this.looked++;
      if (first === undefined) digests[index] = stateDigest;
      else if (first !== stateDigest) {
        return {
          node: step.node.id,
          message: `n${step.node.id} reached a state at index ${index} that differs from another server's there`,
          evidence: { index, digest: stateDigest, firstDigest: first },
        };
      }
    }
    return null;
  }

  detail(): string {
    return `${counted(this.looked, 'state')} compared`;
  }
}
