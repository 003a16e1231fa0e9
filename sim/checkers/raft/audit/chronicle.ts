// All that a run did, kept event by event where an audit is asked for: how the server stood before and
// after, what was on its disk, and what passed through its ports. Checks after every event keep no such thing.

import type { Write } from '../../../../raft/host.ts';
import type { Message } from '../../../../raft/message.ts';
import type { ReplicaView, RoleName } from '../../../../raft/view.ts';
import type { Answer, Batch, EventKind } from '../../../facts.ts';
import type { Applied, ClientRequest } from '../../../program.ts';
import type { RaftCluster, RaftFacts } from '../mirror.ts';
import type { ViewedProgram } from '../node-mirror.ts';
import { emptyLog, Histories, type LogRecord } from './histories.ts';

export interface Standing {
  readonly role: RoleName;
  readonly currentTerm: number;
  readonly votedFor: number;
  readonly commitIndex: number;
  readonly lastApplied: number;
  readonly log: LogRecord;
  /** A leader's, by node; empty otherwise. */
  readonly matchIndex: readonly number[];
  readonly nextIndex: readonly number[];
}

export interface DiskRecord {
  readonly term: number;
  readonly vote: number;
  readonly log: LogRecord;
}

export interface Moment {
  readonly event: number;
  readonly kind: EventKind;
  readonly node: number;
  /** The node's own clock, µs. */
  readonly clock: number;
  /** null while the node is down; at a start: what its disk makes of it. */
  readonly before: Standing | null;
  readonly after: Standing | null;
  readonly diskBefore: DiskRecord;
  readonly disk: DiskRecord;
  readonly message: Message | null;
  readonly request: ClientRequest | null;
  readonly sent: readonly Message[];
  readonly persisted: readonly Write[];
  readonly applied: readonly Applied[];
  readonly answered: readonly Answer[];
}

const emptyDisk: DiskRecord = { term: 0, vote: 0, log: emptyLog };
const nothing: readonly never[] = [];

export class Chronicle {
  readonly size: number;
  readonly moments: Moment[] = [];
  readonly histories: Histories = new Histories();
  private readonly cluster: RaftCluster;
  private readonly views: (ReplicaView | undefined)[] = [];
  private readonly standings: (Standing | null)[] = [];
  private readonly disks: DiskRecord[] = [];

  constructor(cluster: RaftCluster) {
    this.cluster = cluster;
    this.size = cluster.size;
  }

  record(facts: RaftFacts): void {
    const { node, kind } = facts;
    const diskBefore = this.disks[node] ?? emptyDisk;
    const disk = kind === 'start' || facts.persisted.count > 0 ? this.diskOf(node, diskBefore) : diskBefore;
    this.disks[node] = disk;
    if (kind === 'start') this.views[node] = (facts.program as ViewedProgram).view();
    if (kind === 'crash') this.views[node] = undefined;
    const before = kind === 'start' ? recovered(disk) : (this.standings[node] ?? null);
    const view = this.views[node];
    const after = view === undefined ? null : this.standingOf(view, before ?? recovered(disk));
    this.standings[node] = after;
    this.moments.push({
      event: facts.event,
      kind,
      node,
      clock: this.cluster.clock(node),
      before,
      after,
      diskBefore: kind === 'start' ? disk : diskBefore,
      disk,
      message: facts.message,
      request: facts.request,
      sent: copy(facts.sent),
      persisted: copy(facts.persisted),
      applied: copy(facts.applied),
      answered: copy(facts.answered),
    });
  }

  private diskOf(node: number, before: DiskRecord): DiskRecord {
    const { currentTerm, votedFor, entries } = this.cluster.image(node);
    return {
      term: currentTerm,
      vote: votedFor,
      log: this.histories.record(entries.length, (index) => entries[index - 1], before.log),
    };
  }

  private standingOf(view: ReplicaView, before: Standing): Standing {
    const { role, currentTerm, votedFor, commitIndex, lastApplied } = view;
    const { log } = view;
    const nodes = role === 'leader' ? this.size + 1 : 0;
    return {
      role,
      currentTerm,
      votedFor,
      commitIndex,
      lastApplied,
      log: this.histories.record(log.lastIndex, (index) => log.entryAt(index), before.log),
      matchIndex: Array.from({ length: nodes }, (_, follower) => view.matchIndexOf(follower)),
      nextIndex: Array.from({ length: nodes }, (_, follower) => view.nextIndexOf(follower)),
    };
  }
}

function recovered({ term, vote, log }: DiskRecord): Standing {
  return {
    role: 'follower',
    currentTerm: term,
    votedFor: vote,
    commitIndex: 0,
    lastApplied: 0,
    log,
    matchIndex: nothing,
    nextIndex: nothing,
  };
}

function copy<T>(batch: Batch<T>): readonly T[] {
  return batch.count === 0 ? nothing : batch.items.slice(0, batch.count);
}
