// When a server wins a term, no log anywhere holds an entry of that term yet: entries come after leaders.

import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class EntriesAfterElection implements RaftChecker {
  readonly property = 'entries-after-election';
  readonly source = 'Raft §5.2, §5.3; CCF (CandidateTermNotInLog)';
  readonly scope = 'deep';
  readonly watches: number = changes.created | changes.elected;
  /** By term: the event that made its first entry. */
  private readonly firstEntryAt: Map<number, number> = new Map();
  private latestTerm = -1;
  private looked = 0;

  check(step: Step): Finding | null {
    const { created, node, facts } = step;
    for (let i = 0; i < created.count; i++) {
      const { term } = created.items[i]!;
      if (term === this.latestTerm) continue;
      this.latestTerm = term;
      if (!this.firstEntryAt.has(term)) this.firstEntryAt.set(term, facts.event);
    }
    const isWin = node.role === 'leader' && (step.role !== 'leader' || step.currentTerm !== node.currentTerm);
    if (!isWin) return null;
    this.looked++;
    const event = this.firstEntryAt.get(node.currentTerm);
    if (event === undefined || event === facts.event) return null;
    return {
      node: node.id,
      message: `n${node.id} wins term ${node.currentTerm}, of which there has been an entry since event ${event}`,
      evidence: { term: node.currentTerm, firstEntryAtEvent: event },
    };
  }

  detail(): string {
    return counted(this.looked, 'election');
  }
}
