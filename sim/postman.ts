// What a node needs of the clients' side: somewhere to hand its answers.

import type { Outcome } from './program.ts';

export interface Postman {
  answer(node: number, client: number, request: number, outcome: Outcome): void;
}

/** Outcomes as small integers, for the digest. */
export const outcomeCodes: { readonly [K in Outcome['kind']]: number } = {
  ok: 0,
  redirect: 1,
  unknown: 2,
  refused: 3,
};
