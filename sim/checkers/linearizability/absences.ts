// Which delete did a reader of nothing see? All else about a key whose values are unique is certain, and
// lies in the list of chains. One answer that suits everything is kept, and another one looked for when
// it no longer does; none left means that there is no order.

import { type Block, firstOf, isUsed, latestOf, type Sighting, startBlock } from './block.ts';
import type { Call } from './call.ts';
import type { Chain, ChainList } from './chain.ts';
import { Deletes } from './deletes.ts';
import { type Limits, Matching, noLimits } from './matching.ts';

/** New sightings, at most, before the next look for what is past; attempts at one look. */
const sweepEveryMax = 4;
const cutsMax = 16;
/** Unknown deletes that one cut may spend. */
const spentMax = 8;
/** More sightings that hang together than these are not judged. */
const sightingsMax = 96;
/** Steps that each sighting earns, and how many times the steps of one search may be saved. */
const stepsEarned = 40;
const searchesSaved = 8;

export class Absences {
  /** No answer is left; for certain, unless `isLost`. */
  isBroken = false;
  /** No answer was found within the budget. */
  isLost = false;
  /** Nothing is asked any more, and nothing refused. */
  private isStopped = false;
  private readonly list: ChainList;
  private readonly steps: number;
  /** What searches may still cost: many long ones would be more than the key is worth. */
  private credit: number;
  private readonly deletes: Deletes = new Deletes();
  private readonly matching: Matching;
  /** By the time of their answers. */
  private sightings: Sighting[] = [];
  /** The answer: blocks of nothing that explain all sightings. */
  private blocks: readonly Block[] = [startBlock];
  private hasStart = true;
  /** What began before this can be seen in no sighting that is left. */
  private lower = -1;
  private readonly sweepEvery: number;
  private sweepAt: number;

  constructor(list: ChainList, steps: number, sweepEvery: number) {
    this.list = list;
    this.steps = steps;
    this.credit = searchesSaved * steps;
    this.sweepEvery = Math.min(sweepEvery, sweepEveryMax);
    this.sweepAt = this.sweepEvery;
    this.matching = new Matching(list, this.deletes);
  }

  /** Sightings enough to make it worth while to look for what is past. */
  get isWide(): boolean {
    return this.sightings.length >= this.sweepAt;
  }

  /** Nothing is open: what was seen and what was not is certain. */
  get isCertain(): boolean {
    return this.sightings.length === 0;
  }

  /** What stood in the way of the latest answer. */
  get rivals(): readonly Call[] {
    return this.matching.rivals;
  }

  /** Whether somebody saw the unknown delete, where that is certain. */
  isSeen(call: Call): boolean {
    return !this.deletes.adrift.includes(call);
  }

  stop(): void {
    this.isStopped = true;
    this.isBroken = false;
    this.sightings = [];
  }

  deleted(call: Call): void {
    if (!this.isStopped) this.deletes.begun(call);
  }

  ended(call: Call): void {
    if (this.isStopped) return;
    this.deletes.ended(call);
    if (call.state === 'failed' && isUsed(this.blocks, call)) this.solve();
  }

  /** Somebody called at `invoked` was told at `finished` that there is nothing. */
  seen(invoked: number, finished: number): void {
    if (this.isStopped || this.deletes.isWithin(invoked, finished)) return;
    this.add({ invoked, finished, root: null });
  }

  /** A chain that begins with nothing was found. */
  rooted(root: Chain): void {
    if (!this.isStopped) this.add({ invoked: root.latest, finished: root.first, root });
  }

  /** Somebody saw more of this chain: its bounds are wider now. */
  changed(chain: Chain): void {
    if (this.sightings.length === 0) return;
    for (const block of this.blocks) {
      if (block.root === chain) {
        if (this.matching.fits(this.blocks, block, block)) continue;
      } else if (
        block.write === chain.tail.write ||
        chain.first >= latestOf(block) ||
        firstOf(block) >= chain.latest
      )
        continue;
      this.solve();
      return;
    }
  }

