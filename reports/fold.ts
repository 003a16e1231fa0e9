// Events that get no row of their own, told as one: how many, and how far the log came meanwhile.

import type { TraceEvent } from '../sim/trace.ts';
import { duration, grouped } from './quantity.ts';

const countMin = 20;

export class Fold {
  private count = 0;
  private from = 0;
  private to = 0;
  private answered = 0;
  private commitBefore = 0;
  private commit = 0;

  get isEmpty(): boolean {
    return this.count === 0;
  }

  /** A few events between two rows are not: they go with the next ones. */
  get isWorthALine(): boolean {
    return this.count >= countMin || this.commit > this.commitBefore;
  }

  add(event: TraceEvent): void {
    if (this.count === 0) this.from = event.at;
    this.count++;
    this.to = event.at;
    if (event.kind === 'client' && /^c\d+\.\d+ /.test(event.text)) this.answered++;
    this.note(event);
  }

  /** Of every event, folded or not. */
  note({ standing }: TraceEvent): void {
    if (standing !== null && standing.commitIndex > this.commit) this.commit = standing.commitIndex;
  }

  /** `412 events in 1.3s, 31 answers, commit 7 to 31`; what was folded is forgotten. */
  take(): string {
    const text = this.text();
    this.count = 0;
    this.answered = 0;
    this.commitBefore = this.commit;
    return text;
  }

  text(): string {
    const { count, answered, commit, commitBefore } = this;
    const parts = [
      `${grouped(count)} ${count === 1 ? 'event' : 'events'} in ${duration(this.to - this.from)}`,
    ];
    if (answered > 0) parts.push(`${grouped(answered)} ${answered === 1 ? 'answer' : 'answers'}`);
    if (commit > commitBefore) parts.push(`commit ${commitBefore} to ${commit}`);
    return parts.join(', ');
  }
}
