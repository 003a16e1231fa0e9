// The hunt itself: deals the cases of all islands to the workers, and tells strategies, tally and whoever listens what
// came of them.

import type { Scenario } from '../scenarios/scenario.ts';
import { Stream } from '../sim/kernel/random.ts';
import type { Case } from './case.ts';
import type { Finding } from './finding.ts';
import { huntDigest, Island, type IslandStanding, streamOf } from './island.ts';
import type { Spawn } from './pool/hand.ts';
import { type Job, type JobResult, Pool } from './pool/pool.ts';
import type { SeedList } from './seed-list.ts';
import { islandsOf, type Shard } from './shard.ts';
import type { Strategy } from './strategy.ts';
import { type FoundBug, HuntTally } from './tally.ts';
import { Turns } from './turns.ts';
import { endedFinding } from './watchdog.ts';

export interface HuntScenario {
  readonly name: string;
  readonly scenario: Scenario;
  readonly seeds: SeedList;
}

export interface HuntOptions {
  readonly scenarios: readonly HuntScenario[];
  readonly bugs: Case['bugs'];
  readonly scopes: Case['scopes'];
  readonly masterSeed: number;
  readonly shard: Shard;
  /** `stream`: names its dice. */
  readonly strategy: (given: Omit<Case, 'seed'>, stream: string, island: number) => Strategy;
  readonly workers: number;
  readonly spawn: Spawn;
  readonly wallMs: number;
  readonly now: () => number;
  /** Share of the cases that are run twice, 0 … 1. */
  readonly twice: number;
  /** So many different bugs end the hunt. */
  readonly bugsMax: number;
  readonly listener: HuntListener;
}

export interface HuntListener {
  onBug(bug: FoundBug): void;
  onDivergence(divergence: CaseDivergence): void;
  onBroken(broken: BrokenCase): void;
  /** After every report of a worker. */
  onProgress(): void;
}

/** A case whose two runs differ. */
export interface CaseDivergence {
  readonly scenario: string;
  readonly given: Case;
  readonly digests: readonly [string, string];
}

/** A case that could not be run. */
export interface BrokenCase {
  readonly scenario: string;
  readonly given: Case;
  readonly error: string;
}

export class Hunt {
  readonly tally: HuntTally;
  readonly divergences: CaseDivergence[] = [];
  readonly broken: BrokenCase[] = [];
  /** Cases run twice. */
  repeated = 0;
  /** What all workers together spent on runs, ms. */
  workedMs = 0;
  /** No case is begun any more. */
  isStopped = false;
  private readonly options: HuntOptions;
  private readonly islands: readonly Island[];
  private readonly turns: Turns;
  private readonly again: Job[] = [];
  private readonly dice: readonly Stream[];

  constructor(options: HuntOptions) {
    this.options = options;
    const { scenarios } = options;
    this.tally = new HuntTally(scenarios.map(({ name }) => name));
    this.islands = islandsOf(options.shard).flatMap((number) =>
      scenarios.map((_, position) => this.newIsland(position, number)),
    );
    this.turns = new Turns(this.islands, scenarios.length);
    this.dice = scenarios.map(({ name }) => new Stream(`${options.masterSeed}/twice/${name}`));
  }

  /** How many cases there are in all. */
  get total(): number {
    return this.islands.reduce((sum, island) => sum + island.total, 0);
  }

  /** To its end, or until it is stopped and the cases in flight are done. */
  async run(): Promise<void> {
    const { options } = this;
    let finish: () => void = () => {};
    const over = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const pool = new Pool(
      options.scenarios.map(({ scenario }) => scenario),
      {
        workers: options.workers,
        spawn: options.spawn,
        wallMs: options.wallMs,
        now: options.now,
        next: (worker) => this.next(worker),
        onReport: (tookMs) => {
          this.workedMs += tookMs;
          options.listener.onProgress();
          pool.wake();
          if (pool.isIdle) finish();
        },
      },
    );
    try {
      pool.wake();
      if (pool.isIdle) return;
      await Promise.race([over, pool.failure]);
    } finally {
      await pool.end();
    }
  }

