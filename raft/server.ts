// The shell around a replica: events in, effects out, in the order that safety needs.

import type { DurableState } from './durable.ts';
import type { Effects, ReadyRead, Waiter } from './effects.ts';
import type { AppliedResult, EntryMachine } from './entry-machine.ts';
import { Fifo } from './fifo.ts';
import type { ClientRequest, Host, Outcome, Timer } from './host.ts';
import { LiveView } from './live-view.ts';
import type { Entry, Message } from './message.ts';
import type { Options } from './options.ts';
import { defaultParts, type Parts } from './parts.ts';
import type { Replica } from './replica.ts';
import { type Instant, type LogIndex, type NodeId, never, type Term, type Ticket } from './units.ts';
import type { ReplicaView } from './view.ts';
import { WaitingRoom } from './waiting-room.ts';
import { WriteLedger } from './write-ledger.ts';

interface Promised {
  readonly message: Message;
  /** The newest write when it was promised. */
  readonly ticket: Ticket;
}

export class Server {
  protected readonly host: Host;
  protected readonly machine: EntryMachine;
  protected readonly replica: Replica;
  protected readonly ledger: WriteLedger;
  private readonly liveView: LiveView;
  private readonly applyLag: number;
  private readonly promised: Fifo<Promised> = new Fifo();
  private readonly waiters: Fifo<Waiter> = new Fifo();
  private readonly reads: Fifo<ReadyRead> = new Fifo();
  private readonly room: WaitingRoom;
  private now: Instant;
  /** The alarm that the host holds; `never` for none. */
  private armedAt: Instant = never;
  /** When the entries up to `applyTarget` are applied; `never` while none wait. */
  private applyAt: Instant = never;
  private applyTarget: LogIndex = 0;

  constructor(
    host: Host,
    id: NodeId,
    members: readonly NodeId[],
    durable: DurableState,
    machine: EntryMachine,
    options: Options,
    parts: Parts = defaultParts,
  ) {
    this.host = host;
    this.machine = machine;
    this.now = host.now();
    this.replica = new parts.replica(id, members, durable, options, host.random, machine, parts, this.now);
    this.ledger = new WriteLedger(this.replica.log.lastIndex);
    this.liveView = new LiveView(this.replica, machine);
    this.applyLag = options.applyLag;
    this.room = new WaitingRoom(options.patience);
  }

  view(): ReplicaView {
    return this.liveView;
  }

  /** Once, before any other event. */
  onStart(): void {
    this.readClock();
    this.drain();
  }

  onAlarm(): void {
    this.armedAt = never;
    this.readClock();
    this.replica.onTimeout(this.now);
    if (this.room.deadline <= this.now) this.sendAwayOverdue();
    this.drain();
  }

  /** A timer runs out before its time, because whoever hosts this server says so; false where it has none such. */
  onTimerForced(timer: Timer): boolean {
    this.readClock();
    const had = this.replica.onTimerForced(this.now, timer);
    this.drain();
    return had;
  }

  onMessage(message: Message): void {
    this.readClock();
    this.replica.onMessage(this.now, message);
    this.drain();
  }

  onRequest(request: ClientRequest): void {
    this.readClock();
    this.replica.onRequest(this.now, request);
    this.drain();
  }

  onDurable(ticket: Ticket): void {
    this.readClock();
    this.ledger.complete(ticket);
    this.keepPromises(ticket);
    this.replica.onDurable(this.now, this.ledger.durableIndex, this.ledger.hardStateDurable);
    this.drain();
  }

  /** A server that cannot write can promise nothing: after an fsync failed, no later one mends it. */
  onWriteFailed(ticket: Ticket): void {
    this.host.halt(`write ${ticket} failed`);
  }

