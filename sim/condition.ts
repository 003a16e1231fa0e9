// What may come about in a run, as data: events, deliveries, what clients saw, and states that last. Goals,
// triggers and scripts all speak of it in these words.

import type { CommandKind } from './kv-model.ts';
import type { Selector } from './selection.ts';

/** What the simulator itself sees happen at a node. */
export const eventNames = [
  'become-leader',
  'become-candidate',
  'step-down',
  'leader-change' /* somebody else leads than before */,
  'stale-leader' /* somebody leads while another still calls itself leader of an older term */,
  'term' /* a node's term went up */,
  'vote' /* a node writes down its vote, for itself or another */,
  'vote-granted' /* a node sends its vote */,
  'append' /* a node writes entries */,
  'truncate' /* a node drops entries */,
  'durable' /* entries are on a node's disk */,
  'commit' /* a node's commit index went up */,
  'apply',
  'crash',
  'restart',
  'corrupt' /* a damaged frame reaches a node, which drops it */,
  'damage' /* a disk turns out to have lost what it had acknowledged */,
] as const;

export type EventName = (typeof eventNames)[number];

/** What a program's kind may call, to say what a write or message means; indexes from low to high, 0 for none. */
export type Tell = (event: EventName, term: number, low: number, high: number) => void;

export interface Comparison {
  readonly operator: '=' | '!=' | '<' | '<=' | '>' | '>=';
  readonly value: number;
}

export type Role = 'leader' | 'candidate' | 'follower' | 'down';

/** null where nothing is asked. */
export type Condition =
  | {
      readonly kind: 'event';
      readonly event: EventName;
      readonly node: Selector | null;
      /** The node's term; of `append`, `durable` and `truncate`: of the last entry, where it is known. */
      readonly term: Comparison | null;
      /** True of one at least of the indexes that the event is about. */
      readonly index: Comparison | null;
    }
  /** A delivery. */
  | ({ readonly kind: 'message' } & MessageFilter)
  | {
      readonly kind: 'operation';
      readonly state: 'called' | 'ok' | 'failed' | 'unknown';
      readonly op: CommandKind | null;
      /** 0 = any. */
      readonly client: number;
      readonly key: string | null;
    }
  /** The fault of this id strikes. */
  | { readonly kind: 'fault'; readonly id: string }
  /** The mark of this name is set. */
  | { readonly kind: 'mark'; readonly name: string }
  /** So many nodes call themselves leader at once. */
  | { readonly kind: 'leaders'; readonly is: Comparison; readonly lasting: number }
  /** What stands of all nodes that the selector matches, of which there must be one at least. */
  | {
      readonly kind: 'standing';
      readonly node: Selector;
      readonly role: Role | null;
      readonly term: Comparison | null;
      readonly commit: Comparison | null;
      readonly applied: Comparison | null;
      readonly lasting: number;
    };

/** Which messages are meant. */
export interface MessageFilter {
  /** Kinds; none = any. */
  readonly messages: readonly string[];
  readonly from: Selector | null;
  readonly to: Selector | null;
  readonly term: Comparison | null;
  /** The last index that the message speaks of. */
  readonly index: Comparison | null;
}

export function compares(value: number, { operator, value: bound }: Comparison): boolean {
  return comparesRange(value, value, { operator, value: bound });
}

/** Whether it is true of one integer at least from `low` to `high`. */
export function comparesRange(low: number, high: number, { operator, value }: Comparison): boolean {
  switch (operator) {
    case '=':
      return low <= value && value <= high;
    case '!=':
      return low !== value || high !== value;
    case '<':
      return low < value;
    case '<=':
      return low <= value;
    case '>':
      return high > value;
    case '>=':
      return high >= value;
  }
}
