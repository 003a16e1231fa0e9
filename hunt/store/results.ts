// The results of `run` as a file that can be merged with others (the reporter `blob`): one JSON object a line, every run
// whole, so that all reports can be made from it.

import type { RunRecord, Subject } from '../../reports/record.ts';
import type { Closing, Reporter, Session, Sink } from '../../reports/reporter.ts';
import type { Tally } from '../../reports/tally.ts';

export const resultsFormat = 'whitewater-results';
export const resultsVersion = 1;

/** Of one invocation. */
export interface Results {
  readonly whitewater: string;
  readonly build: string;
  readonly subjects: readonly Subject[];
  /** Planned, of all subjects. */
  readonly runs: number;
  readonly records: readonly RunRecord[];
  /** Wall clock by position of the subject, ms. */
  readonly elapsedMs: readonly number[];
  /** Null: it broke off, and nobody knows why. */
  readonly closing: Closing | null;
}

/** It cannot be read, and why; lines count from 1. */
export class ResultsError extends Error {
  override readonly name: string = 'ResultsError';
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

export class BlobReporter implements Reporter {
  private readonly sink: Sink;
  private readonly build: string;
  private subjects: Subject[] = [];

  constructor(sink: Sink, build: string) {
    this.sink = sink;
    this.build = build;
  }

  begin({ version: whitewater, subjects, runs }: Session): void {
    this.subjects = [...subjects];
    const { build } = this;
    this.line({ format: resultsFormat, version: resultsVersion, whitewater, build, runs, subjects });
  }

  onRun({ subject, ...record }: RunRecord): void {
    this.line({ run: { subject: this.positionOf(subject), picked: subject.picked, ...record } });
  }

  onScenario({ subject, elapsedMs }: Tally): void {
    this.line({ scenario: { subject: this.positionOf(subject), elapsedMs } });
  }

  end(closing: Closing): void {
    this.line({ end: closing });
  }

  /** What is picked differs from seed to seed, and all else does not. */
  private positionOf(subject: Subject): number {
    return this.subjects.findIndex((each) => subjectKey(each) === subjectKey(subject));
  }

  private line(value: object): void {
    this.sink.write(`${JSON.stringify(value)}\n`);
  }
}

/** The same for the same way to run the same file. */
export function subjectKey({ file, scenario, variant, bugs, fails }: Subject): string {
  return JSON.stringify([file, scenario, variant ?? [], bugs, fails]);
}

type Line =
  | {
      readonly run: Omit<RunRecord, 'subject'> & {
        readonly subject: number;
        readonly picked: Subject['picked'];
      };
    }
  | { readonly scenario: { readonly subject: number; readonly elapsedMs: number } }
  | { readonly end: Closing };

interface Head extends Omit<Results, 'records' | 'elapsedMs' | 'closing'> {
  readonly format: string;
  readonly version: number;
}

export function readResults(text: string): Results {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const head = parsed(lines[0] ?? '', 1) as Head;
  if (head.format !== resultsFormat) {
    throw new ResultsError(`these are no results: the first line has no "format":"${resultsFormat}"`, 1);
  }
  if (head.version !== resultsVersion) {
    throw new ResultsError(
      `results of version ${head.version}, and only version ${resultsVersion} is read`,
      1,
    );
  }
  const records: RunRecord[] = [];
  const elapsedMs = head.subjects.map(() => 0);
  let closing: Closing | null = null;
  lines.slice(1).forEach((line, position) => {
    const value = parsed(line, position + 2) as Line;
    if ('run' in value) {
      const { subject: index, picked, ...record } = value.run;
      const subject = head.subjects[index];
      if (subject === undefined) throw new ResultsError(`there is no scenario ${index}`, position + 2);
      records.push({ ...record, subject: { ...subject, picked } });
    } else if ('scenario' in value) elapsedMs[value.scenario.subject] = value.scenario.elapsedMs;
    else if ('end' in value) closing = value.end;
  });
  const { whitewater, build, subjects, runs } = head;
  return { whitewater, build, subjects, runs, records, elapsedMs, closing };
}

function parsed(line: string, number: number): unknown {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  throw new ResultsError(
    number === 1 ? 'these are no results: the first line is no JSON object' : 'the line is no JSON object',
    number,
  );
}
