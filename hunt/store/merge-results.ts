// Results of several invocations as those of one: the same whatever the order in which they are given.

import type { RunRecord, Subject } from '../../reports/record.ts';
import { type Results, subjectKey } from './results.ts';

export interface NamedResults {
  /** As the user named it. */
  readonly file: string;
  readonly results: Results;
}

export interface MergedSubject {
  readonly subject: Subject;
  /** By seed. */
  readonly records: readonly RunRecord[];
  readonly elapsedMs: number;
}

export interface Merged {
  readonly whitewater: string;
  readonly subjects: readonly MergedSubject[];
  /** Planned. */
  readonly runs: number;
  readonly elapsedMs: number;
  /** Files whose runs are not all there, each with the reason. */
  readonly partial: readonly string[];
  /** Of the files. */
  readonly exitCodes: readonly number[];
}

/** They do not belong together. */
export class MergeError extends Error {
  override readonly name: string = 'MergeError';
}

export function mergeResults(given: readonly NamedResults[]): Merged {
  const [first, ...rest] = given;
  if (first === undefined) throw new MergeError('there is nothing to merge');
  const other = rest.find(({ results }) => results.build !== first.results.build);
  if (other !== undefined) {
    throw new MergeError(
      `${first.file} is of build ${first.results.build}, ${other.file} of ${other.results.build}`,
    );
  }
  const groups = new Map<string, Part[]>();
  for (const { file, results } of given) {
    results.subjects.forEach((subject, position) => {
      const key = subjectKey(subject);
      const records = results.records.filter((record) => subjectKey(record.subject) === key);
      const part = { file, position, subject, records, elapsedMs: results.elapsedMs[position] ?? 0 };
      groups.set(key, [...(groups.get(key) ?? []), part]);
    });
  }
  const subjects = [...groups]
    .map(([key, parts]) => ({ key, place: Math.min(...parts.map((part) => part.position)), parts }))
    .sort((a, b) => a.place - b.place || (a.key < b.key ? -1 : 1))
    .map(({ parts }) => mergedSubject(parts));
  const closings = given.flatMap(({ results }) => (results.closing === null ? [] : [results.closing]));
  return {
    whitewater: first.results.whitewater,
    subjects,
    runs: given.reduce((sum, { results }) => sum + results.runs, 0),
    elapsedMs: Math.max(0, ...closings.map((closing) => closing.elapsedMs)),
    partial: given.flatMap(partialWords).sort(),
    exitCodes: closings.map((closing) => closing.exitCode),
  };
}

interface Part {
  readonly file: string;
  readonly position: number;
  readonly subject: Subject;
  readonly records: readonly RunRecord[];
  readonly elapsedMs: number;
}

function mergedSubject(parts: readonly Part[]): MergedSubject {
  const records = parts
    .flatMap(({ file, records: own }) => own.map((record) => ({ file, record })))
    .sort((a, b) => a.record.run.seed - b.record.run.seed);
  for (const [position, { file, record }] of records.entries()) {
    const before = records[position - 1];
    if (before?.record.run.seed !== record.run.seed) continue;
    const files = [before.file, file].sort().join(' and ');
    throw new MergeError(`seed ${record.run.seed} of ${record.subject.scenario} is in ${files}`);
  }
  const [one] = parts;
  const subject =
    parts.length === 1
      ? one!.subject
      : {
          ...one!.subject,
          picked: records[0]?.record.subject.picked ?? {},
          seeds: seedsOf(records.map(({ record }) => record.run.seed)),
          runs: parts.reduce((sum, part) => sum + part.subject.runs, 0),
        };
  return {
    subject,
    // Reports tell scenarios apart by their subjects.
    records: records.map(({ record }) => ({
      ...record,
      subject: { ...subject, picked: record.subject.picked },
    })),
    elapsedMs: parts.reduce((sum, part) => sum + part.elapsedMs, 0),
  };
}

function partialWords({ file, results }: NamedResults): readonly string[] {
  const { records, runs, closing } = results;
  if (closing === null) return [`${file} breaks off after ${records.length} of ${runs} runs`];
  return closing.complete ? [] : [`${file} was stopped after ${records.length} of ${runs} runs`];
}

/** `1..500,900`, of rising seeds. */
function seedsOf(seeds: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const seed of seeds) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] + 1 === seed) last[1] = seed;
    else ranges.push([seed, seed]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}..${last}`)).join(',');
}