  stop(): void {
    this.isStopped = true;
  }

  get standings(): readonly IslandStanding[] {
    return this.islands.map((island) => island.standing(this.options.scenarios[island.scenario]!.name));
  }

  /** The same for the same cases and runs. */
  get digest(): string {
    return huntDigest(this.standings);
  }

  /** What the strategies say of themselves, by scenario. */
  get summaries(): readonly string[] {
    return this.islands.map(({ strategy }) => strategy.summary());
  }

  private newIsland(position: number, number: number): Island {
    const { scenarios, bugs, scopes, masterSeed, strategy } = this.options;
    const { name, scenario, seeds } = scenarios[position]!;
    const given = { scenario, bugs, scopes, overrides: {} };
    return new Island(position, number, seeds, strategy(given, streamOf(masterSeed, name, number), number));
  }

  private next(worker: number): Job | null {
    if (this.isStopped) return null;
    const workers = this.options.workers;
    const position = this.again.findIndex(({ notBy }) => workers === 1 || notBy !== worker);
    if (position >= 0) return this.again.splice(position, 1)[0]!;
    const island = this.turns.take();
    return island === null ? null : this.jobOf(island);
  }

  private jobOf(island: Island): Job {
    const given = island.propose();
    return {
      given,
      watchesStates: island.strategy.watchesStates,
      notBy: null,
      done: (result) => {
        this.learn(island, given, result);
        this.turns.put(island);
      },
    };
  }

  private learn(island: Island, given: Case, result: JobResult): void {
    switch (result.kind) {
      case 'found':
        this.note(island, given, result.finding, result.states);
        if (this.isRunTwice(island, given)) this.again.push(this.repetition(island, given, result));
        return;
      case 'ended':
        this.note(island, given, endedFinding(result.by, this.options.wallMs), null);
        return;
      case 'broke': {
        this.noteBroken({ scenario: this.nameOf(island), given, error: result.error });
        this.note(island, given, endedFinding('broke', 0), null);
      }
    }
  }

  private note(island: Island, given: Case, finding: Finding, states: Uint32Array | null): void {
    island.learn(finding, states);
    const shown = this.tally.add(island.scenario, given, finding);
    if (shown?.isNew !== true) return;
    this.options.listener.onBug(shown.bug);
    if (this.tally.bugs.size >= this.options.bugsMax) this.stop();
  }

  /** Those of one error are told once. */
  private noteBroken(broken: BrokenCase): void {
    const first = ({ error }: BrokenCase): string => error.split('\n', 1)[0]!;
    if (this.broken.some((known) => first(known) === first(broken))) return;
    this.broken.push(broken);
    this.options.listener.onBroken(broken);
  }

  private isRunTwice(island: Island, { seed }: Case): boolean {
    return this.dice[island.scenario]!.at(seed, 0) < this.options.twice * 0x1_0000_0000;
  }

  private repetition(
    island: Island,
    given: Case,
    { finding, worker }: Extract<JobResult, { kind: 'found' }>,
  ): Job {
    return {
      given,
      watchesStates: false,
      notBy: worker,
      done: (again) => {
        this.repeated++;
        if (again.kind !== 'found' || isSame(finding, again.finding)) return;
        const digests = [finding.digest, again.finding.digest] as const;
        const divergence = { scenario: this.nameOf(island), given, digests };
        this.divergences.push(divergence);
        this.options.listener.onDivergence(divergence);
      },
    };
  }

  private nameOf({ scenario }: Island): string {
    return this.options.scenarios[scenario]!.name;
  }
}

function isSame(one: Finding, other: Finding): boolean {
  return one.digest === other.digest && JSON.stringify(one.verdict) === JSON.stringify(other.verdict);
}
