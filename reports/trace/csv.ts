// A trace as CSV (RFC 4180): a header and a line for each event.

import type { TraceEvent } from '../../sim/trace.ts';
import type { Sink } from '../reporter.ts';

type Cell = string | number;

const columns: readonly (readonly [name: string, cell: (event: TraceEvent) => Cell])[] = [
  ['event', ({ event }) => event],
  ['at_us', ({ at }) => at],
  ['kind', ({ kind }) => kind],
  ['node', ({ node }) => some(node)],
  ['client', ({ client }) => some(client)],
  ['cause', ({ cause }) => some(cause)],
  ['message_id', ({ message }) => message?.id ?? ''],
  ['message_kind', ({ message }) => message?.kind ?? ''],
  ['message_from', ({ message }) => message?.from ?? ''],
  ['message_to', ({ message }) => message?.to ?? ''],
  ['message_term', ({ message }) => message?.term ?? ''],
  ['operations', ({ operations }) => operations.map(({ id }) => id).join('; ')],
  ['role', ({ standing }) => standing?.role ?? ''],
  ['term', ({ standing }) => standing?.term ?? ''],
  ['voted_for', ({ standing }) => some(standing?.votedFor ?? 0)],
  ['last_log_index', ({ standing }) => standing?.lastLogIndex ?? ''],
  ['last_log_term', ({ standing }) => standing?.lastLogTerm ?? ''],
  ['commit_index', ({ standing }) => standing?.commitIndex ?? ''],
  ['last_applied', ({ standing }) => standing?.lastApplied ?? ''],
  ['text', ({ text }) => text],
  ['sent_ids', ({ sent }) => sent.map(({ id }) => id).join('; ')],
  ['effects', ({ effects }) => effects.join('; ')],
];

export function writeCsv(events: readonly TraceEvent[], sink: Sink): void {
  sink.write(line(columns.map(([name]) => name)));
  for (const event of events) sink.write(line(columns.map(([, cell]) => cell(event))));
}

function some(number: number): Cell {
  return number === 0 ? '' : number;
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(cell: Cell): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
