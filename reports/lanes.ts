// The last events as a picture: time runs down, one column a node.

import type { TraceEvent } from '../sim/trace.ts';
import { laneRows, standingBefore } from './lane-rows.ts';
import { stepText, worldText } from './lane-text.ts';
import { cut, padEnd, padStart, width } from './layout.ts';
import { inNames } from './node-names.ts';
import type { Palette, Symbols } from './palette.ts';
import { seconds } from './quantity.ts';

const rowsMax = 16;
/** The mark of the failure, and spaces around the time. */
const marginColumns = 3;
/** A column narrower than this says nothing. */
const laneColumnsMin = 13;
const gap = 1;

export interface LanesInput {
  readonly tail: readonly TraceEvent[];
  readonly names: readonly string[];
  /** The event at which the failure showed, and its node (0 = none). */
  readonly event: number;
  readonly node: number;
}

/** Lines without a trailing newline, at most `palette.columns` wide; none where there are no events. */
export function lanes(input: LanesInput, palette: Palette): readonly string[] {
  const rows = laneRows(input.tail, input.event, rowsMax);
  if (rows.length === 0) return [];
  const timeColumns = Math.max('t (s)'.length, ...rows.map((row) => seconds(row.at).length));
  const room = palette.columns - timeColumns - marginColumns;
  const shown = shownNodes(rows, input, room);
  const laneColumns = Math.floor(room / shown.length) - gap;
  const isUp = upAt(input.tail, rows);
  const before = standingBefore(input.tail);
  const { color, symbols } = palette;
  const title = shown.map((node) => padEnd(nameOf(node, input.names), laneColumns + gap)).join('');
  const lines = [color.dim(`  ${padStart('t (s)', timeColumns)} ${title}`.trimEnd())];
  for (const row of rows) {
    if (row.node !== 0 && !shown.includes(row.node)) continue;
    const isFocus = row.event === input.event;
    const time = `${isFocus ? symbols.here : ' '} ${padStart(seconds(row.at), timeColumns)} `;
    const lane =
      row.node === 0
        ? cut(inNames(worldText(row, symbols), input.names), room, symbols.cut)
        : cells(
            inNames(stepText(row, before.get(row), symbols), input.names),
            shown.map((node) => (node === row.node ? null : isUp(node, row) ? symbols.dot : symbols.down)),
            laneColumns,
            symbols,
          );
    const line = (time + lane).trimEnd();
    lines.push(isFocus ? color.red(line) : row.node === 0 ? color.dim(line) : line);
  }
  return lines;
}

function nameOf(node: number, names: readonly string[]): string {
  return names[node - 1] ?? `n${node}`;
}

/** All nodes where they fit, else those that do most in these rows. */
function shownNodes(rows: readonly TraceEvent[], input: LanesInput, columns: number): readonly number[] {
  const all = input.names.map((_, position) => position + 1);
  const lanesMax = Math.max(1, Math.floor(columns / laneColumnsMin));
  if (all.length <= lanesMax) return all;
  const activity = new Map<number, number>();
  for (const row of rows) activity.set(row.node, (activity.get(row.node) ?? 0) + 1);
  activity.set(input.node, Number.MAX_SAFE_INTEGER);
  return all
    .sort((a, b) => (activity.get(b) ?? 0) - (activity.get(a) ?? 0) || a - b)
    .slice(0, lanesMax)
    .sort((a, b) => a - b);
}

/** Whether a node is running at a row, as far as the events before it tell. */
function upAt(
  tail: readonly TraceEvent[],
  rows: readonly TraceEvent[],
): (node: number, row: TraceEvent) => boolean {
  const downAt = new Map<TraceEvent, ReadonlySet<number>>();
  const wanted = new Set(rows);
  const down = new Set<number>();
  for (const event of tail) {
    if (event.kind === 'crash') down.add(event.node);
    if (event.kind === 'start') down.delete(event.node);
    if (wanted.has(event)) downAt.set(event, new Set(down));
  }
  return (node, row) => downAt.get(row)?.has(node) !== true;
}

/** `step` stands where the others have null; a long one runs on over the lanes beside it that only idle. */
function cells(
  step: string,
  others: readonly (string | null)[],
  laneColumns: number,
  symbols: Symbols,
): string {
  let line = '';
  for (let lane = 0; lane < others.length; lane++) {
    const other = others[lane];
    let columns = laneColumns;
    if (other === null) {
      while (width(step) > columns && others[lane + 1] === symbols.dot) {
        columns += laneColumns + gap;
        lane++;
      }
    }
    line += padEnd(other ?? cut(step, columns, symbols.cut), columns + gap);
  }
  return line;
}
