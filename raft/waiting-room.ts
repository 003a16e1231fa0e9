// Clients whom a server lets wait rather than send away: until a leader is known, or until the fate of an entry
// that it took while it led. Nobody waits longer than the patience that the options allow.

import type { Waiter } from './effects.ts';
import { Fifo } from './fifo.ts';
import type { ClientRequest } from './host.ts';
import { type Duration, type Instant, type LogIndex, never } from './units.ts';

/** More than these are sent away at once: a server without a leader must not fill its memory. */
const seatsMax = 4096;

interface Held {
  readonly request: ClientRequest;
  readonly until: Instant;
}

interface Fated {
  readonly waiter: Waiter;
  readonly until: Instant;
}

export class WaitingRoom {
  private readonly patience: Duration;
  /** Never taken by anybody; in the order of their coming. */
  private held: Fifo<Held> = new Fifo();
  private heldCount = 0;
  /** Taken here, by a leader that leads no more; in the order of their coming. */
  private fated: Fated[] = [];

  constructor(patience: Duration) {
    this.patience = patience;
  }

  get isPatient(): boolean {
    return this.patience > 0;
  }

  get isEmpty(): boolean {
    return this.heldCount === 0 && this.fated.length === 0;
  }

  get holdsRequests(): boolean {
    return this.heldCount > 0;
  }

  /** When the first of them has waited long enough. */
  get deadline(): Instant {
    return Math.min(this.held.peek()?.until ?? never, this.fated[0]?.until ?? never);
  }

  /** Whether there is room for a request that no leader is known for. */
  hold(request: ClientRequest, now: Instant): boolean {
    if (!this.hasRoom()) return false;
    this.held.push({ request, until: now + this.patience });
    this.heldCount++;
    return true;
  }

  /** Whether there is room for a client whose entry may yet be committed. */
  await(waiter: Waiter, now: Instant): boolean {
    if (!this.hasRoom()) return false;
    this.fated.push({ waiter, until: now + this.patience });
    return true;
  }

  /** Who waits longest for a leader; undefined when nobody does. */
  takeOne(): ClientRequest | undefined {
    if (this.heldCount > 0) this.heldCount--;
    return this.held.shift()?.request;
  }

  /** All who wait for a leader. */
  takeHeld(): readonly ClientRequest[] {
    const requests: ClientRequest[] = [];
    for (let next = this.held.shift(); next !== undefined; next = this.held.shift())
      requests.push(next.request);
    this.heldCount = 0;
    return requests;
  }

  /** Those whose entry stood at this index: it is known now what became of it. */
  takeFated(index: LogIndex): readonly Waiter[] {
    if (this.fated.length === 0) return none;
    const taken = this.fated.filter(({ waiter }) => waiter.index === index);
    if (taken.length > 0) this.fated = this.fated.filter(({ waiter }) => waiter.index !== index);
    return taken.map(({ waiter }) => waiter);
  }

  /** A request that has waited long enough for a leader; undefined when there is none. */
  takeOverdueHeld(now: Instant): ClientRequest | undefined {
    const first = this.held.peek();
    if (first === undefined || first.until > now) return undefined;
    this.heldCount--;
    return this.held.shift()?.request;
  }

  /** A client that has waited long enough for its entry; undefined when there is none. */
  takeOverdueFated(now: Instant): Waiter | undefined {
    const first = this.fated[0];
    return first === undefined || first.until > now ? undefined : this.fated.shift()?.waiter;
  }

  /** The own clock was set back: all begin to wait anew. */
  restartClock(now: Instant): void {
    const requests = this.takeHeld();
    for (const request of requests) this.hold(request, now);
    this.fated = this.fated.map(({ waiter }) => ({ waiter, until: now + this.patience }));
  }

  private hasRoom(): boolean {
    return this.isPatient && this.heldCount + this.fated.length < seatsMax;
  }
}

const none: readonly Waiter[] = [];