  /** Persist, then promise (Figure 2: "updated on stable storage before responding to RPCs"). */
  protected drain(): void {
    const { effects } = this.replica;
    this.write(effects);
    for (let i = 0; i < effects.send.count; i++) this.host.send(effects.send.items[i]!);
    for (let i = 0; i < effects.sendWhenDurable.count; i++) this.promise(effects.sendWhenDurable.items[i]!);
    for (let i = 0; i < effects.waiters.count; i++) this.waiters.push(effects.waiters.items[i]!);
    for (let i = 0; i < effects.reads.count; i++) this.reads.push(effects.reads.items[i]!);
    this.applyCommitted();
    this.answer(effects);
    effects.clear();
    if (this.room.holdsRequests && this.isSureOf(this.replica.leader)) this.admitHeld();
    else this.arm();
  }

  protected write(effects: Effects): void {
    if (effects.hardStateChanged) this.writeHardState();
    if (effects.truncateFrom > 0) {
      const from = effects.truncateFrom;
      this.host.write({ kind: 'truncate', from }, this.ledger.truncate(from));
    }
    if (effects.appendFrom > 0) {
      const { log } = this.replica;
      const entries = log.slice(effects.appendFrom, log.lastIndex);
      this.host.write({ kind: 'append', entries }, this.ledger.append(log.lastIndex));
    }
  }

  protected writeHardState(): void {
    const { currentTerm, votedFor } = this.replica;
    this.host.write({ kind: 'hard-state', currentTerm, votedFor }, this.ledger.hardState());
  }

  /** Sends the message once all that was written so far is durable. */
  protected promise(message: Message): void {
    if (this.ledger.allDurable) this.host.send(message);
    else this.promised.push({ message, ticket: this.ledger.lastTicket });
  }

  /**
   * Sends what is now true for good. What was promised in an earlier term is dropped as if lost on the
   * way: the log it speaks of may have been cut since, and nobody needs it any more.
   */
  private keepPromises(durable: Ticket): void {
    for (let head = this.promised.peek(); head !== undefined; head = this.promised.peek()) {
      if (head.ticket > durable) return;
      this.promised.shift();
      if (head.message.term === this.replica.currentTerm) this.host.send(head.message);
    }
  }

  /** At once, or `applyLag` after it is seen that something is committed. */
  protected applyCommitted(): void {
    const { commitIndex } = this.replica;
    if (this.applyLag === 0) this.applyUpTo(commitIndex);
    else {
      if (this.applyAt <= this.now) {
        this.applyAt = never;
        this.applyUpTo(this.applyTarget);
      }
      if (this.applyAt === never && this.machine.lastApplied < commitIndex) {
        this.applyAt = this.now + this.applyLag;
        this.applyTarget = commitIndex;
      }
    }
  }

  protected applyUpTo(index: LogIndex): void {
    const { log } = this.replica;
    while (this.machine.lastApplied < index) {
      const entry = log.entryAt(this.machine.lastApplied + 1)!;
      this.settle(entry, this.machine.apply(entry));
    }
  }

  /** Tells whoever waits for this index: its result only if the entry is the one that was taken from it. */
  protected settle(entry: Entry, applied: AppliedResult): void {
    for (let waiter = this.waiters.peek(); waiter !== undefined; waiter = this.waiters.peek()) {
      if (waiter.index > entry.index) break;
      this.waiters.shift();
      this.settleWaiter(waiter, entry, applied);
    }
    if (this.room.isEmpty) return;
    for (const waiter of this.room.takeFated(entry.index)) this.settleWaiter(waiter, entry, applied);
  }

  private settleWaiter(waiter: Waiter, entry: Entry, { result }: AppliedResult): void {
    const isOwn = this.isOwnEntry(waiter, entry);
    if (result !== null && isOwn) this.reply(waiter.request, { kind: 'ok', result });
    // Another entry was committed in its place, so it never will be: the request is as good as new.
    else if (this.room.isPatient && !isOwn) this.sendOn(waiter.request, this.replica.leader);
    else this.reply(waiter.request, { kind: 'unknown' });
  }

