// SARIF 2.1.0, as code hosts show findings: a result for each bug, its fingerprint the bug's id, its place the line of
// the scenario file that says what was expected.

import { notCaught, seldomReached } from './cases.ts';
import { sentence } from './failure.ts';
import type { Place } from './github.ts';
import { jsonText } from './json.ts';
import { printable } from './layout.ts';
import { failureName, type RunRecord } from './record.ts';
import { type Closing, type Reporter, type Session, type Sink, stoppedEarly } from './reporter.ts';
import type { Tally } from './tally.ts';

const schema = 'https://json.schemastore.org/sarif-2.1.0.json';
/** Of a bug's seeds, in its properties. */
const seedsMax = 100;

export interface SarifOptions {
  /** Where a scenario file says what failed; null = not in the repository. */
  place(file: string, names: readonly string[]): Place | null;
  /** The id of the bug that a run shows; null: none. */
  bugOf(record: RunRecord): string | null;
}

interface Bug {
  readonly rule: string;
  readonly first: RunRecord;
  readonly fingerprint: string;
  readonly seeds: number[];
  count: number;
}

interface Rule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
}

export class SarifReporter implements Reporter {
  private readonly sink: Sink;
  private readonly options: SarifOptions;
  private readonly bugs: Map<string, Bug> = new Map();
  private readonly results: object[] = [];
  private readonly rules: Rule[] = [];
  private session: Session = { version: '', subjects: [], runs: 0 };
  private made = 0;

  constructor(sink: Sink, options: SarifOptions) {
    this.sink = sink;
    this.options = options;
  }

  begin(session: Session): void {
    this.session = session;
  }

  onRun(record: RunRecord): void {
    this.made++;
    const rule = failureName(record);
    if (rule === null || (record.outcome === 'caught' && record.divergence === null)) return;
    const id = this.options.bugOf(record) ?? rule;
    const fingerprint = `${record.subject.scenario}/${id}`;
    const known = this.bugs.get(fingerprint);
    if (known === undefined) {
      this.bugs.set(fingerprint, { rule, first: record, fingerprint, seeds: [record.run.seed], count: 1 });
      return;
    }
    known.count++;
    if (known.seeds.length < seedsMax) known.seeds.push(record.run.seed);
  }

  onScenario(tally: Tally): void {
    for (const bug of this.bugs.values()) this.results.push(this.resultOf(this.counted(bug, tally)));
    this.bugs.clear();
    for (const goal of tally.missedRareGoals) this.sweepResult(tally, goal.name, seldomReached(goal));
    const { fails } = tally.subject;
    if (tally.isNotCaught && fails !== null) this.sweepResult(tally, `${fails} not broken`, notCaught(tally));
  }

  end(closing: Closing): void {
    const stopped = closing.complete ? [] : [stoppedEarly(closing, this.made, this.session.runs)];
    const invocation = {
      executionSuccessful: closing.complete && closing.exitCode !== 70,
      exitCode: closing.exitCode,
      ...(stopped.length === 0
        ? {}
        : { toolExecutionNotifications: stopped.map((text) => ({ level: 'error', message: { text } })) }),
    };
    const driver = { name: 'whitewater', version: this.session.version, rules: this.rules };
    const run = {
      tool: { driver },
      invocations: [invocation],
      columnKind: 'utf16CodeUnits',
      results: this.results,
    };
    this.sink.write(`${jsonText({ $schema: schema, version: '2.1.0', runs: [run] })}\n`);
  }

  /** Not every run need have been told whole; where a property has one bug, its failures are all counted. */
  private counted(bug: Bug, { failures }: Tally): Bug {
    const all = failures.get(bug.rule);
    const isOnly = [...this.bugs.values()].filter(({ rule }) => rule === bug.rule).length === 1;
    if (all === undefined || !isOnly || all.count <= bug.count) return bug;
    return { ...bug, count: all.count, seeds: all.seeds.slice(0, seedsMax) };
  }

  private resultOf({ rule, first, fingerprint, seeds, count }: Bug): object {
    const { run, subject, replay, outcome, divergence } = first;
    const isOpen = outcome === 'inconclusive' && divergence === null;
    return {
      ...this.ruled(rule, isOpen ? 'warning' : 'error'),
      message: { text: `${printable(sentence(first))}\n${printable(replay)}` },
      locations: [this.locationOf(subject.file, subject.scenario, namesOf(first))],
      partialFingerprints: { 'whitewaterBug/v1': fingerprint },
      occurrenceCount: count,
      properties: {
        scenario: subject.scenario,
        seed: run.seed,
        seeds,
        digest: run.digest,
        bugs: subject.bugs,
        replay,
      },
    };
  }

  /** What no run shows alone. */
  private sweepResult({ subject }: Tally, name: string, text: string): void {
    this.results.push({
      ...this.ruled(name, 'error'),
      message: { text: printable(text) },
      locations: [this.locationOf(subject.file, subject.scenario, [name, subject.fails ?? name])],
      partialFingerprints: { 'whitewaterBug/v1': `${subject.scenario}/${name}` },
      properties: { scenario: subject.scenario, seeds: subject.seeds, bugs: subject.bugs },
    });
  }

  private ruled(
    id: string,
    level: 'error' | 'warning',
  ): { readonly ruleId: string; readonly ruleIndex: number; readonly level: string } {
    let ruleIndex = this.rules.findIndex((rule) => rule.id === id);
    if (ruleIndex < 0) {
      ruleIndex = this.rules.length;
      this.rules.push({ id, shortDescription: { text: printable(id) } });
    }
    return { ruleId: id, ruleIndex, level };
  }

  private locationOf(file: string, scenario: string, names: readonly string[]): object {
    const logicalLocations = [{ name: scenario, fullyQualifiedName: file, kind: 'module' }];
    const place = this.options.place(file, names);
    if (place === null) return { logicalLocations };
    const uri = place.file.split('/').map(encodeURIComponent).join('/');
    const artifactLocation = { uri, uriBaseId: '%SRCROOT%' };
    return { physicalLocation: { artifactLocation, region: { startLine: place.line } }, logicalLocations };
  }
}

/** What of the expectation this run broke. */
function namesOf({ run, divergence }: RunRecord): readonly string[] {
  const { verdict } = run;
  if (divergence !== null) return [];
  if (verdict.kind === 'missed') return verdict.goals;
  if (verdict.kind === 'outside') return verdict.thresholds;
  return verdict.kind === 'violated' ? [verdict.violation.property] : [];
}
