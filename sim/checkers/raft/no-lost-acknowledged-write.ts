// A write whose client was told of its success is committed, and stays: every later leader has it, and a
// quorum of disks keeps it.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';
import { ancestorAt } from './trie.ts';

export class NoLostAcknowledgedWrite implements RaftChecker {
  readonly property = 'no-lost-acknowledged-write';
  readonly source = 'Raft §5.3 (committed entries are durable), §8';
  readonly scope = 'end-to-end';
  readonly watches: number = changes.answered | changes.elected | changes.persisted;
  private readonly mirror: Mirror;
  /** The highest index whose write was acknowledged; all below it are committed with it. */
  private acknowledged = 0;
  private looked = 0;
  private uncommitted: Finding | null = null;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    const { answered } = step.facts;
    const before = this.acknowledged;
    for (let i = 0; i < answered.count; i++) {
      const { client, sequence, outcome } = answered.items[i]!;
      if (outcome.kind !== 'ok' || !this.mirror.requests.isWrite(client, sequence)) continue;
      this.looked++;
      const index = this.mirror.committed.indexOf(client, sequence);
      if (index === 0) return this.answeredTooSoon(step.node.id, client, sequence);
      if (index > this.acknowledged) this.acknowledged = index;
    }
    const { elections } = this.mirror;
    if (this.acknowledged > before) return this.missingFrom(0) ?? this.held();
    const newest = elections.won.at(-1);
    if (newest?.event === step.facts.event) return this.missingFrom(elections.won.length - 1);
    return step.durableTruncated === null ? null : this.held();
  }

  audit(): Finding | null {
    return this.uncommitted ?? this.missingFrom(0) ?? this.held();
  }

  detail(): string {
    return `${counted(this.looked, 'write')} acknowledged`;
  }

  private get term(): number {
    return this.mirror.committed.inTerm[this.acknowledged]!;
  }

  private answeredTooSoon(node: number, client: number, sequence: number): Finding {
    this.uncommitted ??= {
      node,
      message: `n${node} told client ${client} of the success of its request ${sequence}, which is not committed`,
      evidence: { client, sequence, committed: this.mirror.committed.length },
    };
    return this.uncommitted;
  }

  /** The first election, from this one on, of a later leader without what was acknowledged. */
  private missingFrom(position: number): Finding | null {
    const { elections, committed } = this.mirror;
    const { acknowledged: index, term } = this;
    if (index === 0 || elections.highestTerm <= term) return null;
    for (let i = position; i < elections.won.length; i++) {
      const election = elections.won[i]!;
      if (election.term <= term) continue;
      if (election.last.index >= index && ancestorAt(election.last, index) === committed.nodes[index])
        continue;
      return {
        node: election.leader,
        message: `n${election.leader} leads term ${election.term} without the acknowledged write at index ${index}, committed in term ${term}`,
        evidence: { index, term: election.term, committedInTerm: term, lastIndex: election.last.index },
      };
    }
    return null;
  }

  private held(): Finding | null {
    const { committed, nodes, quorum } = this.mirror;
    const { acknowledged: index } = this;
    let holders = 0;
    for (const { id, durableLog } of nodes) {
      if (id !== 0 && durableLog.nodes[index] === committed.nodes[index]) holders++;
    }
    if (holders >= quorum) return null;
    return {
      node: 0,
      message: `the acknowledged write at index ${index} is left on ${counted(holders, 'disk')}, fewer than the ${quorum} of a quorum`,
      evidence: { index, holders, quorum },
    };
  }
}
