// Which failures are one bug: the property that broke, and the shape of its evidence without any number of the run.

import type { Verdict } from '../sim/verdict.ts';
import { textHash } from './text-hash.ts';

export interface Signature {
  /** The property or goal, or `crashed`. */
  readonly property: string;
  /** What the evidence says in words: kinds and relations; no ids, no times, no terms. */
  readonly shape: string;
  /** Four hex digits of both: short enough to say aloud. */
  readonly id: string;
}

/** Null: nothing broke. */
export function signatureOf(verdict: Verdict): Signature | null {
  switch (verdict.kind) {
    case 'violated': {
      const { property, evidence } = verdict.violation;
      return named(property, shapeOf(evidence));
    }
    case 'stalled':
      return named(verdict.property, '');
    case 'crashed':
      return named('crashed', withoutNumbers(verdict.error));
    case 'passed':
    case 'missed':
    case 'outside':
    case 'inconclusive':
      return null;
  }
}

/** Of a failure that has no evidence but its name, too. */
export function named(property: string, shape: string): Signature {
  return { property, shape, id: shortHash(`${property}\n${shape}`) };
}

/** The names of all, and the words of those that are words. */
function shapeOf(evidence: { readonly [name: string]: string | number }): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(evidence)) {
    parts.push(typeof value === 'number' ? name : `${name}=${withoutNumbers(value)}`);
  }
  return parts.join(' ');
}

function withoutNumbers(text: string): string {
  return text.replace(/\d+(\.\d+)?/g, '#');
}

/** Folded to 16 bits. */
function shortHash(text: string): string {
  const hash = textHash(text);
  return (((hash >>> 16) ^ hash) & 0xffff).toString(16).padStart(4, '0');
}
