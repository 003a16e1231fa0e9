// One event in the few words that a lane has room for.

import type { TraceEvent } from '../sim/trace.ts';
import { head } from './lane-rows.ts';
import { printable } from './layout.ts';
import type { Symbols } from './palette.ts';

/** A step of a node: its new role and term if those changed, then what came in or went out. */
export function stepText(row: TraceEvent, before: string | undefined, symbols: Symbols): string {
  if (row.kind === 'crash') return `${symbols.down} crash`;
  const standing = head(row.status);
  const isChange = before !== undefined && before !== '' && head(before) !== standing;
  const change = isChange ? `${standing} ` : '';
  return printable(`${change}${arrival(row, symbols.from, symbols.to)}`);
}

/** What came in; where an alarm or a disk says little, what went out. */
function arrival(row: TraceEvent, from: string, to: string): string {
  const message = /^(\S+) → \S+ (.*)$/.exec(row.text);
  if (row.kind === 'message' && message !== null) return `${from}${message[1]} ${message[2]}`;
  if (row.kind === 'request') return `${from}${row.text}`;
  if (row.kind !== 'alarm' && row.kind !== 'durable' && row.kind !== 'send') return row.text;
  const sent = row.effects.flatMap((effect) => /^send (\S+) (.*)$/.exec(effect) ?? []);
  const [, receiver, what] = sent;
  if (what === undefined) return row.effects[0] ?? row.text;
  const messages = sent.length / 3;
  return messages === 1 ? `${to}${receiver} ${what}` : `${to}${messages}x ${what}`;
}

/** An event of a client or of the nemesis. */
export function worldText(row: TraceEvent, { dot }: Symbols): string {
  const who = row.client > 0 && row.kind === 'client' ? `client ${row.client}: ` : '';
  return printable(`${dot} ${who}${row.text}`);
}
