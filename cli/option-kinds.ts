// Options that several commands have, and the kinds of value that options take.

import type { Options } from 'yargs';
import { reporterNames } from './reporter-choice.ts';

/** Given once, with a word after it. */
export function value(describe: string): Options {
  return { type: 'string', requiresArg: true, describe };
}

/** The same, and it may be given again. */
export function list(describe: string): Options {
  return { type: 'string', array: true, requiresArg: true, describe };
}

/** Where reports go. */
export const reporting: { readonly [name: string]: Options } = {
  reporter: list(`${reporterNames.join(', ')}; NAME:FILE writes a file; a list, or repeated`),
  json: { type: 'boolean', describe: 'Short for --reporter json' },
  ndjson: { type: 'boolean', describe: 'Short for --reporter ndjson' },
};
