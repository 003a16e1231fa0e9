// Results of trials, one a line, so that a zoo which is interrupted goes on where it was.

import { appendFileSync, existsSync } from 'node:fs';
import type { TrialResult } from '../../hunt/zoo/trial.ts';
import { BadInput } from '../bad-input.ts';
import { readInput } from '../read-input.ts';
import { reasonOf } from '../reason.ts';

/** `path`: absolute. A torn last line, of a process that was killed, counts for nothing. */
export function readResults(path: string): readonly TrialResult[] {
  if (!existsSync(path)) return [];
  const lines = readInput(path, '').split('\n');
  const whole = lines.slice(0, -1).filter((line) => line !== '');
  return whole.map((line, position) => {
    try {
      return JSON.parse(line) as TrialResult;
    } catch {
      throw new BadInput(`${path}:${position + 1}:1 is not a result of a trial`, 'name another file');
    }
  });
}

export function addResult(path: string, result: TrialResult): void {
  try {
    appendFileSync(path, `${JSON.stringify(result)}\n`);
  } catch (error) {
    throw new BadInput(`cannot write ${path}`, reasonOf(error));
  }
}
