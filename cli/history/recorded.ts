// A recorded history ready to be judged, and what may be wrong with the file that it comes from.

import type { Operation } from '../../sim/history.ts';

export interface RecordedHistory {
  /** Ids are dense, in the order of the calls; events are places in that order. */
  readonly operations: readonly Operation[];
  /** By id: the line of the call, and of its end (0: none). */
  readonly lines: readonly { readonly invoked: number; readonly returned: number }[];
  /** Ids of swaps that did not swap, and do not tell what the key held: something else than they expected. */
  readonly differing: ReadonlySet<number>;
  /** What was left out: of the nemesis, say. */
  readonly skipped: number;
}

export class HistoryError extends Error {
  override readonly name: string = 'HistoryError';
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

/** Offsets of a text as lines and columns, both from 1. */
export class Places {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  lineOf(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  columnOf(offset: number): number {
    return offset - this.starts[this.lineOf(offset) - 1]! + 1;
  }
}

/** An operation still to be filled in. */
export type OpenOperation = { -readonly [field in keyof Operation]: Operation[field] };

export function openOperation(
  id: number,
  client: number,
  command: Operation['command'],
  event: number,
): OpenOperation {
  return {
    id,
    client,
    sequence: id,
    command,
    invokedEvent: event,
    invokedAt: event,
    state: 'pending',
    returnedEvent: -1,
    returnedAt: -1,
    result: null,
  };
}
