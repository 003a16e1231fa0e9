// JUnit XML for CI servers: a suite for each scenario, a test case for each property, never one for each seed.

import { failureBlock, sentence } from './failure.ts';
import { palette } from './palette.ts';
import { failureName, type RunRecord, unreachable } from './record.ts';
import type { Closing, Reporter, Session, Sink } from './reporter.ts';
import type { Failures, Tally } from './tally.ts';
import { document, type Element, element } from './xml.ts';

const textPalette = palette({ ascii: false, color: false, columns: 80 });
const seedsShown = 50;

interface Case {
  readonly name: string;
  readonly kind: string;
}

export class JunitReporter implements Reporter {
  private readonly sink: Sink;
  private readonly suites: Element[] = [];
  private readonly cases: Map<string, Case> = new Map();
  private readonly totals = { tests: 0, failures: 0, errors: 0, skipped: 0 };

  constructor(sink: Sink) {
    this.sink = sink;
  }

  /** Everything is known only at the end. */
  begin(_session: Session): void {}

  onRun({ run }: RunRecord): void {
    for (const { property, scope } of run.properties) this.note(property, scope);
    for (const goal of run.goals) this.note(goal.name, goal.kind);
  }

  onScenario(tally: Tally): void {
    const counts = { tests: 0, failures: 0, errors: 0, skipped: 0 };
    const claimed = new Set<string>();
    const cases = [...this.cases.values()].map((each) => {
      const failures = tally.failures.get(each.name) ?? missed(each, tally);
      if (failures !== undefined) claimed.add(failures.name);
      return testCase(each, tally, failures, counts);
    });
    for (const failures of tally.failures.values()) {
      if (claimed.has(failures.name)) continue;
      cases.push(testCase({ name: failures.name, kind: 'run' }, tally, failures, counts));
    }
    if (tally.isNotCaught) cases.push(notCaught(tally, counts));
    this.suites.push(
      element('testsuite', { name: tally.subject.scenario, ...counts, time: seconds(tally.elapsedMs) }, [
        suiteProperties(tally),
        ...cases,
      ]),
    );
    for (const key of ['tests', 'failures', 'errors', 'skipped'] as const) this.totals[key] += counts[key];
    this.cases.clear();
  }

  end(closing: Closing): void {
    const root = element(
      'testsuites',
      { name: 'whitewater', ...this.totals, time: seconds(closing.elapsedMs) },
      this.suites,
    );
    this.sink.write(document(root));
  }

  private note(name: string, kind: string): void {
    if (!this.cases.has(name)) this.cases.set(name, { name, kind });
  }
}

/** A goal never reached, or a threshold not kept, fails under its own name. */
function missed(each: Case, tally: Tally): Failures | undefined {
  if (each.kind === 'threshold') {
    const failures = tally.failures.get('outside a threshold');
    const verdict = failures?.first.run.verdict;
    return verdict?.kind === 'outside' && verdict.thresholds.includes(each.name) ? failures : undefined;
  }
  if (each.kind !== 'sometimes') return undefined;
  const failures = tally.failures.get('goal missed');
  const verdict = failures?.first.run.verdict;
  return verdict?.kind === 'missed' && verdict.goals.includes(each.name) ? failures : undefined;
}

type Counts = { tests: number; failures: number; errors: number; skipped: number };

function testCase(each: Case, tally: Tally, failures: Failures | undefined, counts: Counts): Element {
  counts.tests++;
  const attributes = { name: each.name, classname: `${tally.subject.scenario}.${each.kind}` };
  if (failures === undefined) return element('testcase', attributes);
  const { first } = failures;
  if (first.outcome === 'caught' && first.divergence === null) return element('testcase', attributes);
  return element('testcase', attributes, [outcomeElement(failures, counts)]);
}

function outcomeElement(failures: Failures, counts: Counts): Element {
  const { first } = failures;
  const message = sentence(first);
  const text = `\n${failureBlock(first, textPalette).join('\n')}\n${otherSeeds(failures)}`;
  const type = failureName(first) ?? 'failed';
  if (first.divergence !== null) {
    counts.errors++;
    return element('error', { type, message }, [text]);
  }
  switch (first.run.verdict.kind) {
    case 'inconclusive':
      counts.skipped++;
      return element('skipped', { message });
    case 'crashed':
      counts.errors++;
      return element('error', { type, message }, [text]);
    case 'violated':
    case 'stalled':
    case 'missed':
    case 'outside':
    case 'passed':
      counts.failures++;
      return element('failure', { type, message }, [text]);
    default:
      return unreachable(first.run.verdict);
  }
}

function notCaught(tally: Tally, counts: Counts): Element {
  counts.tests++;
  counts.failures++;
  const message = `No seed of ${tally.subject.seeds} broke ${tally.subject.fails}, which the planted bug should.`;
  const attributes = { name: 'planted bug caught', classname: `${tally.subject.scenario}.planted` };
  return element('testcase', attributes, [element('failure', { type: 'not caught', message }, [message])]);
}

function suiteProperties(tally: Tally): Element {
  const first = [...tally.failures.values()][0]?.first;
  const entries: readonly (readonly [string, string])[] = [
    ['file', tally.subject.file],
    ['seeds', tally.subject.seeds],
    ['runs', String(tally.runs)],
    ['events', String(tally.events)],
    ...(first === undefined
      ? []
      : ([
          ['seed', String(first.run.seed)],
          ['replay', first.replay],
        ] as const)),
  ];
  return element(
    'properties',
    {},
    entries.map(([name, value]) => element('property', { name, value })),
  );
}

function otherSeeds({ seeds, count }: Failures): string {
  if (count === 1) return '';
  const more = count > seedsShown ? ', …' : '';
  return `seeds that fail so (${count}): ${seeds.slice(0, seedsShown).join(', ')}${more}\n`;
}

function seconds(millis: number): string {
  return (millis / 1000).toFixed(3);
}
