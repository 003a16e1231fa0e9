// What a history of anybody's objects is, and the sequential object that it is measured against.

/**
 * A deterministic sequential object: what each operation does to a state, and answers. States are values: `step`
 * must not change the one that it is given.
 */
export interface Model<State, Input, Output> {
  readonly name: string;
  initial(): State;
  step(state: State, input: Input): { readonly state: State; readonly output: Output };
  /** Operations on different parts do not touch each other (keys, say), so that each part is judged alone. Default: one part. */
  part?(input: Input): string;
  /** Whether what was answered is what the object answers. Default: equal as JSON. */
  agrees?(answered: Output, expected: Output): boolean;
  /** Two states with the same text are the same state. Default: their JSON. */
  textOf?(state: State): string;
  /** For messages. Default: JSON. */
  describe?(input: Input, output: Output | undefined): string;
}

/**
 * ok: answered. failed: certainly had no effect. unknown: given up, or nobody answered yet; it may take effect at any
 * later time, once, or never.
 */
export type CallOutcome = 'ok' | 'failed' | 'unknown';

export interface Call<Input, Output> {
  readonly client: string | number;
  readonly input: Input;
  /** Absent where nobody answered. */
  readonly output?: Output | undefined;
  /** Any clock that all calls share; a call that ends at 5 may overlap one that begins at 5. */
  readonly invoked: number;
  /** Absent: never returned. */
  readonly returned?: number | undefined;
  /** Default: ok where it returned, unknown where it did not. */
  readonly outcome?: CallOutcome | undefined;
}
