// Messages that wait until a script delivers them, in the order in which they were sent.

import type { Envelope } from './program.ts';

export interface Waiting {
  readonly message: Envelope;
  /** The event that sent it. */
  readonly cause: number;
}

export class Mailbox {
  private waiting: Waiting[] = [];

  put(message: Envelope, cause: number): void {
    this.waiting.push({ message, cause });
  }

  all(): readonly Waiting[] {
    return this.waiting;
  }

  /** Takes out the one at this place. `keeps`: it goes on waiting nevertheless. */
  takeAt(position: number, keeps: boolean): Waiting {
    return keeps ? this.waiting[position]! : this.waiting.splice(position, 1)[0]!;
  }

  count(isMeant: (message: Envelope) => boolean): number {
    return this.waiting.filter(({ message }) => isMeant(message)).length;
  }

  /** Takes out those that are meant: all, or the n-th alone. `keeps`: they go on waiting nevertheless. */
  take(isMeant: (message: Envelope) => boolean, nth: number | 'all', keeps = false): readonly Waiting[] {
    const meant = this.waiting.filter(({ message }) => isMeant(message));
    const taken = nth === 'all' ? meant : meant.slice(nth - 1, nth);
    if (!keeps) this.waiting = this.waiting.filter((one) => !taken.includes(one));
    return taken;
  }

  /** All that waits, in a few words each. */
  words(describe: (message: Envelope) => string): readonly string[] {
    return this.waiting.map(({ message }) => `n${message.from} → n${message.to} ${describe(message)}`);
  }
}
