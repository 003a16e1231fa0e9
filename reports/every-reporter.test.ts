// What every report keeps to: the facts, the same bytes for the same runs, nothing raw, whole even when broken off.

import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { hostile, hostileRecord } from './fixtures/hostile.ts';
import { fakeRecord, fakeRun, fakeSubject, violation } from './fixtures/run.ts';
import { told } from './fixtures/told.ts';
import { wellFormed } from './fixtures/well-formed.ts';
import { GithubReporter } from './github.ts';
import { JsonReporter } from './json.ts';
import { JunitReporter } from './junit.ts';
import { width } from './layout.ts';
import { MarkdownReporter } from './markdown.ts';
import { MinimalReporter } from './minimal.ts';
import { NdjsonReporter } from './ndjson.ts';
import { palette } from './palette.ts';
import { PrettyReporter } from './pretty.ts';
import type { Reporter, Sink } from './reporter.ts';
import { TapReporter } from './tap.ts';

const look = palette({ ascii: false, color: false, columns: 80 });
const reporters: readonly (readonly [string, (sink: Sink) => Reporter])[] = [
  ['pretty', (sink) => new PrettyReporter(sink, look)],
  ['verbose', (sink) => new PrettyReporter(sink, look, { isVerbose: true })],
  ['plain', (sink) => new PrettyReporter(sink, palette({ ascii: true, color: false, columns: 80 }))],
  ['minimal', (sink) => new MinimalReporter(sink, look)],
  ['json', (sink) => new JsonReporter(sink)],
  ['ndjson', (sink) => new NdjsonReporter(sink)],
  ['junit', (sink) => new JunitReporter(sink)],
  ['tap', (sink) => new TapReporter(sink)],
  [
    'github',
    (sink) => new GithubReporter(sink, { place: () => ({ file: 'a,b:c', line: 3 }), summary: null }),
  ],
  ['markdown', (sink) => new MarkdownReporter(sink)],
];

const subject = fakeSubject({ seeds: '1..3', runs: 3 });
const failing = [7, 9, 12].map((seed) =>
  fakeRecord({ subject, run: fakeRun({ seed, verdict: { kind: 'violated', violation } }) }),
);

describe.each(reporters)('the report %s', (name, open) => {
  it('tells what failed, of which scenario, the first seed, how many, and how to see it again', () => {
    // Markdown escapes signs that it would take for markup.
    const text = told(open, failing, { exitCode: 1 }).replaceAll('\\', '');
    expect(text).toContain('figure-8');
    expect(text).toContain('leader-completeness');
    expect(text).toContain(violation.message.slice(0, 30));
    expect(text).toContain('whitewater run scenarios/figure-8.yaml --seed 7');
    expect(text).toContain('12');
  });

  it('is the same for the same runs, but for what the clock says', () => {
    const [one, other] = [5, 70_000].map((elapsedMs) => told(open, failing, { exitCode: 1, elapsedMs }));
    const timeless = (text: string | undefined): string | undefined =>
      text?.replaceAll(/time="[\d.]+"/g, '').replaceAll(/ in [\d.]+\w+/g, '');
    expect(timeless(one)).toBe(timeless(other));
  });

  it('is whole without a run, and says so when it was stopped', () => {
    expect(() => told(open, [])).not.toThrow();
    const text = told(open, [], { exitCode: 130, complete: false, planned: 1000 });
    expect(text).toMatch(/stopped early|"complete":false/);
    expect(told(open, [])).not.toMatch(/stopped early|"complete":false/);
  });

  it('lets no control character through', () => {
    const text = told(open, [hostileRecord], { exitCode: 1 });
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(text).toContain('🙂');
    if (name === 'json') expect(JSON.parse(text)).toMatchObject({ runs: [{ scenario: hostile }] });
  });
});

describe.each(reporters.slice(0, 4))('the text %s', (_name, open) => {
  it('has no line that is too wide, but for the command to copy', () => {
    const records = [hostileRecord, fakeRecord(), ...failing];
    for (const line of told(open, records, { exitCode: 1 }).split('\n')) {
      if (!line.startsWith('  replay ')) expect(width(line), line).toBeLessThanOrEqual(80);
    }
    for (const line of told(open, [hostileRecord], { exitCode: 1 }).split('\n')) {
      if (!line.startsWith('  replay ')) expect(width(line), line).toBeLessThanOrEqual(80);
    }
  });
});

it('is XML to another reader too', () => {
  const text = told((sink) => new JunitReporter(sink), [hostileRecord, ...failing], {
    exitCode: 130,
    complete: false,
  });
  wellFormed(text);
  expect(XMLValidator.validate(text)).toBe(true);
  const parsed = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(text) as {
    testsuites: { testsuite: { name: string; tests: string; testcase: unknown }[] };
  };
  expect(parsed.testsuites.testsuite.map(({ name, tests }) => [name.slice(0, 10), tests])).toEqual([
    ['::error fi', '4'],
    ['figure-8', '3'],
    ['whitewater', '1'],
  ]);
});
