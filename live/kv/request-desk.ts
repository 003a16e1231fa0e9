// Requests under way, and who waits for each. What comes in no client's session goes into this process's own, in
// which every request is a new command and what is answered is confirmed by what follows.

import { randomInt } from 'node:crypto';
import type { ClientRequest, Outcome } from '../../raft/host.ts';
import type { Command } from '../../raft/state-machine.ts';
import type { ClientId, RequestId, Sequence } from '../../raft/units.ts';
import { ownSessionMin, type ServiceCommand } from './commands.ts';
import type { SessionPlace } from './service.ts';

interface Waiting {
  readonly tell: (outcome: Outcome) => void;
  readonly since: number;
}

/** Nobody waits longer for an answer, ms: whoever asked is told that nothing is known. */
const waitMaxMs = 10_000;
/** How often it is looked whether somebody has waited too long, ms. */
const sweepMs = 1000;

const unknown: Outcome = { kind: 'unknown' };

export class RequestDesk {
  private readonly submit: (request: ClientRequest) => void;
  private readonly session: ClientId = ownSession();
  /** In the order of their coming. */
  private readonly waiting: Map<RequestId, Waiting> = new Map();
  /** Those in the process's own session. */
  private readonly own: Set<RequestId> = new Set();
  private newest: RequestId = 0;
  private sweep: NodeJS.Timeout | undefined;

  constructor(submit: (request: ClientRequest) => void) {
    this.submit = submit;
  }

  get size(): number {
    return this.waiting.size;
  }

  ask(command: ServiceCommand, place: SessionPlace | null): Promise<Outcome> {
    const request = ++this.newest;
    const asked = new Promise<Outcome>((tell) => {
      this.waiting.set(request, { tell, since: performance.now() });
    });
    this.sweep ??= setInterval(() => this.giveUpOverdue(), sweepMs).unref();
    this.submit(place === null ? this.ownRequest(request, command) : requestAt(place, request, command));
    return asked;
  }

  /** Nothing happens where nobody waits any more. */
  answer(request: RequestId, outcome: Outcome): void {
    const waiting = this.waiting.get(request);
    if (waiting === undefined) return;
    this.waiting.delete(request);
    this.own.delete(request);
    waiting.tell(outcome);
  }

  /** The server answers nothing more: all who wait are told that nothing is known. */
  close(): void {
    clearInterval(this.sweep);
    for (const request of [...this.waiting.keys()]) this.answer(request, unknown);
  }

  private ownRequest(request: RequestId, command: ServiceCommand): ClientRequest {
    // A read stands in no log: it confirms nothing, and nothing waits for its confirmation.
    if (command.kind !== 'get') this.own.add(request);
    const sequence: Sequence = request as number;
    const [oldest = request] = this.own;
    const acknowledgedBelow: Sequence = oldest as number;
    return requestAt({ session: this.session, sequence, acknowledgedBelow }, request, command);
  }

  private giveUpOverdue(): void {
    const before = performance.now() - waitMaxMs;
    for (const [request, { since }] of this.waiting) {
      if (since > before) return;
      this.answer(request, unknown);
    }
  }
}

function requestAt(place: SessionPlace, request: RequestId, command: Command): ClientRequest {
  const { session: client, sequence, acknowledgedBelow } = place;
  return { client, request, sequence, acknowledgedBelow, command };
}

/** No other process's, nor this one's after a restart: 48 random bits. */
function ownSession(): ClientId {
  return ownSessionMin + randomInt(2 ** 48 - 1);
}
