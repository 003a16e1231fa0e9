// The primary: keeps everything in memory, for speed, and leaves durability to its backup. After a
// crash it asks the backup for the state, in a new epoch.

import type { Result } from '../../sim/kv-model.ts';
import type { ClientRequest, Program, ProgramHost, Seat } from '../../sim/program.ts';
import { type Change, Store } from '../store.ts';
import type { Write } from './backup.ts';
import type { Message } from './message.ts';

/** When a client is told that its request is done. */
export type Acknowledgement =
  /** When the backup's disk holds it. */
  | 'when-backed-up'
  /** As soon as the primary has done it: a crash of the primary then loses what the backup had not got. */
  | 'at-once';

const resendAfter = 50_000;
const resentMax = 32;
const nonces = 0x7fff_ffff;

/** An answer that waits until the backup has what it tells of. */
interface Promised {
  readonly index: number;
  readonly request: ClientRequest;
  readonly result: Result;
}

export class Primary implements Program<Message> {
  private readonly host: ProgramHost<Message, Write>;
  private readonly id: number;
  private readonly backup: number;
  private readonly acknowledgement: Acknowledgement;
  private nonce = 0;
  /** 0 while the backup's state has not come. */
  private epoch = 0;
  private store = new Store();
  /** Changes made, and those of them that the backup has confirmed. */
  private index = 0;
  private confirmed = 0;
  private unconfirmed: Change[] = [];
  private promised: Promised[] = [];

  constructor(
    host: ProgramHost<Message, Write>,
    seat: Seat<unknown>,
    backup: number,
    acknowledgement: Acknowledgement,
  ) {
    this.host = host;
    this.id = seat.id;
    this.backup = backup;
    this.acknowledgement = acknowledgement;
  }

  onStart(): void {
    this.beginEpoch();
  }

  onAlarm(): void {
    if (this.epoch === 0) this.fetch();
    const count = Math.min(this.unconfirmed.length, resentMax);
    for (let i = 0; i < count; i++) this.sendChange(this.confirmed + 1 + i);
    this.host.setAlarm(this.host.now() + resendAfter);
  }

  onMessage(message: Message): void {
    if (message.kind === 'state') this.onState(message);
    else if (message.kind === 'confirm') this.onConfirm(message.epoch, message.index);
  }

  onRequest(request: ClientRequest): void {
    // Not ready: the client asks again.
    if (this.epoch === 0) return;
    const found = this.store.find(request);
    if (found.kind === 'late') return;
    this.promise(request, found.kind === 'done' ? found.result : this.execute(request));
  }

  onDurable(): void {}
  onWriteFailed(): void {}

  describe(): string {
    return `primary ${this.epoch}.${this.confirmed}/${this.index}`;
  }

  /** Forgets all, as after a start, and asks the backup where things stand. */
  private beginEpoch(): void {
    this.nonce = this.host.random.below(nonces);
    this.epoch = 0;
    this.unconfirmed = [];
    this.promised = [];
    this.fetch();
    this.host.setAlarm(this.host.now() + resendAfter);
  }

  private onState(message: Extract<Message, { kind: 'state' }>): void {
    if (this.epoch !== 0 || message.nonce !== this.nonce) return;
    this.epoch = message.epoch;
    this.store = message.store.copy();
    this.index = message.index;
    this.confirmed = message.index;
  }

  private onConfirm(epoch: number, index: number): void {
    if (this.epoch === 0 || epoch < this.epoch) return;
    if (epoch > this.epoch) {
      // The backup took a late request of ours for a new start: it takes nothing more in this epoch.
      this.beginEpoch();
      return;
    }
    while (this.confirmed < index) {
      this.confirmed++;
      this.unconfirmed.shift();
    }
    while (this.promised.length > 0 && this.promised[0]!.index <= index) {
      const { request, result } = this.promised.shift()!;
      this.host.answer(request.client, request.request, { kind: 'ok', result });
    }
  }

  private execute(request: ClientRequest): Result {
    const change = this.store.plan(request);
    if (request.command.kind !== 'get') {
      this.store.absorb(change);
      this.unconfirmed.push(change);
      this.sendChange(++this.index);
    }
    return change.result;
  }

  /** Even a read waits: it may have seen a change that a crash would still take back. */
  private promise(request: ClientRequest, result: Result): void {
    if (this.acknowledgement === 'at-once' || this.index === this.confirmed) {
      this.host.answer(request.client, request.request, { kind: 'ok', result });
    } else {
      this.promised.push({ index: this.index, request, result });
    }
  }

  private fetch(): void {
    this.host.send({ kind: 'fetch', from: this.id, to: this.backup, nonce: this.nonce });
  }

  private sendChange(index: number): void {
    const change = this.unconfirmed[index - this.confirmed - 1]!;
    this.host.send({ kind: 'change', from: this.id, to: this.backup, epoch: this.epoch, index, change });
  }
}
