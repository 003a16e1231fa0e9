// Which delete did a reader of nothing see? All answers that are still possible, as worlds side by side;
// everything else about a key whose values are unique is certain, and lies in the list of chains.

import type { Call } from './call.ts';
import type { Chain, ChainList } from './chain.ts';
import { type Block, closingOf, firstOf, freest, isUsed, latestOf, type World, withBlock } from './world.ts';

/** A delete that may be what a reader saw; its chain once it is answered. */
interface Delete {
  readonly call: Call;
  chain: Chain | null;
}

const sweepFrom = 4;
const rivalsMax = 8;

export class Absences {
  /** None: what clients saw has no order, provided that `isWhole`. */
  worlds: readonly World[] = [
    { blocks: [{ write: null, first: -1, latest: -1, root: null }], spent: [], past: -1 },
  ];
  /** What stood against the worlds that the latest answer ruled out. */
  rivals: Call[] = [];
  /** False once a world was given up for lack of room. */
  isWhole = true;
  /** Nothing is asked any more, and nothing refused. */
  private isStopped = false;
  private readonly list: ChainList;
  private readonly worldsMax: number;
  private open: Delete[] = [];
  /** Of unknown outcome, by invocation. */
  private adrift: Call[] = [];
  private sweepAt = sweepFrom;

  constructor(list: ChainList, worldsMax: number) {
    this.list = list;
    this.worldsMax = worldsMax;
  }

  /** Worlds enough to make it worth while to look for what is past. */
  get isWide(): boolean {
    return this.worlds.length >= this.sweepAt;
  }

  /** One world is left, and no other was possible. */
  get isCertain(): boolean {
    return this.isWhole && this.worlds.length === 1;
  }

  /** Whether somebody saw the unknown delete, where that is certain. */
  isSeen(call: Call): boolean {
    return isUsed(this.worlds[0]!, call) || !this.adrift.includes(call);
  }

  /** All worlds were lost, but not for certain. */
  get isLost(): boolean {
    return this.worlds.length === 0 && !this.isWhole;
  }

  stop(): void {
    this.isStopped = true;
    this.worlds = [{ blocks: [], spent: [], past: -1 }];
    this.open = [];
    this.adrift = [];
  }

  deleted(call: Call): void {
    if (this.isStopped) return;
    this.open.push({ call, chain: null });
  }

  /** The delete ended; `chain` is its own, when it was answered. */
  ended(call: Call, chain: Chain | null): void {
    const position = this.open.findIndex((entry) => entry.call === call);
    if (position < 0) return;
    if (call.state === 'done') {
      this.open[position]!.chain = chain;
      return;
    }
    this.open.splice(position, 1);
    if (call.state === 'failed') this.worlds = this.worlds.filter((world) => !isUsed(world, call));
    else {
      let at = this.adrift.length;
      while (at > 0 && this.adrift[at - 1]!.invoked > call.invoked) at--;
      this.adrift.splice(at, 0, call);
    }
  }

  /** Somebody called at `invoked` was told at `event` that there is nothing. */
  seen(invoked: number, event: number): void {
    if (this.isStopped) return;
    if (this.worlds.every((world) => this.isPlain(world, invoked))) return;
    const next: World[] = [];
    this.rivals = [];
    for (const world of this.worlds) {
      if (this.isPlain(world, invoked)) {
        next.push(world);
        continue;
      }
      for (const block of world.blocks)
        if (invoked <= closingOf(block)) this.add(next, world, { ...block, latest: invoked }, block);
      for (const { call, chain } of this.open) {
        const first = chain === null ? event : chain.first;
        const latest = Math.max(invoked, call.invoked);
        if (!isUsed(world, call)) this.add(next, world, { write: call, first, latest, root: null }, null);
      }
      this.forAdrift(world, invoked, event, (call) => {
        const latest = Math.max(invoked, call.invoked);
        this.add(next, world, { write: call, first: event, latest, root: null }, null);
      });
    }
    this.take(next);
  }

  /** A chain that begins with nothing was found. */
  rooted(root: Chain): void {
    if (this.isStopped) return;
    const { first: limit, latest: bound } = root;
    const next: World[] = [];
    this.rivals = [];
    for (const world of this.worlds) {
      for (const block of world.blocks)
        if (block.root === null && block.latest <= limit) this.add(next, world, { ...block, root }, block);
      for (const { call, chain } of this.open) {
        const first = chain === null ? limit : chain.first;
        if (call.invoked <= limit && !isUsed(world, call))
          this.add(next, world, { write: call, first, latest: call.invoked, root }, null);
      }
      this.forAdrift(world, bound, limit, (call) => {
        this.add(next, world, { write: call, first: limit, latest: call.invoked, root }, null);
      });
    }
    this.take(next);
  }

