// Colours and symbols: what the user asked for, then what the environment says.

import { type Palette, palette } from '../reports/palette.ts';
import type { Io } from './io.ts';

export interface LookFlags {
  readonly color?: boolean | undefined;
  readonly ascii?: boolean | undefined;
}

export function lookOf(flags: LookFlags, io: Io): Palette {
  return palette({
    ascii: flags.ascii ?? !isUnicode(io.env),
    color: hasColor(flags, io),
    columns: io.columns,
  });
}

/** no-color.org: any value that is not empty; the flag on the command line wins over it. */
export function hasColor(flags: LookFlags, { env, isTTY }: Pick<Io, 'env' | 'isTTY'>): boolean {
  if (flags.color !== undefined) return flags.color;
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTTY && env['TERM'] !== 'dumb';
}

/** The first of these that is set decides, as in POSIX. Where none is, logs are UTF-8 nearly everywhere. */
function isUnicode(env: Io['env']): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => (value ?? '') !== '');
  return locale === undefined || /utf-?8/i.test(locale);
}
