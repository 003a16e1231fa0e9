// A profile is a taste in settings: which worlds a seed may draw. Which mistakes show depends on it far more than on
// how long one searches.

export type Heat = 'still' | 'even' | 'mild' | 'lossy' | 'hot';
export type FaultClass =
  | 'crash'
  | 'behead'
  | 'blink'
  | 'cut'
  | 'cut-leader'
  | 'hunt'
  | 'halves'
  | 'split'
  | 'ring'
  | 'bridge'
  | 'one-way'
  | 'silence'
  | 'nap'
  | 'stall'
  | 'slow'
  | 'full'
  | 'jump'
  | 'race'
  | 'far'
  | 'hold'
  | 'again'
  | 'stand'
  | 'last-blow';

export interface Profile {
  readonly name: string;
  /** For the documents and reports. */
  readonly about: string;
  /** How often it is drawn beside the others, where nothing is known of what pays. */
  readonly weight: number;
  readonly nodes: readonly number[];
  readonly heat: readonly Heat[];
  /** Entries in one AppendEntries. */
  readonly entriesMax: readonly number[];
  /** restless: neither PreVote nor stickiness, so that terms rise fast. calm: both. */
  readonly temper: 'any' | 'restless' | 'calm';
  readonly reads: readonly ('log' | 'read-index' | 'lease')[];
  readonly disk: 'any' | 'quick' | 'slow';
  readonly calls: 'any' | 'reads' | 'few';
  /** Chance in percent that there are such faults at all. */
  readonly faults: { readonly [K in FaultClass]?: number };
  /** Percent of its runs that go on to a calm in which goals are judged. */
  readonly goals: number;
  /** A server that hears nobody and whose clock runs ahead, in the calm as well. */
  readonly deaf?: true;
}
