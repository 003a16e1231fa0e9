// The session of this process, for what comes in no client's: in it every change is a new command, and what is answered
// is confirmed by what follows.

import { randomInt } from 'node:crypto';
import type { ClientId, Sequence } from '../../raft/units.ts';
import { ownSessionMin } from './commands.ts';
import type { SessionPlace } from './service.ts';

export class OwnSession {
  /** No other process's, nor this one's after a restart: 48 random bits. */
  private readonly session: ClientId = ownSessionMin + randomInt(2 ** 48 - 1);
  /** Without an answer so far, in the order of their coming. */
  private readonly underWay: Set<Sequence> = new Set();
  private newest: Sequence = 0;

  /** The place of the next change, until `end` is told of it. */
  begin(): SessionPlace {
    const sequence = ++this.newest;
    this.underWay.add(sequence);
    const [acknowledgedBelow = sequence] = this.underWay;
    return { session: this.session, sequence, acknowledgedBelow };
  }

  end({ sequence }: SessionPlace): void {
    this.underWay.delete(sequence);
  }
}
