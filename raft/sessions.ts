// Exactly-once commands (thesis §6.3): the replicated state remembers what each client has been
// answered, so that a command that stands in the log twice is executed once. A session begins with its
// first command and never expires, so that none can be taken for new by mistake.

import { type AppliedResult, type EntryMachine, nothingApplied } from './entry-machine.ts';
import { foldJson, foldNumber, hashStart, spread } from './hash.ts';
import type { Entry } from './message.ts';
import type { Command, Result, StateMachine } from './state-machine.ts';
import type { ClientId, LogIndex, Sequence } from './units.ts';

interface Session {
  /** The client has the answers of all sequences below this one; their results are gone. */
  acknowledgedBelow: Sequence;
  readonly answers: Map<Sequence, Answered>;
}

interface Answered {
  readonly result: Result;
  readonly hash: number;
}

/** A state machine with sessions around it. */
export class ReplicatedMachine implements EntryMachine {
  lastApplied: LogIndex = 0;
  private readonly machine: StateMachine;
  private readonly sessions: Map<ClientId, Session> = new Map();
  /** Sum of the hashes of all stored answers and acknowledgements: the order of clients does not count. */
  private sessionsHash = 0;

  constructor(machine: StateMachine) {
    this.machine = machine;
  }

  apply(entry: Entry): AppliedResult {
    if (entry.index !== this.lastApplied + 1)
      throw new Error(`entry ${entry.index} applied after entry ${this.lastApplied}`);
    this.lastApplied = entry.index;
    return entry.command === null ? nothingApplied : this.applyOnce(entry, entry.command);
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

  /** Of the state and of what the sessions remember. */
  digest(): number {
    return spread(this.machine.digest() ^ Math.imul(this.sessionsHash, 0x9e3779b1));
  }

  protected applyOnce(entry: Entry, command: Command): AppliedResult {
    const session = this.sessionOf(entry.client);
    this.forget(entry.client, session, entry.acknowledgedBelow);
    const answered = session.answers.get(entry.sequence);
    if (answered !== undefined) return { result: answered.result, executed: false };
    // Executed before, and the client has confirmed the answer: whoever still waits is not that client.
    if (entry.sequence < session.acknowledgedBelow) return nothingApplied;
    const result = this.machine.apply(command, entry.index);
    const hash = answerHash(entry.client, entry.sequence, result);
    session.answers.set(entry.sequence, { result, hash });
    this.sessionsHash = (this.sessionsHash + hash) | 0;
    return { result, executed: true };
  }

  private sessionOf(client: ClientId): Session {
    let session = this.sessions.get(client);
    if (session === undefined) {
      session = { acknowledgedBelow: 0, answers: new Map() };
      this.sessions.set(client, session);
    }
    return session;
  }

  /** Drops the answers that the client has confirmed; what it takes back is not believed. */
  private forget(client: ClientId, session: Session, acknowledgedBelow: Sequence): void {
    const { answers, acknowledgedBelow: before } = session;
    if (acknowledgedBelow <= before) return;
    session.acknowledgedBelow = acknowledgedBelow;
    this.sessionsHash = (this.sessionsHash + mark(client, acknowledgedBelow) - mark(client, before)) | 0;
    if (acknowledgedBelow - before <= answers.size)
      for (let sequence = before; sequence < acknowledgedBelow; sequence++) this.drop(answers, sequence);
    else
      for (const sequence of answers.keys()) if (sequence < acknowledgedBelow) this.drop(answers, sequence);
  }

  private drop(answers: Map<Sequence, Answered>, sequence: Sequence): void {
    const answered = answers.get(sequence);
    if (answered === undefined) return;
    answers.delete(sequence);
    this.sessionsHash = (this.sessionsHash - answered.hash) | 0;
  }
}

function mark(client: ClientId, acknowledgedBelow: Sequence): number {
  return spread(foldNumber(foldNumber(hashStart, client), -acknowledgedBelow));
}

function answerHash(client: ClientId, sequence: Sequence, result: Result): number {
  return spread(foldJson(foldNumber(foldNumber(hashStart, client), sequence), result));
}
