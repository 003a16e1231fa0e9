// What happened at the nodes in one event, told by the simulator from their standings and ports; nothing
// here comes from checkers, so that a run is the same with and without them.

import type { Cluster } from './cluster.ts';
import type { Condition, EventName, Role, Tell } from './condition.ts';
import type { Scene } from './scene.ts';

interface Needs {
  readonly standings: boolean;
  readonly writes: boolean;
  readonly sent: boolean;
}

/** Known without a look at anybody's standing. */
const ofNodes: readonly EventName[] = ['crash', 'restart', 'corrupt', 'damage'];
const ofWrites: readonly EventName[] = ['vote', 'append', 'truncate', 'durable'];

export class Happenings {
  /** The first `count` of each column are of this event. */
  count = 0;
  readonly events: EventName[] = [];
  readonly nodes: number[] = [];
  readonly terms: number[] = [];
  /** The indexes from low to high, 0 where there are none. */
  readonly lows: number[] = [];
  readonly highs: number[] = [];
  /** Whether a node's role, term or indexes are others than before the event. */
  hasMoved = false;

  private readonly scene: Scene;
  private readonly cluster: Cluster;
  private readonly needs: Needs;
  // As of each node's last step, by number.
  private readonly roles: Role[];
  private readonly lastTerms: number[];
  private readonly commits: number[];
  private readonly applied: number[];
  private lastLeader = 0;
  private readonly onWritten: Tell;
  private readonly onPersisted: Tell;

  constructor(scene: Scene, cluster: Cluster, conditions: readonly Condition[]) {
    this.scene = scene;
    this.cluster = cluster;
    this.needs = needsOf(conditions);
    this.roles = new Array<Role>(cluster.size + 1).fill('down');
    this.lastTerms = new Array<number>(cluster.size + 1).fill(0);
    this.commits = new Array<number>(cluster.size + 1).fill(0);
    this.applied = new Array<number>(cluster.size + 1).fill(0);
    this.onWritten = (event, term, low, high) => this.add(event, this.scene.facts.node, term, low, high);
    this.onPersisted = (event, term, low, high) => {
      if (event === 'append') this.add('durable', this.scene.facts.node, term, low, high);
    };
  }

  /** After every event. */
  derive(): void {
    this.count = 0;
    this.hasMoved = false;
    const { facts, kind } = this.scene;
    const { node } = facts;
    if (node === 0) return;
    if (facts.kind === 'crash') {
      this.add('crash', node, 0, 0, 0);
      if (facts.damage !== 'none') this.add('damage', node, 0, 0, 0);
    } else if (facts.kind === 'corrupt') this.add('corrupt', node, 0, 0, 0);
    else if (facts.kind === 'start' && facts.incarnation > 1) this.add('restart', node, 0, 0, 0);
    if (this.needs.standings) this.standing(node);
    if (this.needs.writes && kind.tellWrite !== undefined) {
      for (let i = 0; i < facts.persisted.count; i++) kind.tellWrite(facts.persisted.at(i), this.onPersisted);
      for (let i = 0; i < facts.written.count; i++) kind.tellWrite(facts.written.at(i), this.onWritten);
    }
    if (this.needs.sent && kind.tellMessage !== undefined) {
      for (let i = 0; i < facts.sent.count; i++) kind.tellMessage(facts.sent.at(i), this.onWritten);
    }
  }

  private standing(node: number): void {
    const { roles, lastTerms, commits, applied } = this;
    const status = this.cluster.status(node);
    const before = roles[node]!;
    if (status === undefined) {
      if (before === 'down') return;
      this.hasMoved = true;
      roles[node] = 'down';
      commits[node] = 0;
      applied[node] = 0;
      return;
    }
    const { role, term, commitIndex, lastApplied } = status;
    const isNewTerm = term !== lastTerms[node];
    const isNewRole = role !== before;
    const isFurther = commitIndex !== commits[node] || lastApplied !== applied[node];
    if (!isNewTerm && !isNewRole && !isFurther) return;
    this.hasMoved = true;
    roles[node] = role;
    if (isNewTerm || isNewRole) {
      // A restart brings the old term back; only a higher one is news.
      if (term > lastTerms[node]!) this.add('term', node, term, 0, 0);
      lastTerms[node] = term;
      if (before === 'leader' && role !== 'leader') this.add('step-down', node, term, 0, 0);
      if (role === 'candidate') this.add('become-candidate', node, term, 0, 0);
      if (role === 'leader') this.elected(node, term);
    }
    if (commitIndex > commits[node]!) this.add('commit', node, term, commits[node]! + 1, commitIndex);
    if (lastApplied > applied[node]!) this.add('apply', node, term, applied[node]! + 1, lastApplied);
    commits[node] = commitIndex;
    applied[node] = lastApplied;
  }

  private elected(leader: number, term: number): void {
    this.add('become-leader', leader, term, 0, 0);
    if (this.lastLeader !== 0 && this.lastLeader !== leader) this.add('leader-change', leader, term, 0, 0);
    this.lastLeader = leader;
    for (let node = 1; node <= this.cluster.size; node++) {
      if (node === leader || this.roles[node] !== 'leader' || this.lastTerms[node] === term) continue;
      this.add('stale-leader', leader, term, 0, 0);
      return;
    }
  }

  private add(event: EventName, node: number, term: number, low: number, high: number): void {
    const at = this.count++;
    this.events[at] = event;
    this.nodes[at] = node;
    this.terms[at] = term;
    this.lows[at] = low;
    this.highs[at] = high;
  }
}

function needsOf(conditions: readonly Condition[]): Needs {
  let standings = false;
  let writes = false;
  let sent = false;
  for (const condition of conditions) {
    if (condition.kind === 'leaders' || condition.kind === 'standing') standings = true;
    if (condition.kind !== 'event') continue;
    if (ofWrites.includes(condition.event)) writes = true;
    else if (condition.event === 'vote-granted') sent = true;
    else if (!ofNodes.includes(condition.event)) standings = true;
  }
  return { standings, writes, sent };
}
