// Raft as a program of the simulator: the very Server that runs in production, its state machine
// watched from both sides. The only place, beside the mutants, where the simulator takes values from raft/.

import { DurableImage, type DurableState, tearWrite } from '../raft/durable.ts';
import type { AppliedResult, EntryMachine } from '../raft/entry-machine.ts';
import type { Host, Write } from '../raft/host.ts';
import { KvStore } from '../raft/kv-store.ts';
import type { Entry, Message } from '../raft/message.ts';
import { checkedOptions, type Options } from '../raft/options.ts';
import { defaultParts, type Parts } from '../raft/parts.ts';
import { Server } from '../raft/server.ts';
import { ReplicatedMachine } from '../raft/sessions.ts';
import { entryOverheadBytes, messageBytes } from '../raft/size.ts';
import type { Command, Result, StateMachine } from '../raft/state-machine.ts';
import type { ReplicaView } from '../raft/view.ts';
import { RaftObserver } from './checkers/raft/raft-observer.ts';
import type { Command as KvCommand } from './kv-model.ts';
import type { InitialNode } from './plan.ts';
import type { FinalView, Program, ProgramKind, ProgramStatus, Seat } from './program.ts';
import {
  describeMessage,
  describeWrite,
  foldMessage,
  foldWrite,
  messageIndex,
  messageKinds,
  tellMessage,
  tellWrite,
} from './raft-fold.ts';

export type ServerClass = new (...parameters: ConstructorParameters<typeof Server>) => Server;

/** What a server is made of in this run. */
export interface RaftVariant {
  readonly server: ServerClass;
  readonly parts: Parts;
  /** Sessions around a store, in the protocol as it should be. */
  readonly machine: (store: StateMachine) => EntryMachine;
}

/** A mutant: the protocol with one thing changed. Mutations of different classes, or of one, combine. */
export type RaftMutation = (variant: RaftVariant) => RaftVariant;

export type RaftKind = ProgramKind<Message, Write, DurableState>;

const correct: RaftVariant = {
  server: Server,
  parts: defaultParts,
  machine: (store) => new ReplicatedMachine(store),
};

/** Raft with these options; what is left out is Raft's default. Throws an OptionsError. */
export function raftKind(options: Partial<Options>, mutations: readonly RaftMutation[] = []): RaftKind {
  const checked = checkedOptions(options);
  const variant = mutations.reduce((so, mutate) => mutate(so), correct);
  const machines = new WeakMap<Program<Message>, WatchedMachine>();
  return {
    name: 'raft',
    hasLog: true,
    start: (host, seat) => {
      const machine = new WatchedMachine(seat, variant);
      // The ports have one shape on both sides; only the simulator's commands are narrower than Raft's.
      const ports = host as unknown as Host;
      const server = new variant.server(
        ports,
        seat.id,
        seat.members,
        seat.image,
        machine,
        checked,
        variant.parts,
      );
      const program = server as unknown as Program<Message>;
      machines.set(program, machine);
      return program;
    },
    emptyImage: () => new DurableImage(),
    initialImage,
    imageStanding: ({ currentTerm, votedFor, entries }) => ({
      term: currentTerm,
      vote: votedFor,
      log: entries.map(({ term }) => term),
    }),
    logTerms: (program) => termsOf(viewOf(program)),
    persist: (image, write) => (image as DurableImage).persist(write),
    tear: tearWrite,
    writeBytes,
    messageBytes,
    foldMessage,
    foldWrite,
    status: (program) => statusOf(viewOf(program)),
    finalView: (program) => finalViewOf(viewOf(program), machines.get(program)!),
    tellWrite,
    tellMessage,
    messageTerm: (message) => message.term,
    messageIndex,
    messageKinds,
    leader: (program) => viewOf(program).leader,
    observers: (cluster, checks, isAudited = false) => [
      new RaftObserver(cluster, {
        scopes: checks.scopes,
        always: checks.always,
        isAudited,
        quorumContactMax: checked.checkQuorum ? checked.electionTimeoutMax : null,
        preVote: checked.preVote,
        leaderStickiness: checked.leaderStickiness,
        electionTimeoutMin: checked.electionTimeoutMin,
      }),
    ],
    describeMessage,
    describeWrite,
    describeProgram: (program) => describeView(viewOf(program)),
  };
}

