// The report for programs that read along: one JSON object a line, written as it happens, the same bytes for
// the same runs. Its shape is docs/ndjson.schema.json; a change that breaks a reader raises `version`.

import { type JsonRun, type JsonSweep, jsonRun, jsonSweep, jsonText } from './json.ts';
import type { Outcome, RunRecord, Subject } from './record.ts';
import type { Closing, Reporter, Session, Sink } from './reporter.ts';
import type { Tally } from './tally.ts';

export const ndjsonVersion = 1;

const outcomes: readonly Outcome[] = [
  'passed',
  'failed',
  'missed',
  'outside',
  'inconclusive',
  'caught',
  'not-caught',
];

export type NdjsonEvent =
  | {
      readonly event: 'begin';
      readonly version: typeof ndjsonVersion;
      readonly whitewater: string;
      readonly runs: number;
      readonly scenarios: readonly NdjsonScenario[];
    }
  | ({ readonly event: 'run' } & JsonRun)
  | ({ readonly event: 'scenario' } & NdjsonCounts)
  | {
      readonly event: 'end';
      readonly runs: number;
      readonly exitCode: number;
      readonly complete: boolean;
    };

export interface NdjsonScenario {
  readonly scenario: string;
  readonly file: string;
  readonly seeds: string;
  readonly runs: number;
  readonly bugs: readonly string[];
  readonly expected: string | null;
}

export interface NdjsonCounts {
  readonly scenario: string;
  readonly file: string;
  /** Made, which are fewer than planned after an interruption. */
  readonly runs: number;
  readonly outcomes: { readonly [outcome: string]: number };
  readonly diverged: number;
  readonly events: number;
  /** Virtual time, µs. */
  readonly simulated: number;
  /** Whether everything went as expected. */
  readonly ok: boolean;
  readonly fails: JsonSweep['fails'];
  readonly goals: JsonSweep['goals'];
  readonly failures: readonly {
    readonly name: string;
    readonly count: number;
    /** The first thousand. */
    readonly seeds: readonly number[];
    readonly replay: string;
  }[];
}

export class NdjsonReporter implements Reporter {
  private readonly sink: Sink;
  private runs = 0;

  constructor(sink: Sink) {
    this.sink = sink;
  }

  begin({ version, runs, subjects }: Session): void {
    const scenarios = subjects.map(scenarioOf);
    this.say({ event: 'begin', version: ndjsonVersion, whitewater: version, runs, scenarios });
  }

  onRun(record: RunRecord): void {
    this.runs++;
    this.say({ event: 'run', ...jsonRun(record) });
  }

  onScenario(tally: Tally): void {
    const { subject, runs, diverged, events, simulated } = tally;
    const { fails, goals } = jsonSweep(tally);
    const counts = outcomes.map((outcome) => [outcome, tally.count(outcome)] as const);
    this.say({
      event: 'scenario',
      scenario: subject.scenario,
      file: subject.file,
      runs,
      outcomes: Object.fromEntries(counts.filter(([, count]) => count > 0)),
      diverged,
      events,
      simulated,
      ok: tally.isGood,
      fails,
      goals,
      failures: [...tally.failures.values()].map(({ name, count, seeds, first }) => ({
        name,
        count,
        seeds,
        replay: first.replay,
      })),
    });
  }

  end({ exitCode, complete }: Closing): void {
    this.say({ event: 'end', runs: this.runs, exitCode, complete });
  }

  private say(event: NdjsonEvent): void {
    this.sink.write(`${jsonText(event)}\n`);
  }
}

function scenarioOf({ scenario, file, seeds, runs, bugs, fails }: Subject): NdjsonScenario {
  return { scenario, file, seeds, runs, bugs, expected: fails };
}
