// What every check of relations needs: the valid parts, the names that exist, and where to say what is wrong.

import type { Finding } from '../findings.ts';
import type { Parts } from '../parts.ts';

/** The words that only the rest of the program knows. A list that is left out is not checked. */
export interface Known {
  readonly bugs: readonly string[];
  readonly properties: readonly string[];
  readonly programs: readonly string[];
  /** The kinds of messages of each program that says which it has. */
  /** What may be read of each program's nodes: their standing (role, term, commit), and their log and values. */
  readonly shows?: { readonly [program: string]: readonly ('standing' | 'state')[] };
  readonly messages?: { readonly [program: string]: readonly string[] };
}

export interface Relations {
  readonly parts: Parts;
  readonly known: Known;
  /** The names of the nodes that exist under every seed; null when that cannot be told. */
  readonly names: readonly string[] | null;
  report(finding: Finding): void;
}