  /**
   * Lets go of sightings that nothing to come has to do with. Returns up to where chains may be dropped.
   * `oldest`: when the oldest observer was called.
   */
  cut(oldest: number): number {
    if (this.sightings.length > 0) {
      let attempts = 0;
      for (let at = this.list.top; at !== null && attempts < cutsMax; at = at.below) {
        if (at.first >= oldest || at.kind === 'float') continue;
        attempts++;
        // Who saw the nothing that a bare chain began with hangs together with it: another one has to lie before it.
        const lower = at.kind === 'bare' ? this.list.latestBefore(at) : at;
        if (lower !== null && this.isApart(lower, at) && this.release(lower, at)) break;
      }
      this.sweepAt = this.sightings.length + Math.max(this.sweepEvery, this.sightings.length >> 1);
    }
    if (this.sightings.length > 0) return this.lower;
    this.deletes.forgetBefore(this.list.past);
    return Number.POSITIVE_INFINITY;
  }

  private add(sighting: Sighting): void {
    if (this.sightings.length === 0) {
      this.lower = this.list.past;
      this.blocks = this.hasStart ? [startBlock] : [];
    }
    this.sightings.push(sighting);
    this.credit = Math.min(this.credit + stepsEarned, searchesSaved * this.steps);
    this.matching.rivals = [];
    const [next] = this.matching.ways(this.blocks, sighting, noLimits);
    if (next === undefined) this.solve();
    else this.blocks = next;
    if (this.sightings.length > sightingsMax) this.lose();
  }

  /** Another answer. */
  private solve(): void {
    const { matching } = this;
    matching.rivals = [];
    const found = this.search(this.sightings, this.hasStart, noLimits);
    if (found !== null) this.blocks = found;
    else if (matching.isExhausted) this.lose();
    else this.isBroken = true;
  }

  private lose(): void {
    this.isBroken = true;
    this.isLost = true;
  }

  private search(sightings: readonly Sighting[], hasStart: boolean, limits: Limits): readonly Block[] | null {
    const steps = Math.min(this.steps, this.credit);
    const found = this.matching.find(sightings, hasStart ? [startBlock] : [], limits, steps);
    this.credit -= Math.min(steps, steps - this.matching.stepsLeft);
    return found;
  }

  /** Whether each sighting either lies before `lower`, or began after the first answer of `upper`, which follows it. */
  private isApart(lower: Chain, upper: Chain): boolean {
    let before = 0;
    for (const sighting of this.sightings) {
      if (isBefore(sighting, lower, upper)) before++;
      else if (sighting.root !== upper && beginOf(sighting) <= upper.first) return false;
    }
    return before > 0;
  }

  /** Explains what lies before the chains by deletes that nobody can see later; else it has to stay. */
  private release(lower: Chain, upper: Chain): boolean {
    const { deletes, hasStart } = this;
    const bound = lower.latest;
    const left = this.sightings.filter((sighting) => isBefore(sighting, lower, upper));
    const right = this.sightings.filter((sighting) => !isBefore(sighting, lower, upper));
    let found = this.search(left, hasStart, { before: bound, unknown: 0 });
    let blocks: readonly Block[] = this.blocks.filter(
      (block) => firstOf(block) >= bound && (block.root !== lower || lower === upper),
    );
    if (found === null) {
      if (deletes.open.some((call) => call.invoked < upper.latest && call.returned >= bound)) return false;
      for (let unknown = 1; found === null && unknown <= spentMax; unknown++)
        found = this.search(left, hasStart, { before: bound, unknown });
      if (found === null) return false;
      const spent = found.flatMap(({ write }) => (write?.state === 'unknown' ? [write] : []));
      const adrift = deletes.adrift.slice();
      for (const call of spent) deletes.spend(call);
      if (spent.some((call) => isUsed(blocks, call))) {
        const others = this.search(right, false, noLimits);
        if (others === null) {
          deletes.adrift = adrift;
          return false;
        }
        blocks = others;
      }
    }
    this.sightings = right;
    this.blocks = blocks;
    this.hasStart = false;
    this.lower = bound;
    deletes.forgetBefore(bound);
    return true;
  }
}

function isBefore({ finished, root }: Sighting, lower: Chain, upper: Chain): boolean {
  if (root !== null && (root === lower || root === upper)) return root === lower;
  return (root === null ? finished : root.first) < lower.latest;
}

function beginOf({ invoked, root }: Sighting): number {
  return root === null ? invoked : root.latest;
}
