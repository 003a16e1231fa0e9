// The key-value commands that the simulator's clients send and its black-box checkers judge.

export type Command =
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly value: string }
  | { readonly kind: 'delete'; readonly key: string }
  /** Sets `value` where the key holds `expected` (null: where there is none). */
  | { readonly kind: 'cas'; readonly key: string; readonly expected: string | null; readonly value: string }
  /** Adds to the end of what the key holds (nothing counts as ''). */
  | { readonly kind: 'append'; readonly key: string; readonly value: string };

export type CommandKind = Command['kind'];

/**
 * One shape for all. get: ok, `value` read (null: none). put, delete, append: ok, null.
 * cas: `ok` = swapped, `value` = what the key held before.
 */
export type Result = { readonly ok: boolean; readonly value: string | null };
