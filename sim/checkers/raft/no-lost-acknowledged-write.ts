// A write whose client was told of its success stays: it stands in the log of the server that said so, and
// in that of every later leader. How many disks hold it is not asked here, nor whether it was committed in
// time: `promise-durable` and `committed-durable` do, and may find a deviation that loses nothing.

import type { Election } from './elections.ts';
import type { Mirror } from './mirror.ts';
import type { NodeMirror } from './node-mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';
import { ancestorAt, type TrieNode } from './trie.ts';

/** An entry acknowledged in a term, and with it what stands before it. */
interface Acknowledged {
  readonly term: number;
  entry: TrieNode;
}

export class NoLostAcknowledgedWrite implements RaftChecker {
  readonly property = 'no-lost-acknowledged-write';
  readonly source = 'Raft §5.3 (committed entries are durable), §8';
  readonly scope = 'end-to-end';
  readonly watches: number = changes.answered | changes.elected;
  private readonly mirror: Mirror;
  private readonly acknowledged: Acknowledged[] = [];
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    const { answered } = step.facts;
    for (let i = 0; i < answered.count; i++) {
      const { client, sequence, outcome } = answered.items[i]!;
      if (outcome.kind !== 'ok' || !this.mirror.requests.isWrite(client, sequence)) continue;
      this.looked++;
      const finding = this.acknowledge(step.node, client, sequence);
      if (finding !== null) return finding;
    }
    const newest = this.mirror.elections.won.at(-1);
    return newest?.event === step.facts.event ? this.missingFrom(newest) : null;
  }

  audit(): Finding | null {
    for (const election of this.mirror.elections.won) {
      const finding = this.missingFrom(election);
      if (finding !== null) return finding;
    }
    return null;
  }

  detail(): string {
    return `${counted(this.looked, 'write')} acknowledged`;
  }

  private acknowledge(node: NodeMirror, client: number, sequence: number): Finding | null {
    const { committed, elections } = this.mirror;
    const index = committed.indexOf(client, sequence);
    const entry = index > 0 ? committed.nodes[index]! : this.find(node, client, sequence);
    if (entry === null) {
      return {
        node: node.id,
        message: `n${node.id} told client ${client} of the success of its request ${sequence}, which stands nowhere in its log`,
        evidence: { client, sequence, lastIndex: node.log.lastIndex },
      };
    }
    const term = index > 0 ? committed.inTerm[index]! : node.currentTerm;
    const latest = this.acknowledged.at(-1);
    if (latest?.term === term && ancestorAt(entry, latest.entry.index) === latest.entry) latest.entry = entry;
    else if (latest?.term !== term || ancestorAt(latest.entry, entry.index) !== entry)
      this.acknowledged.push({ term, entry });
    if (elections.highestTerm <= term) return null;
    for (const election of elections.won) {
      const finding = lacks(election, { term, entry });
      if (finding !== null) return finding;
    }
    return null;
  }

  /** Where it first stands in the server's own log, beyond what is known to be committed. */
  private find({ log }: NodeMirror, client: number, sequence: number): TrieNode | null {
    for (let index = this.mirror.committed.length + 1; index <= log.lastIndex; index++) {
      const entry = log.entries[index]!;
      if (entry.client === client && entry.sequence === sequence) return log.nodes[index]!;
    }
    return null;
  }

  private missingFrom(election: Election): Finding | null {
    for (const acknowledged of this.acknowledged) {
      const finding = lacks(election, acknowledged);
      if (finding !== null) return finding;
    }
    return null;
  }
}

/** Whether the leader of a later term was elected without what was acknowledged. */
function lacks({ term, leader, last }: Election, { term: before, entry }: Acknowledged): Finding | null {
  if (term <= before) return null;
  const { index } = entry;
  if (last.index >= index && ancestorAt(last, index) === entry) return null;
  return {
    node: leader,
    message: `n${leader} leads term ${term} without the write at index ${index} that was acknowledged in term ${before}`,
    evidence: { index, term, acknowledgedInTerm: before, lastIndex: last.index },
  };
}
