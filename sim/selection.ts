// Whom a fault may aim at, or a condition may ask about, as data.

/** Resolved against the cluster as it stands. Node numbers are 1..n. */
export type Selector =
  | { readonly kind: 'nodes'; readonly nodes: readonly number[] }
  | {
      readonly kind: 'role';
      readonly role: 'leader' | 'old-leader' | 'followers' | 'candidates' | 'all' | 'rest';
    }
  /** One, a minority, a majority, drawn at random from the others. */
  | { readonly kind: 'some'; readonly count: 'any' | 'minority' | 'majority'; readonly of: Selector }
  | { readonly kind: 'minus'; readonly of: Selector; readonly without: Selector }
  | { readonly kind: 'union'; readonly of: readonly Selector[] }
  /** The nodes that an earlier fault hit, kept under its `as`. */
  | { readonly kind: 'bound'; readonly name: string };