  /** Somebody saw more of this chain: its bounds are wider now. */
  changed(chain: Chain): void {
    const { worlds } = this;
    if (worlds.length === 1 && worlds[0]!.blocks.length === 0 && chain.first >= worlds[0]!.past) return;
    this.rivals = [];
    if (worlds.every((world) => this.holds(world, chain))) return;
    this.worlds = worlds.filter((world) => this.holds(world, chain));
  }

  /**
   * Drops what nobody can see any more: what ended before the call of a chain that had ended before the
   * oldest observer was called. `high` is the latest such call, of `highest`; `second` that of any other.
   */
  sweep(high: number, second: number, highest: Chain | null): void {
    this.open = this.open.filter(({ chain }) => chain === null || !chain.isGone);
    const swept = this.worlds.map((world): World => {
      // A block that something follows is past when that is.
      const isPast = ({ write, first, root }: Block): boolean =>
        root === null
          ? first < (write !== null && write === highest?.tail.write ? second : high)
          : root.isGone;
      const gone = world.blocks.filter(isPast);
      const spent = [...world.spent, ...gone.flatMap(({ write }) => write ?? [])].filter(
        (call) => this.adrift.includes(call) || this.open.some((entry) => entry.call === call),
      );
      const past = gone.reduce((latest, block) => Math.max(latest, latestOf(block)), world.past);
      return { blocks: world.blocks.filter((block) => !gone.includes(block)), spent, past };
    });
    this.worlds = freest(swept);
    this.sweepAt = Math.max(sweepFrom, 2 * this.worlds.length);
    this.forgetCertain();
  }

  /** What every world has used is of no use any more. */
  private forgetCertain(): void {
    const isCertain = (call: Call): boolean => this.worlds.every((world) => isUsed(world, call));
    if (this.adrift.length > 0) this.adrift = this.adrift.filter((call) => !isCertain(call));
  }

  /** Whether a reader called at `invoked` changes nothing: one who was called later has seen the same. */
  private isPlain(world: World, invoked: number): boolean {
    for (const block of world.blocks) if (block.latest >= invoked && invoked <= closingOf(block)) return true;
    for (const { call, chain } of this.open)
      if (chain !== null && call.invoked >= invoked && !isUsed(world, call)) return true;
    return false;
  }

  /** Unknown deletes called until `until`: of those that were called before `bound` one is as good as another. */
  private forAdrift(world: World, bound: number, until: number, visit: (call: Call) => void): void {
    for (let i = this.adrift.length - 1; i >= 0; i--) {
      const call = this.adrift[i]!;
      if (call.invoked > until || isUsed(world, call)) continue;
      visit(call);
      if (call.invoked <= bound) return;
    }
  }

  private add(next: World[], world: World, block: Block, instead: Block | null): void {
    if (this.fits(world, block, instead)) next.push(withBlock(world, block, instead));
  }

  private fits(world: World, block: Block, instead: Block | null): boolean {
    const { list } = this;
    const first = firstOf(block);
    const latest = latestOf(block);
    if (block.latest > closingOf(block) || first < list.past || first < world.past) return false;
    const rival = list.rival(first, latest, block.root, block.write);
    if (rival !== null) {
      this.blame(rival.tail.write);
      return false;
    }
    for (const other of world.blocks)
      if (other !== instead && firstOf(other) < latest && first < latestOf(other)) return false;
    return true;
  }

  /** Among the reasons why no world may be left. */
  private blame(call: Call): void {
    if (this.rivals.length < rivalsMax && !this.rivals.includes(call)) this.rivals.push(call);
  }

  private holds(world: World, chain: Chain): boolean {
    if (chain.first < world.past) return false;
    for (const block of world.blocks) {
      if (block.root === chain) {
        if (!this.fits(world, block, block)) return false;
      } else if (block.write !== chain.tail.write) {
        if (chain.first < latestOf(block) && firstOf(block) < chain.latest) {
          if (block.write !== null) this.blame(block.write);
          return false;
        }
      }
    }
    return true;
  }

  private take(next: World[]): void {
    let worlds = next.length > 1 ? freest(next) : next;
    if (worlds.length > this.worldsMax) {
      this.isWhole = false;
      worlds = worlds.sort((a, b) => a.blocks.length + a.spent.length - b.blocks.length - b.spent.length);
      worlds = worlds.slice(0, this.worldsMax);
    }
    this.worlds = worlds;
  }
}
