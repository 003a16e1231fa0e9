// Options as yargs gives them, made into what commands expect, or refused.

import { BadInput } from './bad-input.ts';

export interface Args {
  readonly [name: string]: unknown;
}

/** An option that may be given once. */
export function text(args: Args, name: string): string | null {
  const [value, ...more] = texts(args, name);
  if (value === undefined) return null;
  if (more.length > 0) throw new BadInput(`--${name} is given ${more.length + 1} times`, 'give it once');
  if (value === '') throw new BadInput(`--${name} has no value`);
  return value;
}

export function texts(args: Args, name: string): readonly string[] {
  const value = args[name];
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** Undefined: not given. The last one counts. */
export function flag(args: Args, name: string): boolean | undefined {
  const value = args[name];
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  return last === undefined ? undefined : last === true;
}
