// The example does what its page says: it passes simple-1 in both modes, and fails where a leader dies.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileCourse } from '../../scenarios/course-config/compile.ts';
import { parseCourse } from '../../scenarios/course-config/parse.ts';
import { knownNames } from '../../sim/catalogue.ts';
import { run } from '../../sim/run.ts';
import { registerExamples } from '../programs.ts';

registerExamples();

function verdictOf(name: string, mode: 'course' | 'strict', implementation: string | null): string {
  const path = `scenarios/course/${name}.json`;
  const assignments = implementation === null ? [] : [`protocol.implementation=${implementation}`];
  const { config } = parseCourse(readFileSync(path, 'utf8'), path, knownNames(), assignments)!;
  const { verdict } = run(compileCourse(name, config, mode, 1), 1);
  return verdict.kind === 'violated' ? verdict.violation.property : verdict.kind;
}

describe('the naive replica', () => {
  it('passes simple-1', () => {
    expect(verdictOf('simple-1', 'course', 'course-naive')).toBe('passed');
    expect(verdictOf('simple-1', 'strict', 'course-naive')).toBe('passed');
  });

  it('has nobody to take the place of its leader', () => {
    expect(verdictOf('crash-3', 'course', 'course-naive')).not.toBe('passed');
    expect(verdictOf('crash-3', 'strict', 'course-naive')).not.toBe('passed');
  });

  it('where it fails, the shipped replica passes', () => {
    expect(verdictOf('crash-3', 'course', null)).toBe('passed');
    expect(verdictOf('crash-3', 'strict', null)).toBe('passed');
  });
});
