// What a run went through, seen from far away: abstract states, as 32-bit hashes. Terms, logs and commit indexes count
// only by how they compare between nodes, and it does not matter which node is which, so that two runs meet in a
// state although no number in them is the same.

import type { Simulation } from './simulation.ts';

const roles = { follower: 1, candidate: 2, leader: 3 } as const;
/** Beyond this a difference is large, however large. */
const far = 3;

export class StateWatch {
  private readonly simulation: Simulation;
  private readonly size: number;
  private readonly seen: Set<number> = new Set();
  private inFlight = -1;
  // By position of the node.
  private readonly standings: Int32Array;
  private readonly terms: Float64Array;
  private readonly lasts: Float64Array;
  private readonly lastTerms: Float64Array;
  private readonly commits: Float64Array;
  private readonly hashes: Uint32Array;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.size = simulation.cluster.size;
    this.standings = new Int32Array(this.size).fill(-1);
    this.terms = new Float64Array(this.size);
    this.lasts = new Float64Array(this.size);
    this.lastTerms = new Float64Array(this.size);
    this.commits = new Float64Array(this.size);
    this.hashes = new Uint32Array(this.size);
  }

  /** Each once, in the order in which they came about. */
  states(): Uint32Array {
    return Uint32Array.from(this.seen);
  }

  afterEvent(): void {
    const { facts } = this.simulation.scene;
    let isChanged = false;
    if (facts.node > 0) isChanged = this.look(facts.node - 1);
    else if (facts.kind === 'nemesis')
      for (let node = 0; node < this.size; node++) isChanged = this.look(node) || isChanged;
    const inFlight = this.underWay();
    if (!isChanged && inFlight === this.inFlight) return;
    this.inFlight = inFlight;
    this.seen.add(this.hash());
  }

  /** Takes down how the node stands; whether that is new. */
  private look(node: number): boolean {
    const { cluster } = this.simulation;
    const { isUp, isPaused, disk } = cluster.node(node + 1);
    const status = cluster.status(node + 1);
    let standing = (isUp ? 1 : 0) | (isPaused ? 2 : 0) | (disk.unsynced > 0 ? 4 : 0);
    let isChanged = false;
    if (status !== undefined) {
      const {
        role,
        term,
        commitIndex,
        lastApplied,
        votedFor = 0,
        lastLogIndex = 0,
        lastLogTerm = 0,
      } = status;
      const vote = votedFor === 0 ? 0 : votedFor === node + 1 ? 1 : 2;
      standing |= (roles[role] << 3) | (vote << 5) | (lastApplied < commitIndex ? 128 : 0);
      isChanged =
        this.terms[node] !== term ||
        this.lasts[node] !== lastLogIndex ||
        this.lastTerms[node] !== lastLogTerm ||
        this.commits[node] !== commitIndex;
      this.terms[node] = term;
      this.lasts[node] = lastLogIndex;
      this.lastTerms[node] = lastLogTerm;
      this.commits[node] = commitIndex;
    }
    if (this.standings[node] === standing) return isChanged;
    this.standings[node] = standing;
    return true;
  }

  /** How crowded the network is: nothing, something, much, very much. */
  private underWay(): number {
    const { delivered, undeliverable, scene } = this.simulation;
    const { sent, duplicated, lost, cut } = scene.network;
    const count = sent + duplicated - lost - cut - delivered - undeliverable;
    return count <= 0 ? 0 : count < 4 ? 1 : count < 16 ? 2 : 3;
  }

  private hash(): number {
    const { size, hashes } = this;
    for (let node = 0; node < size; node++) {
      const hash = this.hashOf(node);
      let place = node;
      // In order of the hashes, so that names do not count.
      while (place > 0 && hashes[place - 1]! > hash) {
        hashes[place] = hashes[place - 1]!;
        place--;
      }
      hashes[place] = hash;
    }
    let all = mixed(0x811c9dc5, this.inFlight);
    for (let node = 0; node < size; node++) all = mixed(all, hashes[node]!);
    return all >>> 0;
  }

  private hashOf(node: number): number {
    const { size, terms, lasts, lastTerms, commits } = this;
    let termsAbove = 0;
    let betterLogs = 0;
    let others = 0;
    let highest = 0;
    for (let other = 0; other < size; other++) {
      if (commits[other]! > highest) highest = commits[other]!;
      if (other === node) continue;
      if (terms[other]! > terms[node]!) termsAbove++;
      const newer = lastTerms[other]! - lastTerms[node]! || lasts[other]! - lasts[node]!;
      if (newer > 0) betterLogs++;
      if (this.arePartedAt(node, other)) others++;
    }
    const pending = Math.min(far, Math.max(0, lasts[node]! - commits[node]!));
    const behind = Math.min(far, highest - commits[node]!);
    const ownTerm = lastTerms[node] === terms[node] ? 1 : 0;
    const relations =
      termsAbove | (betterLogs << 3) | (others << 6) | (pending << 9) | (behind << 11) | (ownTerm << 13);
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

function mixed(hash: number, word: number): number {
  let next = Math.imul(hash ^ word, 0x21f0aaad);
  next = Math.imul(next ^ (next >>> 15), 0x735a2d97);
  return next ^ (next >>> 16);
}
