// What an event of a config file does: whom it kills, whom it cuts off. A pure function of how things stand and of
// draws.

import { type SelectorDraws, some } from '../selector.ts';
import type { CourseEventKind } from './plan.ts';

export type CourseStrike =
  /** It never returns. `isOfLeader`: whoever it was that was believed to lead. */
  | { readonly kind: 'kill'; readonly replica: number; readonly isOfLeader: boolean }
  /** Where the leader was cut off on purpose, or may be, nobody knows any more who leads. */
  | { readonly kind: 'part'; readonly majority: readonly number[]; readonly forgets: boolean }
  | { readonly kind: 'heal' };

export interface CourseStanding {
  readonly replicas: number;
  /** Whom the event takes for the leader; 0 = nobody. */
  readonly leader: number;
  readonly isParted: boolean;
  /** Whether a hard partition always takes the quorum from the leader, or by chance. */
  readonly isStrict: boolean;
  isAlive(replica: number): boolean;
}

/** Null: it finds nobody to strike. */
export function strikeOf(
  kind: CourseEventKind,
  standing: CourseStanding,
  draws: SelectorDraws,
): CourseStrike | null {
  const { leader, replicas, isParted, isStrict } = standing;
  const everybody = Array.from({ length: replicas }, (_, position) => position + 1);
  const others = everybody.filter((id) => id !== leader);
  const size = (replicas >> 1) + 1;
  switch (kind) {
    case 'kill_leader':
      return leader === 0 || !standing.isAlive(leader)
        ? null
        : { kind: 'kill', replica: leader, isOfLeader: true };
    case 'kill_non_leader': {
      const living = others.filter((id) => standing.isAlive(id));
      const [replica] = some(living, 1, draws);
      return replica === undefined ? null : { kind: 'kill', replica, isOfLeader: false };
    }
    case 'part_easy': {
      const majority =
        leader === 0
          ? some(everybody, size, draws)
          : [leader, ...some(others, size - 1, draws)].sort((one, other) => one - other);
      return { kind: 'part', majority, forgets: false };
    }
    case 'part_hard':
      return { kind: 'part', majority: some(isStrict ? others : everybody, size, draws), forgets: true };
    case 'part_end':
      return isParted ? { kind: 'heal' } : null;
  }
}

/** The replicas struck, for whom to tell: the killed one, the larger side. */
export function struckBy(strike: CourseStrike): readonly number[] {
  switch (strike.kind) {
    case 'kill':
      return [strike.replica];
    case 'part':
      return strike.majority;
    case 'heal':
      return [];
  }
}
