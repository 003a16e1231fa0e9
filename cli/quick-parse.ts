// The common case of a command line, parsed without loading yargs, which takes longer than many a run.
// It reads the same declarations; whatever is not plainly right is left to yargs, which knows how to say why.

import { parseArgs } from 'node:util';
import type { Args } from './args.ts';
import {
  type CommandDeclaration,
  type CommandName,
  commandNames,
  commands,
  globalOptions,
} from './options.ts';

export interface Quick {
  readonly name: CommandName;
  readonly args: Args;
}

/** Null: not plainly right, or a question for help. */
export function quickParse(argv: readonly string[]): Quick | null {
  const name = commandNames.find((each) => each === argv[0]);
  if (name === undefined) return null;
  const declaration: CommandDeclaration = commands[name];
  const declared = Object.entries({ ...globalOptions, ...declaration.options });
  const options = Object.fromEntries(
    declared.map(([option, { type, alias }]) => [
      option,
      {
        ...(type === 'boolean' ? { type, multiple: false } : { type: 'string' as const, multiple: true }),
        ...(typeof alias === 'string' && alias.length === 1 && { short: alias }),
      },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: argv.slice(1),
      options,
      allowPositionals: true,
      allowNegative: true,
    });
    const placed = place(declaration.usage, positionals);
    return placed === null ? null : { name, args: { ...values, ...placed } };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Words by the names of `run <scenario..>`; null where there are too few or too many. */
function place(usage: string, words: readonly string[]): Args | null {
  const placed: { [name: string]: unknown } = {};
  let next = 0;
  for (const [, bracket, name, rest] of usage.matchAll(/([<[])(\w+)(\.\.)?[>\]]/g)) {
    const taken = rest === undefined ? words.slice(next, next + 1) : words.slice(next);
    if (taken.length === 0 && bracket === '<') return null;
    next += taken.length;
    if (taken.length > 0) placed[name!] = rest === undefined ? taken[0] : taken;
  }
  return next < words.length ? null : placed;
}
