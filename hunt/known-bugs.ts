// Bugs of earlier hunts are tried again before anything else: whether they still show is the first thing to know.

import type { Case } from './case.ts';
import type { Finding } from './finding.ts';
import type { KnownResult } from './result.ts';
import type { Signature } from './signature.ts';

export interface KnownBug {
  readonly folder: string;
  readonly given: Case;
  readonly signature: Signature;
}

/** `kept`: what it showed when it was kept. */
export function standingOf(kept: Signature, finding: Finding): KnownResult['standing'] {
  const { signature } = finding;
  if (signature === null) return 'no-longer-failing';
  return signature.property === kept.property ? 'still-failing' : 'fails-otherwise';
}
