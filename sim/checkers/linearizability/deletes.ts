// The deletes of a key that somebody may have seen, or may see yet.

import type { Call } from './call.ts';

export class Deletes {
  /** Waiting, or answered not long ago. */
  open: Call[] = [];
  /** Of unknown outcome and not known to have been seen, by invocation. */
  adrift: Call[] = [];

  begun(call: Call): void {
    this.open.push(call);
  }

  ended(call: Call): void {
    if (call.state === 'done') return;
    const position = this.open.indexOf(call);
    if (position >= 0) this.open.splice(position, 1);
    if (call.state !== 'unknown') return;
    let at = this.adrift.length;
    while (at > 0 && this.adrift[at - 1]!.invoked > call.invoked) at--;
    this.adrift.splice(at, 0, call);
  }

  /** Nobody can see any more what was answered before `event`. */
  forgetBefore(event: number): void {
    const { open } = this;
    let left = 0;
    for (const call of open) if (call.returned >= event) open[left++] = call;
    open.length = left;
  }

  /** The unknown delete was certainly seen. */
  spend(call: Call): void {
    const position = this.adrift.indexOf(call);
    if (position >= 0) this.adrift.splice(position, 1);
  }

  /** Whether a whole delete lies within these bounds: who was under way then may have seen it, wherever it is. */
  isWithin(invoked: number, finished: number): boolean {
    for (const call of this.open) if (call.returned <= finished && call.invoked >= invoked) return true;
    return false;
  }
}
