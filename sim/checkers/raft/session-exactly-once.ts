// A client's command is executed at most once, however often it was sent and stands in the log.

import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class SessionExactlyOnce implements RaftChecker {
  readonly property = 'session-exactly-once';
  readonly source = 'Raft §8, thesis §6.3';
  readonly scope = 'end-to-end';
  readonly watches: number = changes.machine;
  /** By client and sequence: the index at which the command was executed. */
  private readonly executed: (number[] | undefined)[] = [];
  private looked = 0;

  check(step: Step): Finding | null {
    const { applied } = step.facts;
    for (let i = 0; i < applied.count; i++) {
      const { client, sequence, index, executed } = applied.items[i]!;
      if (!executed || sequence === 0) continue;
      this.looked++;
      let indexes = this.executed[client];
      if (indexes === undefined) {
        indexes = [];
        this.executed[client] = indexes;
      }
      const first = indexes[sequence];
      if (first === undefined) indexes[sequence] = index;
      else if (first !== index) return this.report(step.node.id, client, sequence, first, index);
    }
    return null;
  }

  detail(): string {
    return `${counted(this.looked, 'command')} executed`;
  }

  private report(node: number, client: number, sequence: number, first: number, second: number): Finding {
    return {
      node,
      message: `n${node} executed request ${sequence} of client ${client} at index ${second}; it was executed at index ${first}`,
      evidence: { client, sequence, first, second },
    };
  }
}
