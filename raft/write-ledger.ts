// Which writes are on their way to the disk, and what is durable already.

import type { LogIndex, Ticket } from './units.ts';

interface PendingAppend {
  readonly ticket: Ticket;
  /** The last entry that is durable once this ticket is. */
  readonly lastIndex: LogIndex;
}

export class WriteLedger {
  /** Every entry up to here is durable. */
  durableIndex: LogIndex;
  /** The newest write. */
  lastTicket: Ticket = 0;
  private durableTicket: Ticket = 0;
  private hardStateTicket: Ticket = 0;
  /** Tickets and indexes rise. */
  private readonly appends: PendingAppend[] = [];

  /** `durableIndex`: of the log that the server started from. */
  constructor(durableIndex: LogIndex) {
    this.durableIndex = durableIndex;
  }

  get allDurable(): boolean {
    return this.durableTicket === this.lastTicket;
  }

  get hardStateDurable(): boolean {
    return this.durableTicket >= this.hardStateTicket;
  }

  hardState(): Ticket {
    this.hardStateTicket = ++this.lastTicket;
    return this.lastTicket;
  }

  /** Writes under way no longer count for the entries that this one removes. */
  truncate(from: LogIndex): Ticket {
    const { appends } = this;
    if (this.durableIndex >= from) this.durableIndex = from - 1;
    let first: PendingAppend | undefined;
    while (appends.length > 0 && appends[appends.length - 1]!.lastIndex >= from) first = appends.pop();
    if (first !== undefined) appends.push({ ticket: first.ticket, lastIndex: from - 1 });
    return ++this.lastTicket;
  }

  append(lastIndex: LogIndex): Ticket {
    const ticket = ++this.lastTicket;
    this.appends.push({ ticket, lastIndex });
    return ticket;
  }

  /** All writes up to `ticket` are durable. */
  complete(ticket: Ticket): void {
    const { appends } = this;
    if (ticket > this.durableTicket) this.durableTicket = ticket;
    while (appends.length > 0 && appends[0]!.ticket <= ticket) {
      const { lastIndex } = appends.shift()!;
      if (lastIndex > this.durableIndex) this.durableIndex = lastIndex;
    }
  }
}
