// The workers of a hunt. They are given several cases at a time, so that small runs do not wait for messages; one that
// runs into a limit is ended, its case is named, its other cases are given to a new worker.

import type { Case } from '../case.ts';
import type { Finding } from '../finding.ts';
import type { Death, Hand, Spawn } from './hand.ts';
import type { Outcome, WireCase, WorkerReport } from './message.ts';

/** What somebody wants run. */
export interface Job {
  readonly given: Case;
  readonly watchesStates: boolean;
  /** A worker that should not run it, if there is another. */
  readonly notBy: number | null;
  done(result: JobResult): void;
}

export type JobResult =
  | {
      readonly kind: 'found';
      readonly finding: Finding;
      readonly states: Uint32Array | null;
      readonly worker: number;
    }
  /** The worker had to be ended, or died. */
  | { readonly kind: 'ended'; readonly by: 'wall' | 'heap' }
  | { readonly kind: 'broke'; readonly error: string };

export interface PoolOptions {
  readonly workers: number;
  readonly spawn: Spawn;
  /** Longest that a case may take. */
  readonly wallMs: number;
  readonly now: () => number;
  /** The next job that this worker may take; null: none at present. */
  readonly next: (worker: number) => Job | null;
  /** After each report, when its jobs are done. */
  readonly onReport: (tookMs: number) => void;
}

/** What a message should hold, ms of work: enough that messages cost nothing, little enough that stopping is quick. */
const messageMs = 30;
const casesMax = 64;
/** While one message is worked on the next lies ready. */
const messagesAhead = 2;
const lookEveryMs = 100;

/** A worker that dies between cases would do so again. */
export class WorkerDeath extends Error {
  override readonly name: string = 'WorkerDeath';
  readonly by: Death['kind'];

  constructor(by: Death['kind'], message: string) {
    super(message);
    this.by = by;
  }
}

interface Slot {
  hand: Hand;
  /** Given and not reported, by id, in order. */
  readonly out: Map<number, Job>;
  messages: number;
  /** Of its present case. */
  running: number;
  since: number;
}

export class Pool {
  private readonly options: PoolOptions;
  private readonly slots: Slot[] = [];
  private readonly scenarios: readonly Case['scenario'][];
  private readonly again: Job[] = [];
  /** Cases during which a worker ran out of memory: once may have been the others' fault. */
  private readonly suspects = new Set<Job>();
  private readonly watch: NodeJS.Timeout;
  private lastId = 0;
  private caseMs = messageMs;
  private isEnded = false;
  private readonly fail: (error: Error) => void;
  /** Rejected when workers cannot be had at all. */
  readonly failure: Promise<never>;

  constructor(scenarios: readonly Case['scenario'][], options: PoolOptions) {
    this.options = options;
    this.scenarios = scenarios;
    let fail: (error: Error) => void = () => {};
    this.failure = new Promise<never>((_, reject) => {
      fail = reject;
    });
    this.failure.catch(() => {});
    this.fail = fail;
    for (let worker = 0; worker < options.workers; worker++) this.slots.push(this.newSlot(worker));
    this.watch = setInterval(() => this.look(), lookEveryMs);
  }

  /** Deals out what there is. */
  wake(): void {
    // In turns, so that little work is spread.
    let isDealt = true;
    while (isDealt && !this.isEnded) {
      isDealt = false;
      for (let worker = 0; worker < this.slots.length; worker++) {
        if (this.deal(worker)) isDealt = true;
      }
    }
  }

  get isIdle(): boolean {
    return this.again.length === 0 && this.slots.every(({ out }) => out.size === 0);
  }

  async end(): Promise<void> {
    this.isEnded = true;
    clearInterval(this.watch);
    await Promise.all(this.slots.map(({ hand }) => hand.end()));
  }

  private newSlot(worker: number): Slot {
    const hand = this.options.spawn({
      onReport: (report) => this.onReport(worker, report),
      onDeath: (cause) => this.onDeath(worker, cause),
    });
    return { hand, out: new Map(), messages: 0, running: 0, since: this.options.now() };
  }

