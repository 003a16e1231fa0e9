// The hunt itself: deals the cases of all islands to the workers, and tells strategies, tally and whoever listens what
// came of them.

import type { Scenario } from '../scenarios/scenario.ts';
import type { Case } from './case.ts';
import type { Finding } from './finding.ts';
import { huntDigest, Island, type IslandStanding, streamOf } from './island.ts';
import { type KnownBug, standingOf } from './known-bugs.ts';
import type { BrokenCase, CaseDivergence, CasePlace, HuntListener } from './listener.ts';
import type { Spawn } from './pool/hand.ts';
import { type Job, type JobResult, Pool } from './pool/pool.ts';
import type { Remembered } from './remembered.ts';
import { difference, Repetitions } from './repetitions.ts';
import { featuresOf, ResidualRisk } from './residual-risk.ts';
import type { KnownResult } from './result.ts';
import type { SeedList } from './seed-list.ts';
import { islandsOf, type Shard } from './shard.ts';
import type { Strategy } from './strategy.ts';
import { HuntTally } from './tally.ts';
import { Turns } from './turns.ts';
import { endedFinding, isOfLimit } from './watchdog.ts';

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
  readonly endsAt?: number | null; // by `now`: a timer alone comes late while strategies think
  /** Share of the cases that are run twice, 0 … 1. */
  readonly twice: number;
  /** So many different bugs end the hunt. */
  readonly bugsMax: number;
  /** Tried before anything else. */
  readonly known: readonly KnownBug[];
  readonly listener: HuntListener;
}

export class Hunt {
  readonly tally: HuntTally;
  readonly divergences: CaseDivergence[] = [];
  readonly broken: BrokenCase[] = [];
  readonly known: KnownResult[] = [];
  readonly risk: ResidualRisk = new ResidualRisk();
  /** Cases run twice. */
  repeated = 0;
  /** Runs of this process: what was restored does not count. */
  made = 0;
  /** What all workers together spent on runs, ms. */
  workedMs = 0;
  /** No case is begun any more. */
  isStopped = false;
  private readonly options: HuntOptions;
  private readonly islands: readonly Island[];
  private turns: Turns | null = null;
  private readonly repetitions: Repetitions;
  private readonly again: Job[];

  constructor(options: HuntOptions) {
    this.options = options;
    const { scenarios } = options;
    const names = scenarios.map(({ name }) => name);
    this.tally = new HuntTally(names);
    this.islands = islandsOf(options.shard).flatMap((number) =>
      scenarios.map((_, position) => this.newIsland(position, number)),
    );
    this.repetitions = new Repetitions(names, options.masterSeed, options.twice);
    this.again = options.known.map((known) => this.knownJob(known));
  }

  /** How many cases there are in all. */
  get total(): number {
    return this.islands.reduce((sum, island) => sum + island.total, 0);
  }

