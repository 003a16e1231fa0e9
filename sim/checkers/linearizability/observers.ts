// Who waits to be told what a key holds, oldest first.

import type { Call } from './call.ts';

export class Observers {
  private readonly calls: Call[] = [];
  private from = 0;

  add(call: Call): void {
    this.calls.push(call);
  }

  /** The call event of the oldest get or cas that waits for its answer; `event` when nobody does. */
  oldest(event: number): number {
    const { calls } = this;
    while (this.from < calls.length && calls[this.from]!.state !== 'pending') this.from++;
    if (this.from > 32 && this.from * 2 > calls.length) {
      calls.splice(0, this.from);
      this.from = 0;
    }
    return calls[this.from]?.invoked ?? event;
  }
}
