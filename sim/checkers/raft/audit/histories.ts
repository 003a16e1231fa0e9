// Numbers for logs: two logs have the same number at an index exactly when they hold the same entries up
// to there. Made for audits, apart from the trie that the checks after every event use.

import type { Entry } from '../../../../raft/message.ts';

/** A log as it was once: its entries, and by index (0 = none) the numbers of its prefixes. */
export interface LogRecord {
  readonly entries: readonly (Entry | undefined)[];
  readonly prefixes: readonly number[];
}

export const emptyLog: LogRecord = { entries: [], prefixes: [0] };

export class Histories {
  private readonly numbers: Map<string, number> = new Map();

  /** The number of the prefix that ends with `entry` after the prefix `parent`. */
  after(parent: number, entry: Entry | undefined): number {
    const { term = 0, client = 0, sequence = 0, command = null } = entry ?? {};
    const text = `${parent} ${term} ${client} ${sequence} ${JSON.stringify(command)}`;
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.numbers.size + 1;
      this.numbers.set(text, number);
    }
    return number;
  }

  /** The record of so many entries; `before` itself if they are its own. */
  record(length: number, entryAt: (index: number) => Entry | undefined, before: LogRecord): LogRecord {
    const { entries: known } = before;
    let same = 0;
    while (same < length && same < known.length && entryAt(same + 1) === known[same]) same++;
    if (same === length && same === known.length) return before;
    const entries = known.slice(0, same);
    const prefixes = before.prefixes.slice(0, same + 1);
    for (let index = same + 1; index <= length; index++) {
      entries.push(entryAt(index));
      prefixes.push(this.after(prefixes[index - 1]!, entryAt(index)));
    }
    return { entries, prefixes };
  }

  /** The record with one entry more. */
  appended({ entries, prefixes }: LogRecord, entry: Entry): LogRecord {
    return { entries: [...entries, entry], prefixes: [...prefixes, this.after(prefixes.at(-1)!, entry)] };
  }
}

/** How many entries two logs have in common from the start. */
export function commonLength({ prefixes: one }: LogRecord, { prefixes: other }: LogRecord): number {
  let index = Math.min(one.length, other.length) - 1;
  while (one[index] !== other[index]) index--;
  return index;
}

export function lastIndexOf({ entries }: LogRecord): number {
  return entries.length;
}

/** 0 where there is no entry. */
export function termAt({ entries }: LogRecord, index: number): number {
  return entries[index - 1]?.term ?? 0;
}