  private deal(worker: number): boolean {
    const slot = this.slots[worker]!;
    if (slot.messages >= messagesAhead) return false;
    const cases: WireCase[] = [];
    const room = Math.min(casesMax, Math.max(1, Math.floor(messageMs / this.caseMs)));
    while (cases.length < room) {
      const job = this.nextJob(worker, slot.out.size === 0);
      if (job === null) break;
      const id = ++this.lastId;
      slot.out.set(id, job);
      cases.push(this.wire(id, job));
      if (this.suspects.has(job)) break;
    }
    if (cases.length === 0) return false;
    slot.messages++;
    slot.hand.give(cases);
    return true;
  }

  /** A suspect is alone with its worker. */
  private nextJob(worker: number, isFree: boolean): Job | null {
    const position = this.again.findIndex((job) => isFree || !this.suspects.has(job));
    if (position >= 0) return this.again.splice(position, 1)[0]!;
    return this.options.next(worker);
  }

  private wire(id: number, { given, watchesStates }: Job): WireCase {
    const { scenario, seed, bugs, scopes, overrides } = given;
    const position = this.scenarios.indexOf(scenario);
    return { id, scenario: position < 0 ? scenario : position, seed, bugs, scopes, overrides, watchesStates };
  }

  private onReport(worker: number, { outcomes, tookMs }: WorkerReport): void {
    if (this.isEnded) return;
    const slot = this.slots[worker]!;
    slot.messages--;
    if (outcomes.length > 0) this.caseMs += (tookMs / outcomes.length - this.caseMs) / 8;
    for (const outcome of outcomes) {
      const job = slot.out.get(outcome.id)!;
      slot.out.delete(outcome.id);
      this.suspects.delete(job);
      job.done(resultOf(outcome, worker));
    }
    this.options.onReport(tookMs);
    this.wake();
  }

  private onDeath(worker: number, cause: Death): void {
    if (this.isEnded) return;
    const { out, hand } = this.slots[worker]!;
    const job = out.get(hand.running());
    if (job === undefined) {
      const why = cause.kind === 'error' ? cause.error : 'it has too little memory to begin';
      this.fail(new WorkerDeath(cause.kind, `a worker of the hunt died: ${why}`));
      return;
    }
    if (cause.kind === 'error') this.replace(worker, { kind: 'broke', error: cause.error });
    else if (this.suspects.has(job)) this.replace(worker, { kind: 'ended', by: 'heap' });
    else {
      this.suspects.add(job);
      this.replace(worker, null);
    }
  }

  /** A new worker; the case of the old one is done so, or run again. The others are run again. */
  private replace(worker: number, result: JobResult | null): void {
    const { out, hand } = this.slots[worker]!;
    const running = hand.running();
    void hand.end();
    this.slots[worker] = this.newSlot(worker);
    for (const [id, job] of out) {
      if (id !== running || result === null) this.again.push(job);
      else {
        this.suspects.delete(job);
        job.done(result);
      }
    }
    this.options.onReport(0);
    this.wake();
  }

  /** Whether a case takes too long. */
  private look(): void {
    const now = this.options.now();
    for (let worker = 0; worker < this.slots.length; worker++) {
      const slot = this.slots[worker]!;
      const running = slot.hand.running();
      if (running !== slot.running || running === 0) {
        slot.running = running;
        slot.since = now;
      } else if (now - slot.since > this.options.wallMs && slot.out.has(running)) {
        this.replace(worker, { kind: 'ended', by: 'wall' });
      }
    }
  }
}

function resultOf(outcome: Outcome, worker: number): JobResult {
  switch (outcome.kind) {
    case 'found':
      return { kind: 'found', finding: outcome.finding, states: outcome.states, worker };
    case 'broke':
      return { kind: 'broke', error: outcome.error };
  }
}
