// The real world of a server: this machine's clock, dice and timers, and whatever carries its messages and keeps
// its writes. The server is the one that the simulator hosts, and cannot tell.

import type { DurableState } from '../raft/durable.ts';
import type { ClientRequest, Host, Outcome, Random, Write } from '../raft/host.ts';
import type { Message } from '../raft/message.ts';
import type { Server } from '../raft/server.ts';
import { type ClientId, type Instant, never, type RequestId, type Ticket } from '../raft/units.ts';

/** What the host tells of: a server, or what stands in for one. */
export type Hosted = Pick<
  Server,
  'onStart' | 'onAlarm' | 'onMessage' | 'onRequest' | 'onDurable' | 'onWriteFailed'
>;

/** Carries messages to other servers, and answers to clients. */
export interface Wire {
  send(message: Message): void;
  answer(client: ClientId, request: RequestId, outcome: Outcome): void;
}

/** Told, never within `write`, how far the writes have come. */
export interface WriteListener {
  onDurable(ticket: Ticket): void;
  /** This write and all after it are lost. */
  onWriteFailed(ticket: Ticket): void;
}

export interface Disk {
  /** What was durable when it was opened, and what has become so since. */
  readonly image: DurableState;
  /** Listens alone: who listened before was an earlier incarnation, and hears nothing more. */
  listen(listener: WriteListener): void;
  write(write: Write, ticket: Ticket): void;
}

export interface World {
  readonly wire: Wire;
  readonly disk: Disk;
  /** The server cannot go on; nothing reaches it any more. */
  readonly onHalt: (reason: string) => void;
}

/** The longest wait that a timer of Node takes, ms; a longer one is waited for in parts. */
const waitMaxMs = 0x7fff_ffff;

export class LiveHost implements Host {
  readonly random: Random = { below: (limit) => Math.floor(Math.random() * limit) };
  private readonly world: World;
  private hosted: Hosted | null = null;
  private alarmAt: Instant = never;
  private timer: NodeJS.Timeout | undefined = undefined;
  /** When `timer` rings: the alarm may have been put off since, or be further away than a timer can wait. */
  private timerAt: Instant = never;

  constructor(world: World) {
    this.world = world;
  }

  start(hosted: Hosted): void {
    this.hosted = hosted;
    this.world.disk.listen({
      onDurable: (ticket) => this.hosted?.onDurable(ticket),
      onWriteFailed: (ticket) => this.hosted?.onWriteFailed(ticket),
    });
    hosted.onStart();
  }

  /** Nothing reaches what was hosted any more: as in a crash. */
  stop(): void {
    this.hosted = null;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  onMessage(message: Message): void {
    this.hosted?.onMessage(message);
  }

  onRequest(request: ClientRequest): void {
    this.hosted?.onRequest(request);
  }

  // The ports.

  /** µs since the process began: never set back. */
  now(): Instant {
    return Math.floor(performance.now() * 1000);
  }

  setAlarm(at: Instant): void {
    this.alarmAt = at;
    if (this.hosted !== null) this.wind();
  }

  send(message: Message): void {
    this.world.wire.send(message);
  }

  write(write: Write, ticket: Ticket): void {
    this.world.disk.write(write, ticket);
  }

  answer(client: ClientId, request: RequestId, outcome: Outcome): void {
    this.world.wire.answer(client, request, outcome);
  }

  halt(reason: string): void {
    if (this.hosted === null) return;
    this.stop();
    this.world.onHalt(reason);
  }

  /** One timer, lazily: a later alarm waits for it to ring and winds it again. */
  private wind(): void {
    if (this.timer !== undefined) {
      if (this.timerAt <= this.alarmAt) return;
      clearTimeout(this.timer);
    }
    const wait = Math.min(Math.max(Math.ceil((this.alarmAt - this.now()) / 1000), 1), waitMaxMs);
    this.timerAt = this.alarmAt;
    this.timer = setTimeout(() => this.onTimer(), wait);
  }

  private onTimer(): void {
    this.timer = undefined;
    if (this.hosted === null || this.alarmAt === never) return;
    // Timers of Node count whole milliseconds, and may ring before the last of them is over.
    if (this.now() < this.alarmAt) {
      this.wind();
      return;
    }
    this.alarmAt = never;
    this.hosted.onAlarm();
  }
}
