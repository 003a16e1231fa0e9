// Why a request of a client has no answer that it hoped for, and whether it may have been done all the same.

/** `not-done`: certainly not. `unknown`: it may have been, or may be yet. */
export type FailedOutcome = 'not-done' | 'unknown';

export class KvError extends Error {
  override readonly name = 'KvError';
  /** As in the answer of the server; `no-answer` where none came in time. */
  readonly code: string;
  readonly outcome: FailedOutcome;

  constructor(code: string, message: string, outcome: FailedOutcome) {
    super(message);
    this.code = code;
    this.outcome = outcome;
  }

  withOutcome(outcome: FailedOutcome): KvError {
    return new KvError(this.code, this.message, outcome);
  }
}