/** Entries without commands, as of leaders that nobody remembers. */
function initialImage({ term, vote, log }: InitialNode): DurableImage {
  const image = new DurableImage();
  const entries = log.map((entryTerm, position) => ({
    index: position + 1,
    term: entryTerm,
    command: null,
    client: 0,
    sequence: 0,
    acknowledgedBelow: 0,
    bytes: entryOverheadBytes,
  }));
  image.persist({ kind: 'hard-state', currentTerm: term, votedFor: vote });
  image.persist({ kind: 'append', entries });
  return image;
}

function termsOf({ log }: ReplicaView): readonly number[] {
  return Array.from({ length: log.lastIndex }, (_, position) => log.termAt(position + 1));
}

function viewOf(program: Program<Message>): ReplicaView {
  return (program as unknown as Server).view();
}

function finalViewOf({ log }: ReplicaView, machine: WatchedMachine): FinalView {
  return {
    valueAt: (key) => machine.query({ kind: 'get', key }).value as string | null,
    logTerms: () => Array.from({ length: log.lastIndex }, (_, position) => log.termAt(position + 1)),
  };
}

/** Bytes of a record's frame, and of a term and a vote. */
const recordBytes = 32;

function writeBytes(write: Write): number {
  if (write.kind !== 'append') return recordBytes;
  return write.entries.reduce((bytes, entry) => bytes + entry.bytes, recordBytes);
}

const statuses = new WeakMap<ReplicaView, ProgramStatus>();

/** One live object a view, made when first asked for. */
function statusOf(view: ReplicaView): ProgramStatus {
  let status = statuses.get(view);
  if (status === undefined) {
    status = new LiveStatus(view);
    statuses.set(view, status);
  }
  return status;
}

class LiveStatus implements ProgramStatus {
  private readonly view: ReplicaView;

  constructor(view: ReplicaView) {
    this.view = view;
  }

  get role(): ProgramStatus['role'] {
    return this.view.role;
  }

  get term(): number {
    return this.view.currentTerm;
  }

  get commitIndex(): number {
    return this.view.commitIndex;
  }

  get lastApplied(): number {
    return this.view.lastApplied;
  }

  get votedFor(): number {
    return this.view.votedFor;
  }

  get lastLogIndex(): number {
    return this.view.log.lastIndex;
  }

  get lastLogTerm(): number {
    const { log } = this.view;
    return log.termAt(log.lastIndex);
  }

  termAt(index: number): number {
    return this.view.log.termAt(index);
  }
}

/** `L4 log 7/4 commit 6 applied 6` */
function describeView(view: ReplicaView): string {
  const role = { follower: 'f', candidate: 'C', leader: 'L' }[view.role];
  const { lastIndex } = view.log;
  const vote = view.votedFor === 0 ? '' : ` vote n${view.votedFor}`;
  const log = `log ${lastIndex}/${view.log.termAt(lastIndex)}`;
  return `${role}${view.currentTerm}${vote} ${log} commit ${view.commitIndex} applied ${view.lastApplied}`;
}

/** Sees every entry that the server applies and, inside it, every command that the store executes. */
class WatchedMachine implements EntryMachine {
  private readonly seat: Seat<DurableState>;
  private readonly store: CountingStore = new CountingStore();
  private readonly machine: EntryMachine;

  constructor(seat: Seat<DurableState>, variant: RaftVariant) {
    this.seat = seat;
    this.machine = variant.machine(this.store);
  }

  get lastApplied(): number {
    return this.machine.lastApplied;
  }

  apply(entry: Entry): AppliedResult {
    const before = this.store.executed;
    const applied = this.machine.apply(entry);
    this.seat.applied({
      index: entry.index,
      client: entry.client,
      sequence: entry.sequence,
      command: entry.command as KvCommand | null,
      entry,
      stateDigest: this.machine.digest(),
      executed: this.store.executed > before,
    });
    return applied;
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
    return this.machine.digest();
  }
}

class CountingStore extends KvStore {
  executed = 0;

  override apply(command: Command): Result {
    this.executed++;
    return super.apply(command);
  }
}
