// Deliveries by priority instead of by latency (Burckhardt et al., "A Randomized Scheduler with Probabilistic
// Guarantees of Finding Bugs", ASPLOS 2010). The threads of that paper are lines of messages here: those of one kind
// from one node to another, first come first served. Each has a random priority; every so often the first message of
// the highest line that has one is delivered. At a few deliveries, drawn beforehand, the line whose turn it is falls
// below all others first.

import { type DecisionBook, scheduleLanes } from './decision.ts';
import { DecisionStream } from './decision-stream.ts';
import { eventKinds } from './kernel/event-kinds.ts';
import type { EventQueue } from './kernel/event-queue.ts';
import type { SchedulePlan } from './plan.ts';
import type { Envelope } from './program.ts';

interface Waiting {
  readonly kind: number;
  readonly copy: number;
  readonly cause: number;
  readonly message: Envelope;
}

export class Schedule {
  /** How many were delivered by it, and from how many lines: what the bound of the search is made of. */
  delivered = 0;
  private readonly plan: SchedulePlan;
  private readonly queue: EventQueue;
  private readonly kinds: readonly string[];
  private readonly size: number;
  private readonly lines: (Waiting[] | undefined)[] = [];
  private readonly priorities: Float64Array;
  /** The deliveries before which a line falls, ascending, each with the place that it falls to. */
  private readonly changes: readonly { readonly at: number; readonly to: number }[];
  private changed = 0;
  private waiting = 0;
  private isTurnPlanned = false;

  constructor(
    plan: SchedulePlan,
    size: number,
    kinds: readonly string[],
    seed: number,
    queue: EventQueue,
    book: DecisionBook,
  ) {
    this.plan = plan;
    this.size = size;
    this.kinds = kinds;
    this.queue = queue;
    const draws = new DecisionStream(seed, 'schedule', book);
    const count = (size + 1) * (size + 1) * Math.max(1, kinds.length);
    // Above 0: whatever falls comes to lie below.
    this.priorities = Float64Array.from(
      { length: count },
      (_, line) => 1 + draws.draw(line, scheduleLanes.priority),
    );
    this.changes = Array.from({ length: plan.changes }, (_, position) => ({
      at: 1 + draws.pick(plan.steps, position + 1, scheduleLanes.change),
      to: -position - 1,
    })).sort((one, other) => one.at - other.at || one.to - other.to);
  }

  /** Lines that ever had a message. */
  get threads(): number {
    let threads = 0;
    for (const line of this.lines) if (line !== undefined) threads++;
    return threads;
  }

  put(kind: number, copy: number, message: Envelope, now: number, cause: number): void {
    const line = this.lineOf(message);
    let waiting = this.lines[line];
    if (waiting === undefined) {
      waiting = [];
      this.lines[line] = waiting;
    }
    waiting.push({ kind, copy, cause, message });
    this.waiting++;
    this.planTurn(now);
  }

  /** The next delivery, at once. Nothing happens in the event of the turn itself. */
  onTurn(now: number): void {
    this.isTurnPlanned = false;
    if (this.waiting === 0) return;
    const next = this.delivered + 1;
    let line = this.highest();
    while (this.changed < this.changes.length && this.changes[this.changed]!.at <= next) {
      this.priorities[line] = this.changes[this.changed]!.to;
      this.changed++;
      line = this.highest();
    }
    this.deliver(this.lines[line]!.shift()!);
    this.delivered = next;
    this.planTurn(now);
  }

  /** From here on messages travel by themselves; those that wait arrive now. */
  end(): void {
    for (const line of this.lines) for (const waiting of line ?? []) this.deliver(waiting);
    this.waiting = 0;
  }

  private deliver({ kind, copy, cause, message }: Waiting): void {
    this.waiting--;
    this.queue.pushNext(kind, message.to, copy, cause, message);
  }

  private planTurn(now: number): void {
    if (this.isTurnPlanned || this.waiting === 0) return;
    this.isTurnPlanned = true;
    this.queue.push(now + this.plan.every, eventKinds.turn, 0, 0, 0, null);
  }

  private highest(): number {
    let highest = -1;
    for (let line = 0; line < this.lines.length; line++) {
      const waiting = this.lines[line];
      if (waiting === undefined || waiting.length === 0) continue;
      if (highest < 0 || this.priorities[line]! > this.priorities[highest]!) highest = line;
    }
    return highest;
  }

  private lineOf({ kind, from, to }: Envelope): number {
    const which = Math.max(0, this.kinds.indexOf(kind));
    return (which * (this.size + 1) + from) * (this.size + 1) + to;
  }
}
