// In a log, indexes have no gap, terms never fall, and none is above the server's own term.

import type { Mirror } from './mirror.ts';
import type { NodeMirror } from './node-mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class LogTerms implements RaftChecker {
  readonly property = 'log-terms';
  readonly source = 'Raft §5.3, Figure 7';
  readonly scope = 'deep';
  readonly watches: number = changes.log | changes.term | changes.started;
  private readonly mirror: Mirror;
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    const { node, holeAt, appendedFrom } = step;
    if (holeAt > 0) {
      return {
        node: node.id,
        message: `n${node.id}'s log has no entry at index ${holeAt}, below its last index`,
        evidence: { index: holeAt },
      };
    }
    if (appendedFrom > 0) return this.judge(node, appendedFrom);
    // A term that fell may leave entries above it.
    return this.judge(node, Math.max(1, node.log.lastIndex));
  }

  audit(): Finding | null {
    for (const node of this.mirror.nodes) {
      const finding = node.isUp ? this.judge(node, 1) : null;
      if (finding !== null) return finding;
    }
    return null;
  }

  detail(): string {
    return `${counted(this.looked, 'entry', 'entries')} appended`;
  }

  private judge({ id, currentTerm, log }: NodeMirror, from: number): Finding | null {
    for (let index = from; index <= log.lastIndex; index++) {
      this.looked++;
      const { term } = log.nodes[index]!;
      const previousTerm = log.nodes[index - 1]!.term;
      const entryIndex = log.entries[index]!.index;
      if (entryIndex === index && term >= previousTerm && term <= currentTerm) continue;
      return {
        node: id,
        message: `n${id} (term ${currentTerm}) holds at index ${index} an entry of index ${entryIndex} and term ${term}, after one of term ${previousTerm}`,
        evidence: { index, entryIndex, term, previousTerm, currentTerm },
      };
    }
    return null;
  }
}
