// Fields of a JSON object that nobody has vouched for.

/** What was expected and is not there. */
export class Malformed extends Error {
  override readonly name: string = 'Malformed';
}

/** Null: not of this kind. */
export type Kind<Value> = (given: unknown) => Value | null;

export class Fields {
  private readonly object: { readonly [name: string]: unknown };
  private readonly what: string;

  constructor(value: unknown, what: string) {
    if (!isObject(value)) throw new Malformed(`${what} is not a JSON object`);
    this.object = value;
    this.what = what;
  }

  get<Value>(name: string, kind: Kind<Value>): Value {
    const given = this.object[name];
    const value = given === undefined ? null : kind(given);
    if (value !== null) return value;
    throw new Malformed(
      `"${name}" of ${this.what} ${given === undefined ? 'is missing' : 'is not what it should be'}`,
    );
  }

  /** `absent` where the field is not there. */
  or<Value>(name: string, kind: Kind<Value>, absent: Value): Value {
    return this.object[name] === undefined ? absent : this.get(name, kind);
  }

  has(name: string): boolean {
    return this.object[name] !== undefined;
  }
}

export function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A whole number, 0 or more. */
export const integer: Kind<number> = (given) =>
  typeof given === 'number' && Number.isSafeInteger(given) && given >= 0 ? given : null;

export const text: Kind<string> = (given) => (typeof given === 'string' ? given : null);

export const texts: Kind<readonly string[]> = (given) =>
  Array.isArray(given) && given.every((each) => typeof each === 'string') ? given : null;
