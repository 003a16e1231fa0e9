// Keeps the last events of a run, for the picture in a failure's report.

import type { TraceEvent, TraceSink } from '../sim/trace.ts';

const eventsMax = 4096;

export class TraceTail implements TraceSink {
  private readonly ring: TraceEvent[] = [];
  private next = 0;

  record(event: TraceEvent): void {
    this.ring[this.next] = event;
    this.next = (this.next + 1) % eventsMax;
  }

  /** In order. */
  events(): readonly TraceEvent[] {
    return [...this.ring.slice(this.next), ...this.ring.slice(0, this.next)];
  }
}
