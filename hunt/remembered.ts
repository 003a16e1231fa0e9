// What a hunt knows again of an earlier process.

import type { Finding } from './finding.ts';

/** What was learnt before the process ended, in the order in which each island learnt it. */
export type Remembered =
  | {
      readonly kind: 'learnt';
      readonly scenario: number;
      readonly island: number;
      readonly finding: Finding;
      readonly states: Uint32Array | null;
    }
  | {
      readonly kind: 'repeated';
      readonly scenario: number;
      readonly island: number;
      readonly ordinal: number;
      readonly digests: readonly [string, string] | null;
    };
