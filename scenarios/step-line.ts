// Where in its file a step of a script stands: no part of the scenario, but what messages about it need.

import type { ScriptStepSpec } from './scenario.ts';

const lines = new WeakMap<ScriptStepSpec, number>();

export function noteLine(step: ScriptStepSpec, line: number): void {
  lines.set(step, line);
}

/** 0 = it came from no file. */
export function lineOf(step: ScriptStepSpec): number {
  return lines.get(step) ?? 0;
}
