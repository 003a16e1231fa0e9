// The first and the last line of a trace file: what was run, and how it ended.

import type { Plan } from '../../sim/plan.ts';

export const traceFormat = 'whitewater-trace';
export const traceVersion = 2;

export interface TraceHeader {
  /** Of the program that wrote it. */
  readonly whitewater: string;
  readonly scenario: string;
  readonly seed: number;
  /** Node names, first to last. */
  readonly names: readonly string[];
  readonly clients: number;
  readonly program: string;
  /** The program's options and planted bugs. */
  readonly options: { readonly [name: string]: unknown };
  readonly bugs: readonly string[];
  /** Scopes of the checks that were made. */
  readonly checks: readonly string[];
  /** Events were left out. */
  readonly isFiltered: boolean;
  /** What was run, whole: with the seed it makes the run again. Absent in a trace that somebody else made. */
  readonly plan?: Plan;
}

export interface TraceEnd {
  /** Of the whole run, also where events were left out. */
  readonly events: number;
  readonly digest: string;
  readonly verdict: string;
  /** What broke; absent where nothing did. */
  readonly fails?: string;
}

export function headerLine(header: TraceHeader): string {
  return `${JSON.stringify({ format: traceFormat, version: traceVersion, ...header })}\n`;
}

export function endLine(end: TraceEnd): string {
  return `${JSON.stringify({ end })}\n`;
}
