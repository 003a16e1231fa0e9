// While a server runs, its lastApplied never falls, and its state machine gets one index after the other.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class AppliedMonotonic implements RaftChecker {
  readonly property = 'applied-monotonic';
  readonly source = 'Raft Figure 2 (lastApplied increases monotonically)';
  readonly scope = 'deep';
  readonly watches: number = changes.applied | changes.machine | changes.started;
  /** The last index each server's machine was given, by node. */
  private readonly given: number[];
  private looked = 0;

  constructor(mirror: Mirror) {
    this.given = new Array<number>(mirror.size + 1).fill(0);
  }

  check(step: Step): Finding | null {
    this.looked++;
    const { node, facts } = step;
    // A restarted machine is empty and is given everything again.
    if (facts.kind === 'start') this.given[node.id] = 0;
    if (node.lastApplied < step.lastApplied) {
      return this.report(
        node.id,
        `lastApplied fell from ${step.lastApplied} to ${node.lastApplied}`,
        node.lastApplied,
        step.lastApplied,
      );
    }
    for (let i = 0; i < facts.applied.count; i++) {
      const { index } = facts.applied.items[i]!;
      const before = this.given[node.id]!;
      if (index !== before + 1) {
        return this.report(
          node.id,
          `state machine was given index ${index} after index ${before}`,
          index,
          before,
        );
      }
      this.given[node.id] = index;
    }
    return null;
  }

  detail(): string {
    return counted(this.looked, 'advance');
  }

  private report(node: number, what: string, after: number, before: number): Finding {
    return { node, message: `n${node}'s ${what}`, evidence: { before, after } };
  }
}
