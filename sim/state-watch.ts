// What a run went through, seen from far away: abstract states of two nodes together, as 32-bit hashes. Terms, logs,
// votes and commit indexes count only by how they compare between the two, and it does not matter which nodes they
// are, so that two runs meet in a state although no number in them is the same. Pairs, because the states of a whole
// cluster are too many: nearly each would be new, and that would say nothing.

import type { Simulation } from './simulation.ts';

const roles = { follower: 1, candidate: 2, leader: 3 } as const;
const pendingMax = 2;

export class StateWatch {
  private readonly simulation: Simulation;
  private readonly size: number;
  private readonly seen: Set<number> = new Set();
  // By position of the node.
  private readonly standings: Int32Array;
  private readonly votes: Int32Array;
  private readonly terms: Float64Array;
  private readonly lasts: Float64Array;
  private readonly lastTerms: Float64Array;
  private readonly commits: Float64Array;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.size = simulation.cluster.size;
    this.standings = new Int32Array(this.size).fill(-1);
    this.votes = new Int32Array(this.size);
    this.terms = new Float64Array(this.size);
    this.lasts = new Float64Array(this.size);
    this.lastTerms = new Float64Array(this.size);
    this.commits = new Float64Array(this.size);
  }

  /** Each once, in the order in which they came about. */
  states(): Uint32Array {
    return Uint32Array.from(this.seen);
  }

  afterEvent(): void {
    const { facts } = this.simulation.scene;
    if (facts.node > 0) this.follow(facts.node - 1);
    else if (facts.kind === 'nemesis') for (let node = 0; node < this.size; node++) this.follow(node);
  }

  private follow(node: number): void {
    if (!this.look(node)) return;
    const world = this.world();
    for (let other = 0; other < this.size; other++) {
      if (other === node && this.size > 1) continue;
      const [one, two] = [this.sideOf(node, other), this.sideOf(other, node)];
      // In order, so that names do not count.
      this.seen.add(mixed(mixed(world, Math.min(one, two)), Math.max(one, two)) >>> 0);
    }
  }

  /** Takes down how the node stands; whether that is new. */
  private look(node: number): boolean {
    const { cluster } = this.simulation;
    const { isUp, isPaused, disk } = cluster.node(node + 1);
    const status = cluster.status(node + 1);
    let standing = (isUp ? 1 : 0) | (isPaused ? 2 : 0) | (disk.unsynced > 0 ? 4 : 0);
    let isChanged = false;
    if (status !== undefined) {
      const { role, term, commitIndex, votedFor = 0, lastLogIndex = 0, lastLogTerm = 0 } = status;
      standing |= roles[role] << 3;
      isChanged =
        this.votes[node] !== votedFor ||
        this.terms[node] !== term ||
        this.lasts[node] !== lastLogIndex ||
        this.lastTerms[node] !== lastLogTerm ||
        this.commits[node] !== commitIndex;
      this.votes[node] = votedFor;
      this.terms[node] = term;
      this.lasts[node] = lastLogIndex;
      this.lastTerms[node] = lastLogTerm;
      this.commits[node] = commitIndex;
    }
    if (this.standings[node] === standing) return isChanged;
    this.standings[node] = standing;
    return true;
  }

  /** What is true of all: how many lead, and how crowded the network is: nothing, something, much. */
  private world(): number {
    const { delivered, undeliverable, scene } = this.simulation;
    const { sent, duplicated, lost, cut } = scene.network;
    const count = sent + duplicated - lost - cut - delivered - undeliverable;
    let leaders = 0;
    for (let node = 0; node < this.size; node++) if (this.standings[node]! >> 3 === roles.leader) leaders++;
    return Math.min(2, leaders) * 3 + (count <= 0 ? 0 : count < 12 ? 1 : 2);
  }

  /** How the node stands beside the other. */
  private sideOf(node: number, other: number): number {
    const { votes, terms, lasts, lastTerms, commits } = this;
    const vote = votes[node]!;
    const voted = vote === 0 ? 0 : vote === node + 1 ? 1 : vote === other + 1 ? 2 : 3;
    const pending = Math.min(pendingMax, Math.max(0, lasts[node]! - commits[node]!));
    const relations =
      voted |
      (compared(terms[node]!, terms[other]!) << 2) |
      (compared(lasts[node]!, lasts[other]!) << 4) |
      (compared(commits[node]!, commits[other]!) << 6) |
      (pending << 8) |
      (lastTerms[node] === terms[node] ? 1024 : 0) |
      (this.arePartedAt(node, other) ? 2048 : 0);
    return mixed(mixed(0x9e3779b9, this.standings[node]!), relations) >>> 0;
  }

  /** Whether neither log is the beginning of the other. One that is down is remembered by its last entry alone. */
  private arePartedAt(one: number, other: number): boolean {
    const { cluster } = this.simulation;
    const short = this.lasts[one]! <= this.lasts[other]! ? one : other;
    const long = short === one ? other : one;
    const index = this.lasts[short]!;
    if (index === 0) return false;
    const found = cluster.status(long + 1)?.termAt?.(index);
    return found !== undefined && found !== this.lastTerms[short];
  }
}

function compared(one: number, other: number): number {
  return one < other ? 1 : one > other ? 2 : 0;
}

function mixed(hash: number, word: number): number {
  let next = Math.imul(hash ^ word, 0x21f0aaad);
  next = Math.imul(next ^ (next >>> 15), 0x735a2d97);
  return next ^ (next >>> 16);
}
