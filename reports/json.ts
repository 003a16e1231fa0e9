// The report for machines: one JSON document, written run by run, the same bytes for the same runs.
// Its shape is described in docs/report-format.md; a change that breaks a reader raises `version`.

import type { Operation } from '../sim/history.ts';
import type { Run, Verdict } from '../sim/verdict.ts';
import type { Divergence, Outcome, RunRecord } from './record.ts';
import type { Closing, Reporter, Session, Sink } from './reporter.ts';
import { type RareGoal, rareStanding, type Standing, type Tally } from './tally.ts';

export const reportVersion = 2;

export interface JsonRun {
  readonly scenario: string;
  readonly file: string;
  readonly seed: number;
  readonly bugs: readonly string[];
  /** The property that a planted bug should break, or null. */
  readonly expected: string | null;
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  readonly divergence: Divergence | null;
  readonly digest: string;
  readonly events: number;
  /** Virtual time, µs. */
  readonly endedAt: number;
  readonly nodes: readonly string[];
  readonly clients: number;
  readonly properties: Run['properties'];
  readonly goals: Run['goals'];
  readonly statistics: Run['statistics'];
  readonly picked: { readonly [path: string]: string };
  /** Of a course's config file, else absent. */
  readonly course?: Run['course'] & object;
  /** Of a live run, else absent. */
  readonly live?: Run['live'] & object;
  readonly operations: readonly Operation[];
  readonly replay: string;
}

/** What only all runs of a scenario together can tell. */
export interface JsonSweep {
  readonly scenario: string;
  readonly file: string;
  readonly runs: number;
  /** What must fail, the run of a sweep by which it must (0 = the last), the first seed that showed it. */
  readonly fails: {
    readonly property: string;
    readonly within: number;
    readonly standing: Standing;
    readonly seed: number | null;
  } | null;
  readonly goals: readonly (RareGoal & { readonly standing: Standing })[];
}

export interface JsonReport {
  readonly version: typeof reportVersion;
  readonly whitewater: string;
  readonly runs: readonly JsonRun[];
  readonly sweeps: readonly JsonSweep[];
  readonly exitCode: number;
  /** False when the command was interrupted: runs are missing at the end. */
  readonly complete: boolean;
}

export class JsonReporter implements Reporter {
  private readonly sink: Sink;
  private isFirst = true;
  private readonly sweeps: JsonSweep[] = [];

  constructor(sink: Sink) {
    this.sink = sink;
  }

  begin(session: Session): void {
    this.sink.write(`{"version":${reportVersion},"whitewater":${JSON.stringify(session.version)},"runs":[`);
  }

  onRun(record: RunRecord): void {
    this.sink.write(`${this.isFirst ? '' : ','}\n${jsonText(jsonRun(record))}`);
    this.isFirst = false;
  }

  onScenario(tally: Tally): void {
    this.sweeps.push(jsonSweep(tally));
  }

  end(closing: Closing): void {
    this.sink.write(
      `\n],"sweeps":${jsonText(this.sweeps)},"exitCode":${closing.exitCode},"complete":${closing.complete}}\n`,
    );
  }
}

/** JSON without the control characters that it may hold raw: a terminal would obey them. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function jsonSweep(tally: Tally): JsonSweep {
  const { subject, catching, caught, runs } = tally;
  const { fails, failsWithin: within, scenario, file } = subject;
  return {
    scenario,
    file,
    runs,
    fails:
      fails === null || catching === null
        ? null
        : { property: fails, within, standing: catching, seed: caught?.run.seed ?? null },
    goals: [...tally.rareGoals.values()].map((goal) => ({ ...goal, standing: rareStanding(goal) })),
  };
}

export function jsonRun({ subject, run, outcome, divergence, replay }: RunRecord): JsonRun {
  return {
    scenario: run.scenario,
    file: subject.file,
    seed: run.seed,
    bugs: subject.bugs,
    expected: subject.fails,
    outcome,
    verdict: run.verdict,
    divergence,
    digest: run.digest,
    events: run.events,
    endedAt: run.endedAt,
    nodes: subject.names,
    clients: run.clients,
    properties: run.properties,
    goals: run.goals,
    statistics: run.statistics,
    picked: subject.picked,
    ...(run.course === undefined ? {} : { course: run.course }),
    ...(run.live === undefined ? {} : { live: run.live }),
    operations: run.operations ?? [],
    replay,
  };
}
