// JUnit XML for CI servers: a suite for each scenario, a test case for each property, never one for each seed;
// what planted bugs should break has a suite of its own.

import { type Case, Cases } from './cases.ts';
import { failureBlock } from './failure.ts';
import { printable } from './layout.ts';
import { palette } from './palette.ts';
import { listed } from './quantity.ts';
import { failureName, type RunRecord, unreachable } from './record.ts';
import { type Closing, type Reporter, type Session, type Sink, stoppedEarly } from './reporter.ts';
import type { Failures, Tally } from './tally.ts';
import { document, type Element, element } from './xml.ts';

const textPalette = palette({ ascii: false, color: false, columns: 80 });
const seedsShown = 50;

type Counts = { tests: number; failures: number; errors: number; skipped: number };

export class JunitReporter implements Reporter {
  private readonly sink: Sink;
  private readonly suites: Element[] = [];
  private readonly planted: Element[] = [];
  private readonly cases: Cases = new Cases();
  private readonly totals: Counts = zero();
  private readonly plantedCounts: Counts = zero();
  private session: Session = { version: '', subjects: [], runs: 0 };
  private runs = 0;

  constructor(sink: Sink) {
    this.sink = sink;
  }

  /** Everything is known only at the end. */
  begin(session: Session): void {
    this.session = session;
  }

  onRun(record: RunRecord): void {
    this.cases.note(record);
    this.runs++;
  }

  onScenario(tally: Tally): void {
    const counts = zero();
    const elements: Element[] = [];
    for (const each of this.cases.take(tally)) {
      if (each.kind === 'planted') this.planted.push(testCase(each, tally, this.plantedCounts));
      else elements.push(testCase(each, tally, counts));
    }
    this.suite(tally.subject.scenario, counts, seconds(tally.elapsedMs), [
      suiteProperties(tally, this.session.version),
      ...elements,
    ]);
  }

  end(closing: Closing): void {
    if (this.planted.length > 0) {
      this.suite('planted bugs', this.plantedCounts, seconds(0), this.planted);
    }
    if (!closing.complete) {
      const message = stoppedEarly(closing, this.runs, this.session.runs);
      const early = element('error', { type: 'stopped early', message }, [message]);
      const one = element('testcase', { name: 'all runs made', classname: 'whitewater.run' }, [early]);
      this.suite('whitewater', { ...zero(), tests: 1, errors: 1 }, seconds(0), [one]);
    }
    const root = element(
      'testsuites',
      { name: 'whitewater', ...this.totals, time: seconds(closing.elapsedMs) },
      this.suites,
    );
    this.sink.write(document(root));
  }

  private suite(name: string, counts: Counts, time: string, children: readonly Element[]): void {
    this.suites.push(element('testsuite', { name: printable(name), ...counts, time }, children));
    for (const key of ['tests', 'failures', 'errors', 'skipped'] as const) this.totals[key] += counts[key];
  }
}

function zero(): Counts {
  return { tests: 0, failures: 0, errors: 0, skipped: 0 };
}

function testCase(each: Case, { subject }: Tally, counts: Counts): Element {
  counts.tests++;
  const { name, kind, standing, message, failures } = each;
  const attributes = { name: printable(name), classname: `${printable(subject.scenario)}.${kind}` };
  const type = failures === null ? 'not caught' : (failureName(failures.first) ?? 'failed');
  const text = failures === null ? message : `\n${blockOf(failures)}`;
  switch (standing) {
    case 'passed':
      return element('testcase', attributes);
    case 'skipped':
      counts.skipped++;
      return element('testcase', attributes, [element('skipped', { message })]);
    case 'failed':
      counts.failures++;
      return element('testcase', attributes, [element('failure', { type, message }, [text])]);
    case 'error':
      counts.errors++;
      return element('testcase', attributes, [element('error', { type, message }, [text])]);
    default:
      return unreachable(standing);
  }
}

function blockOf({ first, seeds, count }: Failures): string {
  const block = `${failureBlock(first, textPalette).join('\n')}\n`;
  return count === 1
    ? block
    : `${block}  seeds that fail so (${count}): ${listed(seeds, seedsShown, count)}\n`;
}

function suiteProperties(tally: Tally, version: string): Element {
  const { subject } = tally;
  const first = [...tally.failures.values()][0]?.first;
  const entries: readonly (readonly [string, string])[] = [
    ['build', `whitewater ${version}`],
    ['file', subject.file],
    ['seeds', subject.seeds],
    ['runs', String(tally.runs)],
    ['events', String(tally.events)],
    ...(subject.bugs.length === 0 ? [] : [['bugs', subject.bugs.join(' ')] as const]),
    ...(first === undefined
      ? []
      : ([
          ['seed', String(first.run.seed)],
          ['repro', first.replay],
        ] as const)),
  ];
  return element(
    'properties',
    {},
    entries.map(([name, value]) => element('property', { name, value })),
  );
}

function seconds(millis: number): string {
  return (millis / 1000).toFixed(3);
}
