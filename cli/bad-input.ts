// What the user got wrong, in words for the user: the command says it on stderr and does nothing else.

export class BadInput extends Error {
  override readonly name: string = 'BadInput';
  /** What to do instead; null where nothing is near. */
  readonly hint: string | null;

  constructor(message: string, hint: string | null = null) {
    super(message);
    this.hint = hint;
  }
}

/** A scenario file with mistakes; `message` holds all of them, ready to print. */
export class InvalidScenario extends BadInput {
  override readonly name: string = 'InvalidScenario';
  readonly mistakes: number;

  constructor(message: string, mistakes: number) {
    super(message);
    this.mistakes = mistakes;
  }
}
