// The backup: keeps every change on its disk, in the primary's order, and says how far it has come.

import type { ClientRequest, Program, ProgramHost, Seat } from '../../sim/program.ts';
import { type Change, Store } from '../store.ts';
import type { Message } from './message.ts';

/** One durable step of the backup. */
export type Write =
  | { readonly kind: 'epoch'; readonly epoch: number; readonly nonce: number }
  | { readonly kind: 'change'; readonly change: Change };

/** What the backup's disk holds. */
export class Image {
  epoch = 0;
  nonce = -1;
  index = 0;
  store: Store = new Store();

  persist(write: Write): void {
    if (write.kind === 'epoch') {
      this.epoch = write.epoch;
      this.nonce = write.nonce;
    } else {
      this.index++;
      this.store.absorb(write.change);
    }
  }

  copy(): Image {
    const twin = new Image();
    twin.epoch = this.epoch;
    twin.nonce = this.nonce;
    twin.index = this.index;
    twin.store = this.store.copy();
    return twin;
  }
}

export class Backup implements Program<Message> {
  private readonly host: ProgramHost<Message, Write>;
  private readonly id: number;
  private readonly primary: number;
  /** What the disk will hold when all is written. */
  private readonly state: Image;
  private written = 0;
  private durable = 0;
  /** The primary waits for the state. */
  private isAsked = false;

  constructor(host: ProgramHost<Message, Write>, seat: Seat<Image>, primary: number) {
    this.host = host;
    this.id = seat.id;
    this.primary = primary;
    this.state = seat.image.copy();
  }

  onStart(): void {}
  onAlarm(): void {}

  onMessage(message: Message): void {
    const { state } = this;
    if (message.kind === 'fetch') {
      // A new epoch: what an earlier start of the primary still has under way is not taken any more.
      if (message.nonce !== state.nonce) {
        this.write({ kind: 'epoch', epoch: state.epoch + 1, nonce: message.nonce });
      }
      this.isAsked = true;
    } else if (message.kind === 'change' && message.epoch === state.epoch) {
      if (message.index === state.index + 1) this.write({ kind: 'change', change: message.change });
    }
    this.report();
  }

  onRequest(request: ClientRequest): void {
    this.host.answer(request.client, request.request, { kind: 'redirect', leader: this.primary });
  }

  onDurable(ticket: number): void {
    this.durable = ticket;
    this.report();
  }

  onWriteFailed(): void {
    this.host.halt('the disk is full');
  }

  describe(): string {
    return `backup ${this.state.epoch}.${this.state.index}`;
  }

  private write(write: Write): void {
    this.state.persist(write);
    this.host.write(write, ++this.written);
  }

  /** Tells the primary where this copy stands, once the disk holds all of it. */
  private report(): void {
    if (this.durable < this.written) return;
    const { epoch, nonce, index, store } = this.state;
    const envelope = { from: this.id, to: this.primary };
    if (this.isAsked)
      this.host.send({ ...envelope, kind: 'state', nonce, epoch, index, store: store.copy() });
    else this.host.send({ ...envelope, kind: 'confirm', epoch, index });
    this.isAsked = false;
  }
}
