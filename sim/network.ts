// The virtual network: a directed link between every two nodes. Cuts act when a message is sent;
// what is in flight arrives, also when its sender is dead or cut off by then.

import type { DecisionBook } from './decision.ts';
import { DecisionStream } from './decision-stream.ts';
import { eventKinds } from './kernel/event-kinds.ts';
import type { EventQueue } from './kernel/event-queue.ts';
import { Link } from './link.ts';
import type { Mailbox } from './mailbox.ts';
import type { LinkPlan, NetworkPlan } from './plan.ts';
import type { Envelope, ProgramKind } from './program.ts';
import type { Schedule } from './schedule.ts';

export class Network {
  sent = 0;
  lost = 0;
  cut = 0;
  duplicated = 0;
  /** Where messages wait to be delivered by a script; null: they travel by themselves. */
  mailbox: Mailbox | null = null;
  /** What decides when messages arrive, in place of latencies; null: they do. */
  schedule: Schedule | null = null;
  /** Frames damaged under way, which their receivers drop. */
  corrupted = 0;
  private readonly size: number;
  private readonly links: (Link | null)[] = [];
  private readonly settings: (LinkPlan | null)[] = [];
  private readonly queue: EventQueue;
  private readonly kind: ProgramKind;

  constructor(
    size: number,
    seed: number,
    plan: NetworkPlan,
    kind: ProgramKind,
    queue: EventQueue,
    book: DecisionBook,
  ) {
    this.size = size;
    this.kind = kind;
    this.queue = queue;
    for (let from = 0; from <= size; from++) {
      for (let to = 0; to <= size; to++) {
        if (from === 0 || to === 0 || from === to) {
          this.links.push(null);
          this.settings.push(null);
          continue;
        }
        const link = new Link(plan.defaults, new DecisionStream(seed, `link/${from}>${to}`, book));
        for (const own of plan.links) if (own.from === from && own.to === to) link.apply(own.set);
        this.links.push(link);
        this.settings.push(settingsOf(link));
      }
    }
  }

  /** Decides the message's fate now; `cause` is the event that sends it. */
  send(message: Envelope, now: number, cause: number): void {
    const link = this.links[message.from * (this.size + 1) + message.to];
    if (!link)
      throw new RangeError(`no link from ${message.from} to ${message.to} in a cluster of ${this.size}`);
    this.sent++;
    link.next();
    if (link.cuts > 0) {
      this.cut++;
      return;
    }
    if (this.mailbox !== null) {
      this.mailbox.put(message, cause);
      return;
    }
    const waits = link.bandwidth === 0 ? 0 : link.queueFor(this.kind.messageBytes(message), now);
    if (waits < 0 || link.isLost()) {
      this.lost++;
      return;
    }
    const kind = this.arrivalOf(link.isCorrupted());
    if (this.schedule !== null) {
      this.scheduled(this.schedule, link, message, kind, now, cause);
      return;
    }
    this.queue.push(now + waits + link.latencyOfMessage(), kind, message.to, 0, cause, message);
    if (link.isDuplicated()) {
      this.duplicated++;
      this.queue.push(
        now + waits + link.latencyOfCopy(),
        this.arrivalOf(link.isCopyCorrupted()),
        message.to,
        1,
        cause,
        this.kind.copyMessage ? this.kind.copyMessage(message) : message,
      );
    }
  }

  private scheduled(
    schedule: Schedule,
    link: Link,
    message: Envelope,
    kind: number,
    now: number,
    cause: number,
  ): void {
    schedule.put(kind, 0, message, now, cause);
    if (!link.isDuplicated()) return;
    this.duplicated++;
    const copy = this.kind.copyMessage ? this.kind.copyMessage(message) : message;
    schedule.put(this.arrivalOf(link.isCopyCorrupted()), 1, copy, now, cause);
  }

  private arrivalOf(isCorrupted: boolean): number {
    if (!isCorrupted) return eventKinds.message;
    this.corrupted++;
    return eventKinds.corrupt;
  }

  /** From here on latencies decide. */
  endSchedule(): void {
    this.schedule?.end();
    this.schedule = null;
  }

  link(from: number, to: number): Link {
    return this.links[from * (this.size + 1) + to] as Link;
  }

  /** Puts a link's settings back to the plan's; cuts are counted apart. */
  restore(from: number, to: number): void {
    const position = from * (this.size + 1) + to;
    (this.links[position] as Link).restore(this.settings[position] as LinkPlan);
  }

  /** Whether messages can pass between two nodes in both directions. */
  isConnected(one: number, other: number): boolean {
    return this.link(one, other).cuts === 0 && this.link(other, one).cuts === 0;
  }
}

function settingsOf(link: Link): LinkPlan {
  return {
    latency: link.latency,
    loss: link.loss,
    duplicate: link.duplicate,
    corrupt: link.corrupt,
    reorder: { probability: link.reorderProbability, window: link.reorderWindow },
    bandwidth: link.bandwidth,
    queueBytes: link.queueBytes,
  };
}
