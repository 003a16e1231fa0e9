// The exit code when several things happened, and its table in the help.

import { describe, expect, it } from 'vitest';
import { exitCodes, exitCodeTable, worst } from './exit-code.ts';

describe('exit codes', () => {
  it('say the worst of what happened', () => {
    expect(worst([])).toBe(0);
    expect(worst([6, 3])).toBe(3);
    expect(worst([3, 1, 6])).toBe(1);
    expect(worst([1, 5])).toBe(5);
    expect(worst([5, 70, 1])).toBe(70);
    expect(worst([6, 0])).toBe(6);
  });

  it('are all in the table, and the table fits', () => {
    const table = exitCodeTable();
    for (const code of Object.values(exitCodes)) expect(table).toMatch(new RegExp(`^ +${code}  \\w`, 'm'));
    for (const line of table.split('\n')) expect(line.length).toBeLessThanOrEqual(79);
  });
});
