// Servers change roles only as Figure 4 draws it: followers become candidates, candidates leaders, and a
// leader leads one term.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class RoleTransitions implements RaftChecker {
  readonly property = 'role-transitions';
  readonly source = 'Raft §5.1, Figure 4';
  readonly scope = 'deep';
  readonly watches: number = changes.role | changes.term;
  private readonly mirror: Mirror;
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    this.looked++;
    const { id, role, currentTerm } = step.node;
    if (this.isLegal(step)) return null;
    return {
      node: id,
      message: `n${id} went from ${step.role} in term ${step.currentTerm} to ${role} in term ${currentTerm}`,
      evidence: { from: step.role, fromTerm: step.currentTerm, to: role, toTerm: currentTerm },
    };
  }

  detail(): string {
    return counted(this.looked, 'change of role or term', 'changes of role or term');
  }

  private isLegal(step: Step): boolean {
    const { role, currentTerm } = step.node;
    const isSameTerm = currentTerm === step.currentTerm;
    switch (role) {
      case 'follower':
        return true;
      case 'candidate':
        return step.role !== 'leader';
      case 'leader':
        // A server on its own is its own quorum: it may win in one step.
        return this.mirror.quorum === 1 || (step.role !== 'follower' && isSameTerm);
    }
  }
}
