// What a state looks like from afar: roles, logs and commits of the nodes whoever they are, terms only by their order.
// Where there is more to try than time, each shape has its turn, so that what is rare comes early.

import { fingerprintOf, fingerprintOfNumbers } from './fingerprint.ts';
import type { Move } from './move.ts';
import type { Standing } from './standing.ts';
import type { State } from './state.ts';

/** Of a state from which this move is made. */
export function shapeOf({ standings }: State, move: Move): number {
  const nodes = standings.slice(1);
  const terms = [...new Set(nodes.flatMap((node) => [node.term, ...node.terms]))].sort((a, b) => a - b);
  const shapes = nodes.map((node) => nodeShape(node, terms));
  const own = shapes[move.node - 1]!;
  shapes.sort((one, other) => one - other);
  return fingerprintOfNumbers([...shapes, own, fingerprintOf(move.kind)]);
}

function nodeShape(standing: Standing, terms: readonly number[]): number {
  const { isUp, isLeader, term, commitIndex } = standing;
  const role = isUp ? (isLeader ? 2 : 1) : 0;
  const log = standing.terms.map((own) => terms.indexOf(own));
  return fingerprintOfNumbers([role, terms.indexOf(term), commitIndex, ...log]);
}