  protected isOwnEntry(waiter: Waiter, entry: Entry): boolean {
    return waiter.index === entry.index && waiter.term === entry.term;
  }

  protected answer(effects: Effects): void {
    for (let i = 0; i < effects.answers.count; i++) {
      const { request, outcome } = effects.answers.items[i]!;
      if (outcome.kind === 'redirect') this.sendOn(request, outcome.leader);
      else this.reply(request, outcome);
    }
    this.abandonWaiters();
    this.serveReads();
  }

  /** Who leads no more can no longer say what becomes of the entries it took. */
  protected abandonWaiters(): void {
    for (let waiter = this.waiters.peek(); waiter !== undefined; waiter = this.waiters.peek()) {
      if (this.leads(waiter.term)) return;
      this.waiters.shift();
      if (!this.room.await(waiter, this.now)) this.reply(waiter.request, { kind: 'unknown' });
    }
  }

  /** Reads whose leadership is confirmed, once the state has come as far (thesis §6.4). */
  protected serveReads(): void {
    for (let read = this.reads.peek(); read !== undefined; read = this.reads.peek()) {
      if (!this.leads(read.term)) this.sendOn(read.request, this.replica.leader);
      else if (this.maySee(read))
        this.reply(read.request, { kind: 'ok', result: this.machine.query(read.request.command) });
      else return;
      this.reads.shift();
    }
  }

  protected maySee(read: ReadyRead): boolean {
    return this.machine.lastApplied >= read.readIndex;
  }

  protected leads(term: Term): boolean {
    return this.replica.currentTerm === term && this.replica.role.name === 'leader';
  }

  /** To the leader; where none is known, the client waits until one is, if it may. */
  private sendOn(request: ClientRequest, leader: NodeId): void {
    if (!this.isSureOf(leader) && this.room.hold(request, this.now)) return;
    this.reply(request, { kind: 'redirect', leader });
  }

  /** Whether clients may be sent to this leader: one that was heard long ago may be dead by now. */
  private isSureOf(leader: NodeId): boolean {
    const { id, heardLeaderAt, role, options } = this.replica;
    if (leader === 0 || leader === id) return leader === id && role.isOpen();
    return !options.redirectWhenHeard || heardLeaderAt === this.now;
  }

  /** A leader is known again: itself, which takes the requests, or another, to which they go. */
  private admitHeld(): void {
    const { leader, id } = this.replica;
    if (leader === id) {
      while (this.room.holdsRequests && this.replica.role.isOpen())
        this.replica.onRequest(this.now, this.room.takeOne()!);
    } else for (const request of this.room.takeHeld()) this.reply(request, { kind: 'redirect', leader });
    this.drain();
  }

  private sendAwayOverdue(): void {
    const { room, now } = this;
    for (let held = room.takeOverdueHeld(now); held !== undefined; held = room.takeOverdueHeld(now))
      this.reply(held, { kind: 'redirect', leader: 0 });
    for (let fated = room.takeOverdueFated(now); fated !== undefined; fated = room.takeOverdueFated(now))
      this.reply(fated.request, { kind: 'unknown' });
  }

  private reply(request: ClientRequest, outcome: Outcome): void {
    this.host.answer(request.client, request.request, outcome);
  }

  /** The host holds one alarm, never later than needed; one that comes too early finds nothing to do. */
  private arm(): void {
    const deadline = Math.min(this.replica.role.deadline, this.applyAt, this.room.deadline);
    if (deadline >= this.armedAt) return;
    this.armedAt = deadline;
    this.host.setAlarm(deadline);
  }

  private readClock(): void {
    const now = this.host.now();
    const setBack = now < this.now;
    this.now = now;
    if (!setBack) return;
    if (this.applyAt !== never) this.applyAt = now + this.applyLag;
    this.room.restartClock(now);
    this.replica.onClockSetBack(now);
  }
}
