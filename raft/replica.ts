// One server's protocol state (Figure 2) without any I/O: a step changes it and fills `effects`.
// Only this file changes roles.

import type { DurableState } from './durable.ts';
import { Effects } from './effects.ts';
import type { ClientRequest, Random, Timer } from './host.ts';
import type { Log } from './log.ts';
import type { Entry, Message } from './message.ts';
import type { Options } from './options.ts';
import type { Parts, RoleClass } from './parts.ts';
import { quorumSize } from './quorum.ts';
import type { Role } from './roles/role.ts';
import type { StateMachine } from './state-machine.ts';
import { type Instant, type LogIndex, type NodeId, noNode, type Term } from './units.ts';
import type { RoleName } from './view.ts';

/** What a replica must know of the commands that it replicates. */
export type CommandRules = Pick<StateMachine, 'isReadOnly' | 'sizeOf'>;

const legalNext: Readonly<Record<RoleName, readonly RoleName[]>> = {
  follower: ['candidate'],
  candidate: ['follower', 'leader'],
  leader: ['follower'],
};

export class Replica {
  readonly id: NodeId;
  readonly members: readonly NodeId[];
  readonly others: readonly NodeId[];
  /** The highest node id: columns indexed by node are one longer. */
  readonly nodesMax: NodeId;
  readonly quorum: number;
  readonly options: Options;
  readonly random: Random;
  readonly commands: CommandRules;
  readonly effects: Effects = new Effects();
  readonly log: Log;
  currentTerm: Term;
  votedFor: NodeId;
  commitIndex: LogIndex = 0;
  /** Every entry up to here is on this server's disk. */
  durableIndex: LogIndex;
  /** currentTerm and votedFor are on this server's disk. */
  hardStateDurable = true;
  /** Who leads currentTerm, as far as this server knows. */
  leader: NodeId = noNode;
  /** When a current leader was last heard, on the own clock; a long time ago at the start. */
  heardLeaderAt: Instant = Number.MIN_SAFE_INTEGER;
  /** The own clock at this step. */
  now: Instant = 0;
  role: Role;
  private readonly parts: Parts;
  private readonly isMember: readonly boolean[];

  constructor(
    id: NodeId,
    members: readonly NodeId[],
    durable: DurableState,
    options: Options,
    random: Random,
    commands: CommandRules,
    parts: Parts,
    now: Instant,
  ) {
    if (!members.includes(id))
      throw new Error(`server ${id} is not one of the members ${members.join(', ')}`);
    this.id = id;
    this.members = members;
    this.others = members.filter((member) => member !== id);
    this.nodesMax = Math.max(...members);
    this.isMember = Array.from({ length: this.nodesMax + 1 }, (_, node) => members.includes(node));
    this.quorum = quorumSize(members.length);
    this.options = options;
    this.random = random;
    this.commands = commands;
    this.parts = parts;
    this.log = new parts.log(durable.entries);
    this.currentTerm = durable.currentTerm;
    this.votedFor = durable.votedFor;
    this.durableIndex = this.log.lastIndex;
    this.now = now;
    // Before it went down it may have answered a leader that counts on it still (thesis §6.4.1).
    if (options.reads === 'lease') this.heardLeaderAt = now;
    this.role = new parts.follower(this);
    this.role.onEnter();
  }

  onTimeout(now: Instant): void {
    this.now = now;
    if (now >= this.role.deadline) this.role.onTimeout();
  }

  onTimerForced(now: Instant, timer: Timer): boolean {
    this.now = now;
    return timer === 'campaign' ? this.role.campaign() : this.role.beat();
  }

  onMessage(now: Instant, message: Message): void {
    this.now = now;
    const { from } = message;
    if (from !== this.id && this.isMember[from] === true) this.role.onMessage(message);
  }

  onRequest(now: Instant, request: ClientRequest): void {
    this.now = now;
    this.role.onRequest(request);
  }

  /** The disk has caught up: entries up to `index`; currentTerm and votedFor, or not yet. */
  onDurable(now: Instant, index: LogIndex, hardState: boolean): void {
    this.now = now;
    this.durableIndex = index;
    this.hardStateDurable = hardState;
    this.role.onDurable();
  }

  /** The own clock was set back: what waits for an instant starts to wait anew. */
  onClockSetBack(now: Instant): void {
    this.now = now;
    this.role.restartClock();
  }

  /**
   * Follows `leader` (0 = unknown) of `term`, which may be new to this server (§5.1) or the one it has
   * just given up leading or seeking to lead. A follower keeps its election timer: a term alone is no leader.
   */
  becomeFollower(term: Term, leader: NodeId): void {
    if (term > this.currentTerm) this.setHardState(term, noNode);
    this.leader = leader;
    if (this.role.name !== 'follower') this.enter('follower', this.parts.follower);
  }

  becomeCandidate(): void {
    this.leader = noNode;
    this.enter('candidate', this.parts.candidate);
  }

  becomeLeader(): void {
    this.leader = this.id;
    this.enter('leader', this.parts.leader);
  }

  /** Term and vote change together; they are on the disk before anything that promises them leaves. */
  setHardState(currentTerm: Term, votedFor: NodeId): void {
    this.currentTerm = currentTerm;
    this.votedFor = votedFor;
    this.hardStateDurable = false;
    this.effects.hardStateChanged = true;
  }

  append(entry: Entry): void {
    this.log.append(entry);
    if (this.effects.appendFrom === 0) this.effects.appendFrom = entry.index;
  }

  /** Drops every entry at and after `from`, in memory and on the disk. */
  truncate(from: LogIndex): void {
    this.log.truncate(from);
    if (this.durableIndex >= from) this.durableIndex = from - 1;
    this.effects.truncateFrom = from;
  }

  /** commitIndex only goes up (Figure 2). */
  advanceCommit(index: LogIndex): void {
    if (index > this.commitIndex) this.commitIndex = index;
  }

  /**
   * Sends what tells the receiver that this server's term, vote and log up to `index` are kept:
   * at once if they are durable, else when they will be (Figure 2: updated on stable storage before responding).
   */
  promise(message: Message, index: LogIndex): void {
    if (this.hardStateDurable && index <= this.durableIndex) this.effects.send.push(message);
    else this.effects.sendWhenDurable.push(message);
  }

  private enter(next: RoleName, role: RoleClass): void {
    const before = this.role.name;
    if (!legalNext[before].includes(next)) throw new Error(`server ${this.id}: ${before} becomes ${next}`);
    this.role.onLeave();
    this.role = new role(this);
    this.role.onEnter();
  }
}
