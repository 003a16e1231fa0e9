// What came of a case: small, plain data, the same wherever it was run.

import type { Run } from '../sim/verdict.ts';
import { type Signature, signatureOf } from './signature.ts';

export interface Finding {
  readonly verdict: Run['verdict'];
  readonly signature: Signature | null;
  /** Of the run, 16 hex digits. */
  readonly digest: string;
  readonly events: number;
  /** Virtual time reached, µs. */
  readonly endedAt: number;
  /** Names of the goals of kind `sometimes`, and whether each was reached; those not judged are absent. */
  readonly goals: { readonly [name: string]: boolean };
  /** Of a case whose messages are delivered by priority. */
  readonly schedule?: NonNullable<Run['statistics']['schedule']>;
}

export function findingOf(run: Run): Finding {
  const goals: { [name: string]: boolean } = {};
  for (const { kind, name, status } of run.goals) {
    if (kind === 'sometimes' && status !== 'not-judged') goals[name] = status === 'reached';
  }
  const { verdict, digest, events, endedAt, statistics } = run;
  const { schedule } = statistics;
  return {
    verdict,
    signature: signatureOf(verdict),
    digest,
    events,
    endedAt,
    goals,
    ...(schedule === undefined ? {} : { schedule }),
  };
}
