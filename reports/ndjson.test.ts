// The report line by line: every line as its schema says, each written when it happens.

import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { Capture } from './fixtures/capture.ts';
import { hostileRecord } from './fixtures/hostile.ts';
import { fakeRecord, fakeRun, fakeSubject, violation } from './fixtures/run.ts';
import { told } from './fixtures/told.ts';
import { type NdjsonEvent, NdjsonReporter } from './ndjson.ts';
import type { Sink } from './reporter.ts';

const schema = JSON.parse(
  readFileSync(new URL('../docs/ndjson.schema.json', import.meta.url), 'utf8'),
) as object;
const isValid: ValidateFunction = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

function linesOf(text: string): readonly NdjsonEvent[] {
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as NdjsonEvent);
}

const failing = fakeRecord({ run: fakeRun({ seed: 7, verdict: { kind: 'violated', violation } }) });
const open = (sink: Sink): NdjsonReporter => new NdjsonReporter(sink);

describe('the report line by line', () => {
  it('is as its schema says, whatever happened', () => {
    const diverged = fakeRecord({ divergence: { event: 3, first: 'a', second: 'b' } });
    const other = fakeSubject({ scenario: 'other', fails: 'log-matching', bugs: ['E01'] });
    const records = [fakeRecord(), failing, diverged, fakeRecord({ subject: other }), hostileRecord];
    for (const line of linesOf(told(open, records, { exitCode: 5 }))) {
      isValid(line);
      expect(isValid.errors, JSON.stringify(line)).toBeNull();
    }
  });

  it('has a schema that refuses what is wrong', () => {
    const [begin, run, scenario, end] = linesOf(told(open, [failing]));
    for (const line of [begin, run, scenario, end]) {
      const entries = Object.entries(line!);
      const optional = entries
        .map(([name]) => name)
        .filter((name) => isValid(Object.fromEntries(entries.filter(([other]) => other !== name))));
      expect(
        optional,
        `require it of "${line!.event}" in docs/ndjson.schema.json, and say what it holds`,
      ).toEqual([]);
    }
    expect(isValid({ ...run, seed: '7' })).toBe(false);
    expect(isValid({ ...run, event: 'ran' })).toBe(false);
  });

  it('says each thing when it happens', () => {
    const sink = new Capture();
    const reporter = open(sink);
    reporter.begin({ version: '0.1.0', subjects: [failing.subject], runs: 2 });
    expect(linesOf(sink.text).map(({ event }) => event)).toEqual(['begin']);
    reporter.onRun(failing);
    expect(linesOf(sink.text).map(({ event }) => event)).toEqual(['begin', 'run']);
  });

  it('counts a scenario', () => {
    const lines = linesOf(told(open, [fakeRecord(), failing, failing], { exitCode: 1 }));
    expect(lines.at(-2)).toMatchObject({
      event: 'scenario',
      runs: 3,
      outcomes: { passed: 1, failed: 2 },
      ok: false,
      failures: [{ name: 'leader-completeness', count: 2, seeds: [7, 7], replay: failing.replay }],
    });
    expect(lines.at(-1)).toEqual({ event: 'end', runs: 3, exitCode: 1, complete: true });
  });
});
