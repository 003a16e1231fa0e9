// Operations that no order explains, each with its command, its result and its interval in time.

import type { Operation } from '../sim/history.ts';
import type { Command } from '../sim/kv-model.ts';
import { cut, padEnd, printable } from './layout.ts';
import type { Palette } from './palette.ts';
import { seconds } from './quantity.ts';
import { unreachable } from './record.ts';

const shownMax = 12;
const barColumns = 20;

/** Lines without a newline; an interval that never ended is drawn open. */
export function operationLines(operations: readonly Operation[], palette: Palette): readonly string[] {
  const shown = operations.slice(0, shownMax);
  if (shown.length === 0) return [];
  const { symbols } = palette;
  const from = Math.min(...shown.map((operation) => operation.invokedAt));
  const until = Math.max(
    ...shown.map((operation) => Math.max(operation.returnedAt, operation.invokedAt + 1)),
  );
  const rows = shown.map((operation) => ({
    who: `c${operation.client}.${operation.sequence}`,
    what: printable(`${commandText(operation.command)} ${resultText(operation)}`),
    bar: barOf(operation, from, until, palette),
    when: intervalText(operation),
  }));
  const whoColumns = Math.max(...rows.map((row) => row.who.length));
  const whenColumns = Math.max(...rows.map((row) => row.when.length));
  const room = Math.max(16, palette.columns - whoColumns - whenColumns - barColumns - 10);
  const whatColumns = Math.min(room, Math.max(...rows.map((row) => row.what.length)));
  const lines = rows.map((row) => {
    const what = padEnd(cut(row.what, whatColumns, symbols.cut), whatColumns);
    return `    ${padEnd(row.who, whoColumns)}  ${what}  ${row.bar}  ${row.when}`;
  });
  if (operations.length > shownMax) lines.push(`    and ${operations.length - shownMax} more`);
  return lines;
}

function barOf(operation: Operation, from: number, until: number, { symbols }: Palette): string {
  const column = (at: number): number => Math.floor(((at - from) * (barColumns - 1)) / (until - from));
  const start = column(operation.invokedAt);
  const isOpen = operation.state === 'pending' || operation.state === 'unknown' || operation.returnedAt < 0;
  const end = isOpen ? barColumns - 1 : Math.max(column(operation.returnedAt), start);
  const length = end - start;
  const middle = symbols.bar.repeat(Math.max(0, length - 1));
  const bar =
    length === 0 ? symbols.barStart : symbols.barStart + middle + (isOpen ? symbols.barOpen : symbols.barEnd);
  return ' '.repeat(start) + bar + ' '.repeat(barColumns - start - bar.length);
}

function intervalText(operation: Operation): string {
  const end = operation.returnedAt < 0 ? 'open' : `${seconds(operation.returnedAt)}s`;
  return `${seconds(operation.invokedAt)}s to ${end}`;
}

function resultText(operation: Operation): string {
  if (operation.state !== 'ok') return `(${operation.state})`;
  const { result } = operation;
  if (result === null) return 'ok';
  if (operation.command.kind === 'get') return `= ${result.value ?? 'none'}`;
  if (operation.command.kind === 'cas')
    return result.ok ? 'swapped' : `not swapped, holds ${result.value ?? 'none'}`;
  return 'ok';
}

function commandText(command: Command): string {
  switch (command.kind) {
    case 'get':
    case 'delete':
      return `${command.kind} ${command.key}`;
    case 'put':
    case 'append':
      return `${command.kind} ${command.key} ${command.value}`;
    case 'cas':
      return `cas ${command.key} ${command.expected ?? 'none'} to ${command.value}`;
    default:
      return unreachable(command);
  }
}
