// What a hunt has learnt, as a file that only grows: a line a case, written with every report of a worker. Whatever
// ends the process, no more is lost than the cases in flight; a last line that is torn does not count.

import { closeSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import type { Finding } from './finding.ts';
import type { HuntListener, Learnt, Repeated } from './listener.ts';
import type { Remembered } from './remembered.ts';
import type { HuntSubject } from './result.ts';
import type { Shard } from './shard.ts';
import { signatureOf } from './signature.ts';

export const journalFormat = 'whitewater-hunt-journal';
export const journalVersion = 1;

export interface JournalHead {
  readonly format: typeof journalFormat;
  readonly version: typeof journalVersion;
  readonly subject: HuntSubject;
  readonly shard: Shard;
}

/** A finding of a run in which nothing broke: digest, events, end, goals by number. */
type Brief = readonly [digest: string, events: number, endedAt: number, goals: number];

type Line =
  /** Goals, from then on known by their number. */
  | { readonly g: Finding['goals'] }
  | { readonly at: readonly [scenario: number, island: number]; readonly p: Brief; readonly w?: string }
  | { readonly at: readonly [scenario: number, island: number]; readonly f: Finding; readonly w?: string }
  | {
      readonly again: readonly [scenario: number, island: number, ordinal: number];
      readonly digests?: readonly [string, string];
    };

const syncEveryMs = 2000;

/** Writes down what it is told. */
export class Journal implements Partial<HuntListener> {
  private readonly descriptor: number;
  private readonly now: () => number;
  private readonly goals = new Map<string, number>();
  private text = '';
  private syncedAt: number;

  private constructor(descriptor: number, now: () => number, goals: readonly Finding['goals'][]) {
    this.descriptor = descriptor;
    this.now = now;
    this.syncedAt = now();
    for (const each of goals) this.numberOf(each, false);
  }

  /** Over what was there. */
  static begin(path: string, head: JournalHead, now: () => number): Journal {
    const journal = new Journal(openSync(path, 'w'), now, []);
    journal.text = `${JSON.stringify(head)}\n`;
    journal.onProgress();
    return journal;
  }

  /** After what could be read. */
  static resume(path: string, { bytes, goals }: JournalText, now: () => number): Journal {
    truncateSync(path, bytes);
    return new Journal(openSync(path, 'a'), now, goals);
  }

  onLearnt({ scenario, island, finding, states }: Learnt): void {
    const at = [scenario, island] as const;
    const w =
      states === null
        ? {}
        : { w: Buffer.from(states.buffer, states.byteOffset, states.byteLength).toString('base64') };
    const { verdict, digest, events, endedAt } = finding;
    if (verdict.kind === 'passed' && finding.signature === null) {
      this.line({ at, p: [digest, events, endedAt, this.numberOf(finding.goals, true)], ...w });
    } else this.line({ at, f: finding, ...w });
  }

  onRepeated({ scenario, island, ordinal, digests }: Repeated): void {
    this.line({ again: [scenario, island, ordinal], ...(digests === null ? {} : { digests }) });
  }

  onProgress(): void {
    if (this.text === '') return;
    const bytes = Buffer.from(this.text, 'utf8');
    this.text = '';
    for (let written = 0; written < bytes.length; ) written += writeSync(this.descriptor, bytes, written);
    if (this.now() - this.syncedAt < syncEveryMs) return;
    this.syncedAt = this.now();
    fsyncSync(this.descriptor);
  }

  end(): void {
    this.onProgress();
    fsyncSync(this.descriptor);
    closeSync(this.descriptor);
  }

  private numberOf(goals: Finding['goals'], isWritten: boolean): number {
    const key = JSON.stringify(goals);
    const known = this.goals.get(key);
    if (known !== undefined) return known;
    this.goals.set(key, this.goals.size);
    if (isWritten) this.line({ g: goals });
    return this.goals.size - 1;
  }

  private line(line: Line): void {
    this.text += `${JSON.stringify(line)}\n`;
  }
}

export interface JournalText {
  readonly head: JournalHead;
  readonly remembered: readonly Remembered[];
  readonly goals: readonly Finding['goals'][];
  /** Of the file, up to its last whole line. */
  readonly bytes: number;
}

/** Null: there is no journal in it. Throws what the file system throws. */
export function readJournal(path: string): JournalText | null {
  const file = readFileSync(path);
  const remembered: Remembered[] = [];
  const goals: Finding['goals'][] = [];
  let head: JournalHead | null = null;
  let bytes = 0;
  for (let end = file.indexOf(10); end >= 0; end = file.indexOf(10, bytes)) {
    const line = parsed(file.toString('utf8', bytes, end));
    if (line === null) break;
    if (head === null) head = headOf(line);
    else take(line as Line, goals, remembered);
    if (head === null) return null;
    bytes = end + 1;
  }
  return head === null ? null : { head, remembered, goals, bytes };
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function headOf(line: object): JournalHead | null {
  const head = line as JournalHead;
  return head.format === journalFormat && head.version === journalVersion ? head : null;
}

function take(line: Line, goals: Finding['goals'][], remembered: Remembered[]): void {
  if ('g' in line) {
    goals.push(line.g);
    return;
  }
  if ('again' in line) {
    const [scenario, island, ordinal] = line.again;
    remembered.push({ kind: 'repeated', scenario, island, ordinal, digests: line.digests ?? null });
    return;
  }
  const [scenario, island] = line.at;
  const finding = 'p' in line ? passed(line.p, goals) : line.f;
  remembered.push({
    kind: 'learnt',
    scenario,
    island,
    finding,
    states: line.w === undefined ? null : words(line.w),
  });
}

function passed([digest, events, endedAt, goals]: Brief, known: readonly Finding['goals'][]): Finding {
  const verdict = { kind: 'passed' } as const;
  return { verdict, signature: signatureOf(verdict), digest, events, endedAt, goals: known[goals] ?? {} };
}

function words(text: string): Uint32Array {
  const bytes = Buffer.from(text, 'base64');
  return new Uint32Array(new Uint8Array(bytes).buffer);
}
