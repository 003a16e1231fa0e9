// What is said of a case whose run never came to an end: a finding of its own, named after the limit.

import type { Finding } from './finding.ts';
import { named, type Signature } from './signature.ts';

export type Limit = 'wall' | 'heap' | 'broke';

export function endedFinding(by: Limit, wallMs: number): Finding {
  const { property, reason } = words(by, wallMs);
  return {
    verdict: { kind: 'inconclusive', reason },
    signature: signatureOfLimit(property),
    digest: noDigest,
    events: 0,
    endedAt: 0,
    goals: {},
  };
}

/** Whether there was no run to its end. */
export function isOfLimit({ digest }: Finding): boolean {
  return digest === noDigest;
}

const noDigest = '0'.repeat(16);

function words(by: Limit, wallMs: number): { readonly property: string; readonly reason: string } {
  switch (by) {
    case 'wall':
      return {
        property: 'watchdog: wall time',
        reason: `the run took more than ${wallMs / 1000} s and was ended`,
      };
    case 'heap':
      return {
        property: 'watchdog: out of memory',
        reason: 'the run used up the memory of its worker, twice',
      };
    case 'broke':
      return { property: 'internal error', reason: 'the run could not be made' };
  }
}

function signatureOfLimit(property: string): Signature {
  return named(property, '');
}
