// The replicated state of the real server: the store with revisions, exactly-once sessions around it, and which
// sessions clients have opened, so that none is taken for new by mistake.

import type { AppliedResult, EntryMachine } from '../../raft/entry-machine.ts';
import { spread } from '../../raft/hash.ts';
import type { Entry } from '../../raft/message.ts';
import { ReplicatedMachine } from '../../raft/sessions.ts';
import type { Command, Result } from '../../raft/state-machine.ts';
import type { ClientId, LogIndex } from '../../raft/units.ts';
import { ownSessionMin, type ServiceResult } from './commands.ts';
import { RevisedStore } from './revised-store.ts';

const noSession: ServiceResult = { kind: 'no-session' };
const answerGone: ServiceResult = { kind: 'answer-gone' };

export class KvMachine implements EntryMachine {
  private readonly machine: ReplicatedMachine = new ReplicatedMachine(new RevisedStore());
  private readonly opened: Set<ClientId> = new Set();
  private openedSum = 0;

  get lastApplied(): LogIndex {
    return this.machine.lastApplied;
  }

  isReadOnly(command: Command): boolean {
    return this.machine.isReadOnly(command);
  }

  query(command: Command): Result {
    return this.machine.query(command);
  }

  sizeOf(command: Command): number {
    return this.machine.sizeOf(command);
  }

  digest(): number {
    return spread(this.machine.digest() ^ Math.imul(this.openedSum, 0x9e3779b1));
  }

  apply(entry: Entry): AppliedResult {
    if (entry.command === null) return this.machine.apply(entry);
    if (entry.client < ownSessionMin && !this.opened.has(entry.client)) {
      this.machine.apply({ ...entry, command: null });
      return { result: noSession, executed: false };
    }
    const applied = this.machine.apply(entry);
    if (applied.result === null) return { result: answerGone, executed: false };
    const result = applied.result as ServiceResult;
    if (applied.executed && result.kind === 'opened') this.open(result.session);
    return applied;
  }

  private open(session: ClientId): void {
    this.opened.add(session);
    this.openedSum = (this.openedSum + spread(session)) | 0;
  }
}
