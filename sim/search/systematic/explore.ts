// Every schedule of a small cluster within bounds, by playing paths again from the start. Cheap schedules come first: all
// that can be reached at a price, by any deliveries, before the next higher price. A state is entered once; a step whose
// node stood like that before, at the same event, is known without playing it, and is played only if it leads to a
// state not met before, to be judged there as any event of any run.

import type { Scope } from '../../checkers/checker.ts';
import type { Plan } from '../../plan.ts';
import type { Envelope, ProgramKind } from '../../program.ts';
import { programKind } from '../../registry.ts';
import { Agenda, type Pending, type Shard } from './agenda.ts';
import { type Bounds, isSymmetric, problemsOf } from './bounds.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type Move, nothingSpent, type Path, priceOf, spend } from './move.ts';
import { callsMax, movesFrom } from './moves.ts';
import { after, keyOf, mustBeSame, type Outcome } from './outcome.ts';
import { emptyPast } from './past.ts';
import type { Counts, Found, Progress, Result } from './progress.ts';
import { Stage } from './stage.ts';
import { Standings } from './standing.ts';
import { depthOf, inFlight, pathOf, printOf, type State } from './state.ts';
import { Visited } from './visited.ts';

export interface ExploreOptions {
  /** Manual in timers and delivery, without faults and script; see `problemsOf`. */
  readonly plan: Plan;
  readonly bounds: Bounds;
  /** A program that is not registered. */
  readonly program?: ProgramKind;
  /** Which checks judge; default: the plan's. */
  readonly scopes?: readonly Scope[];
  /** Where to begin; default: at the start of everything. */
  readonly from?: readonly Path[];
  /** Only this part of what costs two or more. */
  readonly shard?: Shard;
  /** Violations after which to stop. Default 1. */
  readonly findingsMax?: number;
  /** Off: every way into a state is played, and no state stands for another. For tests of these savings. */
  readonly reduces?: boolean;
  /** Every step played is compared with what was foreseen of it: slow; throws where they differ. */
  readonly isAudited?: boolean;
  /** Is told of every state entered. */
  readonly onState?: (state: State) => void;
}

/** Between two looks of whoever drives this. */
const playedAtOnce = 200;

/** Yields now and then, so that it can be told of and left; ends with the result. Deterministic. */
export function* explore(options: ExploreOptions): Generator<Progress, Result> {
  const problems = problemsOf(options.plan);
  if (problems.length > 0) throw new RangeError(`cannot be explored: ${problems.join('; ')}`);
  if (options.bounds.commands.length > callsMax)
    throw new RangeError(`clients call ${callsMax} times at most`);
  return yield* new Exploration(options).run();
}

class Exploration {
  readonly counts: Counts = {
    executions: 0,
    played: 0,
    states: 0,
    pruned: 0,
    foreseen: 0,
    depth: 0,
    cut: 0,
    price: 0,
  };
  private readonly options: ExploreOptions;
  private readonly kind: ProgramKind;
  private readonly scopes: readonly Scope[];
  private readonly isSymmetric: boolean;
  private readonly reduces: boolean;
  private readonly visited: Visited;
  private readonly standings: Standings = new Standings();
  private readonly outcomes: Map<number, Outcome> = new Map();
  private readonly messages: Envelope[] = [];
  private readonly messageIds: Map<number, number> = new Map();
  private readonly found: Found[] = [];
  private readonly agenda: Agenda;
  private stage: Stage | null = null;
  /** Where the stage stands; null: nowhere. */
  private at: State | null = null;
  private readonly isAudited: boolean;

  constructor(options: ExploreOptions) {
    this.options = options;
    this.kind = options.program ?? programKind(options.plan.program);
    this.scopes = options.scopes ?? options.plan.checks.scopes;
    this.reduces = options.reduces ?? true;
    this.isAudited = options.isAudited ?? false;
    this.isSymmetric = this.reduces && isSymmetric(options.plan);
    this.visited = new Visited(this.reduces);
    this.agenda = new Agenda(options.shard ?? null);
  }

  *run(): Generator<Progress, Result> {
    this.begin();
    let nextLook = playedAtOnce;
    for (let pending = this.agenda.pop(); pending !== undefined; pending = this.agenda.pop()) {
      this.tryMove(pending);
      if (this.found.length >= (this.options.findingsMax ?? 1)) return this.result(false);
      if (this.counts.played < nextLook) continue;
      nextLook = this.counts.played + playedAtOnce;
      yield this.progress();
    }
    return this.result(this.counts.cut === 0 && this.found.length === 0);
  }

  private begin(): void {
    for (const path of this.options.from ?? [[]]) {
      let state = this.start();
      for (const move of path) {
        const next = state === null ? null : this.enter(state, move);
        if (next === null) break;
        state = next;
      }
      if (state !== null && this.at === state) this.meet(state);
    }
  }

