// A plain line on stderr every few seconds of a long sweep; nothing is drawn twice.

import { grouped } from '../reports/quantity.ts';
import type { RunRecord } from '../reports/record.ts';
import type { Io } from './io.ts';

const lineEveryMs = 5000;

export class Progress {
  private readonly io: Io;
  private readonly runs: number;
  private readonly start: number;
  private lastLine: number;
  private done = 0;
  private failed = 0;

  constructor(io: Io, runs: number) {
    this.io = io;
    this.runs = runs;
    this.start = io.now();
    this.lastLine = this.start;
  }

  ran(record: RunRecord): void {
    this.done++;
    if (record.outcome === 'failed' || record.divergence !== null) this.failed++;
    const now = this.io.now();
    if (now - this.lastLine < lineEveryMs) return;
    this.lastLine = now;
    const seconds = Math.floor((now - this.start) / 1000);
    const clock = `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`;
    const rate = Math.round((this.done * 1000) / (now - this.start));
    const counts = `${grouped(this.done)} of ${grouped(this.runs)} runs, ${grouped(this.failed)} failed`;
    this.io.stderr.write(`[${clock}] ${counts}, ${grouped(rate)} runs/s, at ${record.subject.scenario}\n`);
  }
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
