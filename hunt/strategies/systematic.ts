// Bounded exhaustive exploration. Each island takes a corner of a small world, or its share of one; a proposal is what
// the exploration has come to after so many moves: a script that breaks something, or the last one that did not.

import type { Scenario, ScriptStepSpec } from '../../scenarios/scenario.ts';
import type { Plan } from '../../sim/plan.ts';
import { type Corner, corners } from '../../sim/search/systematic/corners.ts';
import { explore } from '../../sim/search/systematic/explore.ts';
import type { Path } from '../../sim/search/systematic/move.ts';
import type { Progress, Result } from '../../sim/search/systematic/progress.ts';
import type { Case } from '../case.ts';
import { islandCount } from '../island.ts';
import type { Strategy } from '../strategy.ts';
import { freedomOf } from '../swarm/freedom.ts';
import { scriptOf } from '../systematic/path-script.ts';
import { planToExplore, smallWorld } from '../systematic/small-world.ts';

/** How much of a hunt an island may have. */
interface Share {
  /** Moves played before a case is proposed: nobody else is heard meanwhile. */
  readonly movesACase: number;
  /** States that it keeps, for the sake of memory: sixty islands explore at a time. */
  readonly statesMax: number;
}

/** The first island explores its corner alone and whole, Figure 8 in it, in a third of the time of all. */
const firstShare: Share = { movesACase: 6000, statesMax: 60_000 };
const share: Share = { movesACase: 200, statesMax: 12_000 };

/** What timers would do after the path is not what was explored. */
const atItsEnd: ScriptStepSpec = { fault: { do: 'stop', what: 'run' } };

export class SystematicStrategy implements Strategy {
  readonly name = 'systematic';
  readonly watchesStates = false;
  private readonly given: Omit<Case, 'seed'>;
  private readonly corner: Corner;
  private readonly share: Share;
  private readonly world: Scenario;
  private readonly plan: Plan;
  private readonly exploration: Generator<Progress, Result>;
  private last: Progress | Result | null = null;
  private isOver = false;
  /** Violations that were proposed. */
  private told = 0;

  /** `island`: which corner, and which share of it. */
  constructor(given: Omit<Case, 'seed'>, island: number) {
    this.given = given;
    const others = corners.length - 1;
    const isFirst = island === 0;
    const place = isFirst ? 0 : 1 + ((island - 1) % others);
    this.share = isFirst ? firstShare : share;
    this.corner = corners[place]!;
    const { bounds } = this.corner;
    this.world = smallWorld(given.scenario, this.corner);
    this.plan = planToExplore(this.world, given.bugs, bounds.commands.length);
    this.exploration = explore({
      plan: this.plan,
      bounds,
      scopes: given.scopes ?? this.plan.checks.scopes,
      findingsMax: Number.POSITIVE_INFINITY,
      shard: isFirst
        ? { index: 0, count: 1 }
        : { index: Math.floor((island - 1) / others), count: Math.ceil((islandCount - place) / others) },
    });
  }

  propose(seed: number): Case {
    if (freedomOf(this.given.scenario) === 'none') return { ...this.given, seed };
    const script = [...scriptOf(this.plan, this.next(), this.commands), atItsEnd];
    return { ...this.given, seed, scenario: { ...this.world, script } };
  }

  learn(): void {}

  summary(): string {
    const { corner, last } = this;
    if (last === null) return 'systematic: nothing explored';
    const { states, executions, depth, pruned } = last.counts;
    const figures = `${states} states by ${executions} paths of ${depth} moves at most, ${pruned} moves pruned`;
    const end = this.isOver
      ? this.isProof
        ? 'all within its bounds, and nothing broke'
        : 'all within its bounds'
      : 'not finished';
    return `systematic: ${corner.name} on ${corner.nodes} servers: ${figures}; ${end}`;
  }

  private get commands(): Corner['bounds']['commands'] {
    return this.corner.bounds.commands;
  }

  private get isProof(): boolean {
    return this.last !== null && 'isExhausted' in this.last && this.last.isExhausted;
  }

  /** The path to propose: one that broke something before any other. */
  private next(): Path {
    const until = (this.last?.counts.played ?? 0) + this.share.movesACase;
    while (
      !this.isOver &&
      this.told >= (this.last?.found.length ?? 0) &&
      (this.last?.counts.played ?? 0) < until
    ) {
      const { value, done } = this.exploration.next();
      this.last = value;
      this.isOver = done === true || value.counts.states >= this.share.statesMax;
    }
    const found = this.last?.found[this.told];
    if (found === undefined) return this.last?.here ?? [];
    this.told++;
    return found.path;
  }
}
