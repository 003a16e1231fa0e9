// Reads without a log entry (thesis §6.4): each waits for a round of heartbeats that began after it
// arrived, and many share a round.

import type { ReadyRead } from './effects.ts';
import { Fifo } from './fifo.ts';
import type { ClientRequest } from './host.ts';
import type { Outbox } from './outbox.ts';
import type { LogIndex, Term } from './units.ts';

interface WaitingRead {
  readonly request: ClientRequest;
  /** commitIndex when it arrived; 0 = no entry of the leader's term was committed then. */
  readonly readIndex: LogIndex;
  readonly round: number;
}

export class ReadIndex {
  /** The round that AppendEntries carry now. */
  round = 0;
  /** Every round up to here was answered by a quorum. */
  confirmedRound = 0;
  /** The round that the newest read waits for. */
  private askedRound = 0;
  private readonly waiting: Fifo<WaitingRead> = new Fifo();

  /** Takes a read, which waits for the round after the present one. */
  ask(request: ClientRequest, readIndex: LogIndex): void {
    this.askedRound = this.round + 1;
    this.waiting.push({ request, readIndex, round: this.askedRound });
  }

  /** Whether a read waits for a round that has not begun. */
  get wantsRound(): boolean {
    return this.askedRound > this.round;
  }

  get isConfirming(): boolean {
    return this.round > this.confirmedRound;
  }

  /** Moves what may be served to `ready`. `commitIndex`: 0 while no entry of `term` is committed. */
  release(term: Term, commitIndex: LogIndex, ready: Outbox<ReadyRead>): void {
    if (commitIndex === 0) return;
    for (let read = this.waiting.peek(); read !== undefined; read = this.waiting.peek()) {
      if (read.round > this.confirmedRound) return;
      this.waiting.shift();
      ready.push({ request: read.request, readIndex: read.readIndex || commitIndex, term });
    }
  }

  /** Takes the oldest read back; undefined when there is none. */
  give(): ClientRequest | undefined {
    return this.waiting.shift()?.request;
  }
}
