// What one step of a replica asks for: one record, filled by the step and drained by the server.

import type { ClientRequest, Outcome } from './host.ts';
import type { Message } from './message.ts';
import { Outbox } from './outbox.ts';
import type { LogIndex, Term } from './units.ts';

export interface Answer {
  readonly request: ClientRequest;
  readonly outcome: Outcome;
}

/** A client whose command is the log entry (index, term). */
export interface Waiter {
  readonly request: ClientRequest;
  readonly index: LogIndex;
  readonly term: Term;
}

/** A read that may be served by the leader of `term` once `readIndex` is applied (thesis §6.4). */
export interface ReadyRead {
  readonly request: ClientRequest;
  readonly readIndex: LogIndex;
  readonly term: Term;
}

export class Effects {
  /** currentTerm or votedFor differ from what was written last. */
  hardStateChanged = false;
  /** Entries at and after it leave the disk, before any is appended; 0 = none. */
  truncateFrom: LogIndex = 0;
  /** Entries from here to the end of the log go to the disk; 0 = none. */
  appendFrom: LogIndex = 0;
  /** Promises nothing that is not durable: may leave at once. */
  readonly send: Outbox<Message> = new Outbox();
  /** Promises what this step or an earlier one wrote. */
  readonly sendWhenDurable: Outbox<Message> = new Outbox();
  readonly waiters: Outbox<Waiter> = new Outbox();
  readonly reads: Outbox<ReadyRead> = new Outbox();
  readonly answers: Outbox<Answer> = new Outbox();

  clear(): void {
    this.hardStateChanged = false;
    this.truncateFrom = 0;
    this.appendFrom = 0;
    this.send.clear();
    this.sendWhenDurable.clear();
    this.waiters.clear();
    this.reads.clear();
    this.answers.clear();
  }
}
