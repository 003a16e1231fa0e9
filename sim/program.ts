// What a node hosts. The simulator knows a program only through these handlers and ports:
// messages, writes and durable images are opaque to it.

import type { Observer } from './checkers/checker.ts';
import type { Tell } from './condition.ts';
import type { DigestFold } from './kernel/digest.ts';
import type { Command, Result } from './kv-model.ts';
import type { ChecksPlan, InitialNode } from './plan.ts';

/** All that the network reads of a message. */
export interface Envelope {
  readonly kind: string;
  readonly from: number;
  readonly to: number;
}

export type Outcome =
  | { readonly kind: 'ok'; readonly result: Result }
  | { readonly kind: 'redirect'; readonly leader: number }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly reason: string };

/** One attempt of a client; retries share `sequence`, never `request`. */
export interface ClientRequest {
  readonly client: number;
  readonly request: number;
  readonly sequence: number;
  readonly acknowledgedBelow: number;
  readonly command: Command;
}

/** The ports a program acts through. Same shape as `raft/host.ts`, for opaque messages and writes. */
export interface ProgramHost<M extends Envelope = Envelope, W = unknown> {
  readonly random: { below(limit: number): number };
  /** The node's own clock, µs. */
  now(): number;
  /** One alarm; a later call replaces it. */
  setAlarm(at: number): void;
  send(message: M): void;
  /** Ordered; durable when `onDurable(ticket)` or a higher one comes. Tickets rise. */
  write(write: W, ticket: number): void;
  answer(client: number, request: number, outcome: Outcome): void;
  /** The program cannot go on, because its disk refuses to write: the node crashes, keeping what is durable. */
  halt(reason: string): void;
}

/** The handlers of a running program: one event each. None may block or keep the message to change it. */
export interface Program<M extends Envelope = Envelope> {
  /** Once, before any other event of this incarnation. */
  onStart(): void;
  onAlarm(): void;
  onMessage(message: M): void;
  onDurable(ticket: number): void;
  /** The disk refused this write and all after it. */
  onWriteFailed(ticket: number): void;
  onRequest(request: ClientRequest): void;
  /** Its timer runs out now, whatever the time. False where it has no such timer at present. */
  onTimerForced?(timer: ForcedTimer): boolean;
}

/** campaign: the wait for a leader. heartbeat: a leader's wait before it is heard again. */
export type ForcedTimer = 'campaign' | 'heartbeat';

/** What a run may know of any program's standing; a program without leaders has none. */
export interface ProgramStatus {
  readonly role: 'leader' | 'candidate' | 'follower';
  readonly term: number;
  readonly commitIndex: number;
  readonly lastApplied: number;
  /** For traces. */
  readonly votedFor?: number;
  readonly lastLogIndex?: number;
  readonly lastLogTerm?: number;
  /** Of the entry there; 0 = none. */
  termAt?(index: number): number;
}

/** What may be read of a program when all is over. */
export interface FinalView {
  /** What its state machine holds; null: nothing. */
  valueAt(key: string): string | null;
  /** Of its log's entries, from the first. */
  logTerms(): readonly number[];
}

/** An entry that a program's state machine has just applied, as the machine itself saw it. */
export interface Applied {
  readonly index: number;
  /** 0, 0, null for an entry that carries no command. */
  readonly client: number;
  readonly sequence: number;
  readonly command: Command | null;
  /** The entry object itself, for checkers that know the protocol. */
  readonly entry: unknown;
  /** Of the whole replicated state after this entry. */
  readonly stateDigest: number;
  /** Whether the inner state machine executed a command for this entry (false: filtered as a retry, or no-op). */
  readonly executed: boolean;
}

/** Where and as whom a program starts. */
export interface Seat<Image = unknown> {
  readonly id: number;
  readonly members: readonly number[];
  /** The durable image that survived; the program must not change it. */
  readonly image: Image;
  /** To be called by the state machine that the kind builds around the user's, for every entry applied. */
  applied(fact: Applied): void;
}

/** A protocol as the simulator hosts it. */
export interface ProgramKind<M extends Envelope = Envelope, W = unknown, Image = unknown> {
  readonly name: string;
  /** Its nodes apply the entries of one log, and say so by `seat.applied`. */
  readonly hasLog?: boolean;
  start(host: ProgramHost<M, W>, seat: Seat<Image>): Program<M>;
  emptyImage(): Image;
  /** Folds one durable write into the image, in order. */
  persist(image: Image, write: W): void;
  /** What a crash in the middle of a write leaves of it: a smaller write, or null for nothing. `draw`: 32 random bits. */
  tear(write: W, draw: number): W | null;
  writeBytes(write: W): number;
  messageBytes(message: M): number;
  /** Folds what distinguishes the message into the run's digest. */
  foldMessage(message: M, digest: DigestFold): void;
  /** Folds what distinguishes the write into the run's digest. */
  foldWrite(write: W, digest: DigestFold): void;
  /** A copy for the receiver; absent: messages are never changed once sent and may be shared. */
  copyMessage?(message: M): M;
  status?(program: Program<M>): ProgramStatus;
  finalView?(program: Program<M>): FinalView;
  /** Says which of the events of `condition.ts` a write, or sending a message, amounts to. */
  tellWrite?(write: W, tell: Tell): void;
  tellMessage?(message: M, tell: Tell): void;
  /** The term of a message and the last index that it speaks of, for conditions, rules and traces. */
  messageTerm?(message: M): number;
  messageIndex?(message: M): number;
  /** The terms of the entries in a running program's log, from index 1. */
  logTerms?(program: Program<M>): readonly number[];
  /** What the disk of a node holds that starts in this standing; absent: it starts empty. */
  initialImage?(initial: InitialNode): Image;
  /** The same, read from a disk. */
  imageStanding?(image: Image): InitialNode;
  /** The kinds of its messages, for scenarios to be checked against; absent: any may be named. */
  readonly messageKinds?: readonly string[];
  /** Whom the program takes for the leader; 0 = nobody. Absent: itself where its status says so. */
  leader?(program: Program<M>): number;
  /** The checkers that know this protocol, in reporting order. */
  observers(
    cluster: ClusterReader<M, W, Image>,
    checks: ChecksPlan,
    /** The run wants everything judged a second time: they may keep what they like for it. */
    isAudited?: boolean,
  ): readonly Observer[];
  /** A few words for a trace: `AE 4..6`. */
  describeMessage(message: M): string;
  describeWrite(write: W): string;
  /** What a step changed in words, from one status line to the next: `f2 → C3`. */
  describeProgram(program: Program<M>): string;
}

/** What a protocol's checkers may read of the cluster, never change. */
export interface ClusterReader<M extends Envelope = Envelope, W = unknown, Image = unknown> {
  readonly size: number;
  /** The running program; undefined while the node is down. */
  program(node: number): Program<M> | undefined;
  /** What the node's disk would give back after a crash now, if it tells the truth. */
  image(node: number): Image;
  /** The node's own clock, µs. */
  clock(node: number): number;
  /** So many first entries of the initial logs count as committed; absent: none. */
  readonly committedAtStart?: number;
  /** Only names W in this interface. */
  readonly write?: W;
}
