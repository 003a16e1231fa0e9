// Where the columns of the lanes are: a wide one for each server where the terminal has room; else narrow
// ones that show who leads and who is down, and one column of text for whoever acts.

import { padStart } from './layout.ts';

export type LaneGrid =
  | { readonly kind: 'wide'; readonly lane: number }
  /** `lane` 0: not even that fits, and the text names the server. */
  | { readonly kind: 'narrow'; readonly lane: number; readonly text: number };

/** A wide lane narrower than this says nothing; nor does a text. */
const wideMin = 13;
const textMin = 28;
export const timeColumns = 8;

export function laneGrid(names: readonly string[], columns: number): LaneGrid {
  const room = columns - timeColumns - 1;
  const wide = Math.floor(room / names.length) - 1;
  if (wide >= wideMin) return { kind: 'wide', lane: wide };
  const nameMax = Math.max(...names.map((name) => name.length));
  for (let lane = Math.min(nameMax, 5) + 1; lane >= 1; lane--) {
    const text = room - names.length * lane - 1;
    if (text >= textMin) return { kind: 'narrow', lane, text };
  }
  return { kind: 'narrow', lane: 0, text: room };
}

/** The time of a row, or as many spaces. */
export function timeCell(time: string): string {
  return `${padStart(time, timeColumns)} `;
}
