// What a checker is: it reads facts after every event and says what broke.

import type { Facts } from '../facts.ts';

/** End-to-end: what a client can see, and committed state. Deep: one server's internals. */
export type Scope = 'end-to-end' | 'deep';

export interface Violation {
  readonly property: string;
  readonly source: string;
  readonly scope: Scope;
  readonly event: number;
  readonly at: number;
  /** The node at which it showed; 0 = none. */
  readonly node: number;
  /** One sentence with the numbers. */
  readonly message: string;
  /** The numbers again, for grouping and for machines. */
  readonly evidence: { readonly [name: string]: string | number };
  /** Operation ids that cannot be ordered, where clients saw it. */
  readonly operations?: readonly number[];
}

/** What can be said of a property at the end of a run. */
export interface PropertyReport {
  readonly property: string;
  readonly source: string;
  readonly scope: Scope;
  /** unknown: a budget was used up, so nothing is claimed. */
  readonly status: 'held' | 'violated' | 'unknown' | 'not-judged';
  /** What was looked at: `1,213 pairs compared`. */
  readonly detail: string;
}

/**
 * One or several properties, fed after every event. `afterEvent` costs in proportion to what changed;
 * `audit` looks at everything again and must agree.
 */
export interface Observer {
  afterEvent(facts: Facts): Violation | null;
  audit(facts: Facts): Violation | null;
  report(): readonly PropertyReport[];
  /** How often it saw what happen: `become-leader`, `truncate` …; absent where it counts nothing. For statistics: goals ask the simulator. */
  occurrences?(): ReadonlyMap<string, number>;
}