  private start(): State | null {
    const stage = this.newStage();
    const { plan } = this.options;
    if (stage.broken !== null) {
      this.found.push({ path: [], broken: stage.broken });
      return null;
    }
    const { simulation } = stage;
    const ids = simulation.cluster.nodes.map(({ id }) => this.standings.of(simulation, id));
    const state: State = {
      trail: null,
      standings: [ids[0]!, ...ids],
      mail: simulation.scene.mailbox.all().map(({ message }) => this.idOf(message)),
      late: 0,
      past: emptyPast(plan.nodes),
      clients: 0,
      spent: nothingSpent,
      touched: 0,
    };
    this.at = state;
    return state;
  }

  /** What comes of a move, known or played; goes on from there if it is new. */
  private tryMove({ from, move }: Pending): void {
    const foreseen = this.foresee(from, move);
    if (foreseen !== null && this.isMet(foreseen)) {
      this.counts.pruned++;
      this.counts.foreseen++;
      return;
    }
    this.goTo(from);
    const state = this.enter(from, move);
    if (state === null) return;
    if (this.isMet(state)) this.counts.pruned++;
    else this.meet(state);
  }

  private isMet(state: State): boolean {
    return this.visited.covers(printOf(state), inFlight(state, this.options.bounds), state.spent);
  }

  private meet(state: State): void {
    const { counts, options } = this;
    this.visited.add(printOf(state), inFlight(state, this.options.bounds), state.spent);
    counts.states++;
    options.onState?.(state);
    const depth = depthOf(state);
    if (depth > counts.depth) counts.depth = depth;
    if (depth >= options.bounds.depth) counts.cut++;
    for (const move of movesFrom(state, options.bounds, this.messages, this.isSymmetric)) {
      const foreseen = this.foresee(state, move);
      if (foreseen !== null && this.isMet(foreseen)) {
        counts.pruned++;
        counts.foreseen++;
        continue;
      }
      const price = priceOf(spend(state.spent, move));
      this.agenda.push({ from: state, move }, price, price === priceOf(state.spent));
    }
  }

  /** The state after a move whose step was seen before; null if it was not. */
  private foresee(from: State, move: Move): State | null {
    if (!this.reduces) return null;
    const key = keyOf(from, move);
    const outcome = this.outcomes.get(key);
    return outcome === undefined ? null : after(from, move, outcome);
  }

  /** Plays the move on the stage, which stands at `from`; null if that broke something. */
  private enter(from: State, move: Move): State | null {
    const stage = this.stage!;
    const { simulation } = stage;
    const { mailbox } = simulation.scene;
    const waited = mailbox.all().length - (move.kind === 'deliver' && !move.keeps ? 1 : 0);
    this.counts.played++;
    stage.play(move);
    this.at = null;
    if (stage.broken !== null) {
      const path = [...pathOf(from.trail), move];
      this.found.push({ path, broken: stage.broken });
      return null;
    }
    const key = keyOf(from, move);
    const known = this.outcomes.get(key);
    if (known !== undefined && !this.isAudited) return this.stand(from, move, known);
    const sent: number[] = [];
    for (let i = waited; i < mailbox.all().length; i++) sent.push(this.idOf(mailbox.all()[i]!.message));
    const standing = this.standings.of(simulation, move.node);
    const answers = stage.answered.length === 0 ? 0 : fingerprintOf(stage.answered);
    const outcome: Outcome = { standing, sent, answers };
    if (known === undefined) this.outcomes.set(key, outcome);
    else mustBeSame(known, outcome, move);
    return this.stand(from, move, outcome);
  }

  private stand(from: State, move: Move, outcome: Outcome): State {
    const state = after(from, move, outcome);
    this.at = state;
    return state;
  }

  /** Brings the stage there: it may stand there, else by its path from the start. */
  private goTo(state: State): void {
    if (this.at === state) return;
    const stage = this.newStage();
    const path = pathOf(state.trail);
    for (const move of path) stage.play(move);
    this.counts.played += path.length;
    if (stage.broken !== null) throw new Error(`a path of ${path.length} moves breaks when played again`);
    this.at = state;
  }

  private newStage(): Stage {
    const { plan, bounds } = this.options;
    this.counts.executions++;
    this.stage = new Stage(plan, this.kind, this.scopes, bounds.commands);
    return this.stage;
  }

  private idOf(message: Envelope): number {
    const print = fingerprintOf(message);
    let id = this.messageIds.get(print);
    if (id === undefined) {
      id = this.messages.length;
      this.messages.push(message);
      this.messageIds.set(print, id);
    }
    return id;
  }

  private progress(): Progress {
    const { counts, found } = this;
    counts.price = this.agenda.price;
    return { counts: { ...counts }, found: found.slice(), here: this.here, rest: () => this.rest() };
  }

  private get here(): Path {
    return pathOf(this.at?.trail ?? null);
  }

  private rest(): readonly Path[] {
    return this.agenda.all().map(({ from, move }) => [...pathOf(from.trail), move]);
  }

  private result(isExhausted: boolean): Result {
    return { counts: { ...this.counts }, found: this.found.slice(), here: this.here, isExhausted };
  }
}
