// A command that was refused for good is never committed: its client may have given it up, or asked for
// something else in its place.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class RefusedNeverCommitted implements RaftChecker {
  readonly property = 'refused-never-committed';
  readonly source = 'Raft §8; Herlihy and Wing 1990 (a failed call has no effect)';
  readonly scope = 'end-to-end';
  readonly watches: number = changes.answered | changes.committed;
  private readonly mirror: Mirror;
  /** `client sequence` */
  private readonly refused: Set<string> = new Set();

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    const { answered } = step.facts;
    const { committed } = this.mirror;
    for (let i = 0; i < answered.count; i++) {
      const { client, sequence, outcome } = answered.items[i]!;
      if (outcome.kind !== 'refused') continue;
      this.refused.add(`${client} ${sequence}`);
      const index = committed.indexOf(client, sequence);
      if (index > 0) return finding(step.node.id, client, sequence, index);
    }
    if (this.refused.size === 0) return null;
    for (let index = step.committedBefore + 1; index <= committed.length; index++) {
      const { client, sequence } = committed.nodes[index]!.entry!;
      if (this.refused.has(`${client} ${sequence}`)) return finding(step.node.id, client, sequence, index);
    }
    return null;
  }

  detail(): string {
    return counted(this.refused.size, 'refusal');
  }
}

function finding(node: number, client: number, sequence: number, index: number): Finding {
  return {
    node,
    message: `request ${sequence} of client ${client} was refused, and it is committed at index ${index}`,
    evidence: { client, sequence, index },
  };
}