  /** Of an earlier process of the same hunt: as if it were learnt now. Before `run`. */
  restore(remembered: Iterable<Remembered>): void {
    const byPlace = new Map(this.islands.map((island) => [`${island.scenario}/${island.number}`, island]));
    const unrepeated = new Map<
      string,
      { readonly island: Island; readonly place: CasePlace; readonly known: Known }
    >();
    for (const each of remembered) {
      const island = byPlace.get(`${each.scenario}/${each.island}`);
      if (island === undefined)
        throw new RangeError(`there is no island ${each.island} of scenario ${each.scenario}`);
      if (each.kind === 'learnt') {
        const place = island.place;
        const given = island.propose();
        island.learn(each.finding, each.states);
        this.count(island, given, each.finding, each.states);
        if (!this.repetitions.isChosen(island.scenario, given.seed) || isOfLimit(each.finding)) continue;
        unrepeated.set(keyOf(place), { island, place, known: { given, finding: each.finding } });
      } else {
        const { known } = unrepeated.get(keyOf(each)) ?? {};
        unrepeated.delete(keyOf(each));
        if (known !== undefined) this.noteRepeated(each, known.given, each.digests);
      }
    }
    for (const { place, known } of unrepeated.values()) this.again.push(this.repetition(place, known, null));
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
    this.turns = new Turns(this.islands, options.scenarios.length);
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

  /** What the strategies say of themselves: of each scenario the island that did most. */
  get summaries(): readonly string[] {
    return this.options.scenarios.flatMap(({ name }, scenario) => {
      const own = this.islands.filter((island) => island.scenario === scenario && island.done > 0);
      const [most] = own.sort((a, b) => b.done - a.done || a.number - b.number);
      return most === undefined ? [] : [`${name}, one of ${own.length} islands: ${most.strategy.summary()}`];
    });
  }

  private newIsland(position: number, number: number): Island {
    const { scenarios, bugs, scopes, masterSeed, strategy } = this.options;
    const { name, scenario, seeds } = scenarios[position]!;
    const given = { scenario, bugs, scopes, overrides: {} };
    return new Island(position, number, seeds, strategy(given, streamOf(masterSeed, name, number), number));
  }

  private next(worker: number): Job | null {
    const { workers, endsAt = null, now } = this.options;
    if (this.isStopped || (endsAt !== null && now() >= endsAt)) return null;
    const position = this.again.findIndex(({ notBy }) => workers === 1 || notBy !== worker);
    if (position >= 0) return this.again.splice(position, 1)[0]!;
    const island = this.turns?.take() ?? null;
    return island === null ? null : this.islandJob(island);
  }

  private islandJob(island: Island): Job {
    const given = island.propose();
    return {
      given,
      watchesStates: island.strategy.watchesStates,
      notBy: null,
      done: (result) => {
        this.learn(island, given, result);
        this.turns?.put(island);
      },
    };
  }

  private learn(island: Island, given: Case, result: JobResult): void {
    const place = island.place;
    switch (result.kind) {
      case 'found': {
        const { finding, states, worker } = result;
        this.note(island, given, finding, states);
        if (!this.repetitions.isChosen(island.scenario, given.seed)) return;
        this.again.push(this.repetition(place, { given, finding }, worker));
        return;
      }
      case 'ended':
        this.note(island, given, endedFinding(result.by, this.options.wallMs), null);
        return;
      case 'broke':
        this.noteBroken({ scenario: this.nameOf(place), given, error: result.error });
        this.note(island, given, endedFinding('broke', 0), null);
    }
  }

  private note(island: Island, given: Case, finding: Finding, states: Uint32Array | null): void {
    const { listener, bugsMax } = this.options;
    const place = island.place;
    island.learn(finding, states);
    this.made++;
    listener.onLearnt({ ...place, given, strategy: island.strategy.name, finding, states });
    const shown = this.count(island, given, finding, states);
    if (shown?.isNew !== true) return;
    listener.onBug(shown.bug);
    if (this.tally.bugs.size >= bugsMax) this.stop();
  }

  private count(
    { scenario }: Island,
    given: Case,
    finding: Finding,
    states: Uint32Array | null,
  ): ReturnType<HuntTally['add']> {
    this.risk.note(featuresOf(finding, states), finding.signature !== null);
    return this.tally.add(scenario, given, finding);
  }

  /** Those of one error are told once. */
  private noteBroken(broken: BrokenCase): void {
    if (this.broken.some((known) => firstLine(known) === firstLine(broken))) return;
    this.broken.push(broken);
    this.options.listener.onBroken(broken);
  }

  private repetition(place: CasePlace, { given, finding }: Known, worker: number | null): Job {
    return {
      given,
      watchesStates: false,
      notBy: worker,
      done: (again) => {
        if (again.kind !== 'found') return;
        const digests = difference(finding, again.finding);
        this.options.listener.onRepeated({ ...place, digests });
        this.noteRepeated(place, given, digests);
      },
    };
  }

  private noteRepeated(place: CasePlace, given: Case, digests: readonly [string, string] | null): void {
    this.repeated++;
    if (digests === null) return;
    const divergence = { scenario: this.nameOf(place), given, digests };
    this.divergences.push(divergence);
    this.options.listener.onDivergence(divergence);
  }

  private knownJob(known: KnownBug): Job {
    return {
      given: known.given,
      watchesStates: false,
      notBy: null,
      done: (result) => {
        if (result.kind !== 'found') return;
        const standing = standingOf(known.signature, result.finding);
        const { folder, signature } = known;
        this.known.push({ folder, property: signature.property, standing });
        this.options.listener.onKnown(known, standing);
      },
    };
  }

  private nameOf({ scenario }: Pick<CasePlace, 'scenario'>): string {
    return this.options.scenarios[scenario]!.name;
  }
}

function firstLine({ error }: BrokenCase): string {
  return error.split('\n', 1)[0]!;
}

interface Known {
  readonly given: Case;
  readonly finding: Finding;
}

function keyOf({ scenario, island, ordinal }: CasePlace): string {
  return `${scenario}/${island}/${ordinal}`;
}
