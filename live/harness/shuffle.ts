// The order in which a replica is told of the others: the course promises none.

import { DecisionStream } from '../../sim/decision-stream.ts';
import { SelectorDraws, some } from '../../sim/selector.ts';

/** Each call of what it returns gives another order. */
export function shuffle(seed: number): (ids: readonly number[]) => readonly number[] {
  const draws = new SelectorDraws(new DecisionStream(seed, 'live/order', { of: () => null }), 1);
  return (ids) => {
    const left = [...ids];
    return ids.map(() => {
      const [chosen] = some(left, 1, draws);
      left.splice(left.indexOf(chosen!), 1);
      return chosen!;
    });
  };
}
