// What a simulation needs of the clients' side, whoever the clients are.

import type { CallSlot, Ledger } from './call-slot.ts';
import type { Postman } from './postman.ts';
import type { Outcome } from './program.ts';

/** An answer on its way. */
export interface Letter {
  readonly outcome: Outcome;
  readonly node: number;
}

export interface Callers extends Postman {
  readonly ledger: Ledger;
  /** Plans the first calls. */
  start(): void;
  /** Whether anything came of it. */
  onTimer(client: number, position: number): boolean;
  onAnswer(client: number, request: number, letter: Letter): boolean;
  /** Calls without an answer, invoked before `event`. */
  pendingSince(event: number): number;
  /** Where calls are kept, by client; absent where nobody keeps them so. */
  readonly slots?: readonly (readonly CallSlot[])[];
  beginCalm(): void;
  /** Clients that no server has answered since the calm began. */
  unserved(): number;
}
