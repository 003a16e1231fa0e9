// The command line that makes one run again: exactly the options it needs.

export interface ReplayInput {
  readonly file: string;
  readonly seed: number;
  /** Those of the command line, not of the file. */
  readonly bugs: readonly string[];
  readonly checks: string | null;
  readonly strictFaults?: boolean;
  /** `network.loss=5%` */
  readonly assignments: readonly string[];
}

export function replayCommand({ file, seed, bugs, checks, assignments, strictFaults }: ReplayInput): string {
  const words = ['whitewater', 'run', file, '--seed', String(seed)];
  for (const bug of bugs) words.push('--bug', bug);
  if (checks !== null) words.push('--checks', checks);
  if (strictFaults === true) words.push('--strict-faults');
  for (const each of assignments) words.push('--set', each);
  return words.map(quoted).join(' ');
}

/** As a POSIX shell reads it back. */
export function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
