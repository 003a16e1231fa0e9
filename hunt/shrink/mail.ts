// Messages under way in a recorded run, as they would wait for a script: the oldest first on each link.

import type { TraceEvent, TraceMessage } from '../../sim/trace.ts';

export class Mail {
  private readonly waiting = new Map<string, TraceMessage[]>();
  /** How often each message still arrives. */
  private readonly arrivals = new Map<number, number>();

  constructor(events: readonly TraceEvent[]) {
    for (const { message } of events) {
      if (message !== null) this.arrivals.set(message.id, (this.arrivals.get(message.id) ?? 0) + 1);
    }
  }

  put(sent: readonly TraceMessage[]): void {
    for (const message of sent) {
      const line = this.lineOf(message);
      line.push(message);
    }
  }

  /**
   * Takes out a message that arrives: its place among those of its kind on its link. `onLost` is called for each
   * older one that never arrives, which is thereby out of the way.
   */
  take(message: TraceMessage, onLost: () => void): number {
    const line = this.lineOf(message);
    for (let older = line[0]; older !== undefined && older.id !== message.id; older = line[0]) {
      if ((this.arrivals.get(older.id) ?? 0) > 0) break;
      line.shift();
      onLost();
    }
    const left = (this.arrivals.get(message.id) ?? 1) - 1;
    this.arrivals.set(message.id, left);
    const position = line.findIndex(({ id }) => id === message.id);
    if (left === 0 && position >= 0) line.splice(position, 1);
    return position + 1;
  }

  private lineOf({ kind, from, to }: TraceMessage): TraceMessage[] {
    const link = `${kind} ${from} ${to}`;
    const line = this.waiting.get(link) ?? [];
    this.waiting.set(link, line);
    return line;
  }
}
