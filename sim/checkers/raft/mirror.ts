// The checkers' own picture of the cluster. After every event it compares the view of the server that
// stepped with what it remembers and reads the facts of the ports; it never asks to be told.

import type { DurableState } from '../../../raft/durable.ts';
import type { Write } from '../../../raft/host.ts';
import type { Message } from '../../../raft/message.ts';
import type { ReplicaView } from '../../../raft/view.ts';
import { Facts } from '../../facts.ts';
import type { ClusterReader } from '../../program.ts';
import { Committed } from './committed.ts';
import { DiskFollower } from './disk-follower.ts';
import { Elections } from './elections.ts';
import { LogFollower } from './log-follower.ts';
import { NodeMirror, type ViewedProgram } from './node-mirror.ts';
import { Requests } from './requests.ts';
import { changes, Step } from './step.ts';
import { Trie, type TrieNode } from './trie.ts';
import { ViewFollower } from './view-follower.ts';

export type RaftCluster = ClusterReader<Message, Write, DurableState>;
export type RaftFacts = Facts<Message, Write>;

export class Mirror {
  readonly cluster: RaftCluster;
  readonly size: number;
  readonly quorum: number;
  readonly trie: Trie = new Trie();
  readonly committed: Committed;
  readonly elections: Elections;
  readonly requests: Requests = new Requests();
  /** By id, 1..n; 0 is nobody. */
  readonly nodes: readonly NodeMirror[];
  readonly step: Step;

  /** The facts of an event at which nothing happened. */
  private readonly quiet: RaftFacts = new Facts();
  private readonly logs: LogFollower;
  private readonly disks: DiskFollower;
  private readonly views: ViewFollower;

  constructor(cluster: RaftCluster) {
    this.cluster = cluster;
    this.size = cluster.size;
    this.quorum = Math.floor(cluster.size / 2) + 1;
    this.committed = new Committed(this.trie.root);
    this.elections = new Elections(cluster.size);
    this.nodes = Array.from(
      { length: cluster.size + 1 },
      (_, id) => new NodeMirror(id, cluster.size, this.trie.root),
    );
    this.step = new Step(this.quiet, this.nodes[0]!);
    this.logs = new LogFollower(this.trie, this.step);
    this.disks = new DiskFollower(this.trie, this.step, this.committed, this.elections, this.quorum);
    this.views = new ViewFollower(this.step, this.logs, cluster.size);
    for (const node of this.nodes.slice(1)) this.plant(node);
    this.plantCommitted(cluster.committedAtStart ?? 0);
  }

  /** Takes in one event; returns what changed, as a set of `changes`. */
  follow(facts: RaftFacts): number {
    const node = this.nodes[facts.node]!;
    const { step } = this;
    step.begin(facts, node, this.committed.length);
    let seen = 0;
    if (facts.persisted.count > 0) seen = this.disks.persist(node);
    if (facts.kind === 'start') return seen | this.start(node);
    if (facts.kind === 'crash') return seen | this.crash(node);
    const { view } = node;
    // A node may be told of something between its crash and its start; nothing steps then.
    if (view === undefined) return seen;
    return seen | this.afterStep(node);
  }

  /** Looks at every entry and all progress of a running server again, as `follow` would if all had changed. */
  recheck(facts: RaftFacts, node: NodeMirror): number {
    const { quiet } = this;
    quiet.event = facts.event;
    quiet.at = facts.at;
    quiet.kind = 'nemesis';
    this.step.begin(quiet, node, this.committed.length);
    const { view } = node;
    if (view === undefined) return 0;
    let seen = this.views.follow(node, view) | this.logs.walk(node, view.log, 1);
    if (node.role === 'leader') seen |= this.views.allProgress(node, view) | this.election(node);
    return seen;
  }

  /** What the disk holds before the run: entries, a term and a vote of which nobody saw how they came there. */
  private plant(node: NodeMirror): void {
    const image = this.cluster.image(node.id) as DurableState | undefined;
    if (image === undefined) return;
    node.durableTerm = image.currentTerm;
    node.durableVote = image.votedFor;
    if (image.votedFor !== 0) this.elections.vote(image.currentTerm, node.id, image.votedFor);
    for (const entry of image.entries) {
      const parent = node.durableLog.last;
      const held = this.trie.find(parent, entry) ?? this.trie.add(parent, entry);
      held.isInitial = true;
      // Taken in which term is not known, so that no quorum of these commits anything by itself (§5.4.2).
      node.durableLog.push(held, false);
    }
  }

  /** The first `length` entries that a majority of the initial logs share. */
  private plantCommitted(length: number): void {
    if (length === 0) return;
    const held = this.nodes.map(({ durableLog }) => durableLog.nodes[length]);
    const shared = held.find((one) => one !== undefined && count(held, one) >= this.quorum);
    if (shared === undefined)
      throw new RangeError(`no majority of the initial logs shares ${length} entries`);
    this.committed.extendTo(shared);
  }

  private start(node: NodeMirror): number {
    const { step } = this;
    const program = step.facts.program as ViewedProgram;
    node.isUp = true;
    node.view = program.view();
    // What is lost in a crash starts anew; the log is whatever the view shows, which `recovery` judges.
    node.role = 'follower';
    node.commitIndex = 0;
    node.lastApplied = 0;
    node.heardLeaderAt = Number.MIN_SAFE_INTEGER;
    node.currentTerm = node.durableTerm;
    node.votedFor = node.durableVote;
    node.log.readFrom(node.durableLog);
    step.begin(step.facts, node, step.committedBefore);
    const seen = this.views.follow(node, node.view) | this.logs.walk(node, node.view.log, 1);
    return seen | changes.started | this.ports(node) | this.election(node);
  }

  private crash(node: NodeMirror): number {
    // What never comes back can harm nobody: it counts as it was. What comes back with less counts with that.
    const lost = this.step.facts.damage === 'lost';
    node.isUp = false;
    node.view = undefined;
    node.role = 'follower';
    return lost ? changes.crashed | this.disks.reread(node, this.cluster.image(node.id)) : changes.crashed;
  }

  private afterStep(node: NodeMirror): number {
    const view = node.view!;
    const { facts } = this.step;
    const seen = this.views.follow(node, view) | this.ports(node);
    const { message } = facts;
    if (message !== null) {
      const { kind } = message;
      if (kind === 'PreVote') return seen | changes.preVote | this.asLeader(node, view);
      if (kind === 'PreVoteReply') return seen | changes.preVoteReply | this.asLeader(node, view);
      if (kind === 'AppendEntries' && message.term === node.currentTerm && node.role === 'follower')
        node.heardLeaderAt = this.cluster.clock(node.id);
    }
    return node.role === 'leader' ? seen | this.asLeader(node, view) : seen;
  }

  /** What the event told a leader of its followers. */
  private asLeader(node: NodeMirror, view: ReplicaView): number {
    if (node.role !== 'leader') return 0;
    const { message, kind } = this.step.facts;
    let seen = this.views.progressInTurn(node, view) | this.election(node);
    if (message === null) return kind === 'alarm' ? seen | changes.leaderAlarm : seen;
    if (message.kind === 'AppendEntriesReply')
      seen |= changes.reply | this.views.progress(node, view, message.from);
    return seen;
  }

  /** What the step sent, applied and answered. */
  private ports(node: NodeMirror): number {
    const { facts } = this.step;
    let seen = 0;
    if (facts.sent.count > 0) seen |= this.sent(node);
    if (facts.applied.count > 0) {
      this.logs.applied(node);
      seen |= changes.machine;
    }
    if (facts.request !== null) {
      this.requests.arrive(facts.request);
      seen |= changes.request;
    }
    if (facts.answered.count > 0) seen |= changes.answered;
    return seen;
  }

  private sent(node: NodeMirror): number {
    const { step } = this;
    const { sent } = step.facts;
    let seen = changes.sent as number;
    for (let i = 0; i < sent.count; i++) {
      const message = sent.items[i]!;
      switch (message.kind) {
        case 'RequestVote':
          this.elections.vote(message.term, node.id, message.from);
          seen |= changes.ballot;
          break;
        case 'RequestVoteReply':
          if (!message.body.voteGranted) continue;
          this.elections.vote(message.term, node.id, message.to);
          seen |= changes.ballot;
          break;
        case 'AppendEntries':
          // What carries entries goes ahead of the answers.
          if (message.body.entries.length > 0 && node.role === 'leader')
            seen |= this.views.progress(node, node.view!, message.to);
          break;
        case 'AppendEntriesReply':
          if (!message.body.success) continue;
          break;
        default:
          continue;
      }
      if (message.term > node.promisedTerm) node.promisedTerm = message.term;
    }
    return seen;
  }

  private election(node: NodeMirror): number {
    const { step } = this;
    if (node.role !== 'leader') return 0;
    if (step.role === 'leader' && step.currentTerm === node.currentTerm) return 0;
    this.elections.win(node.currentTerm, node.id, this.wonWith(node), step.facts.event);
    return changes.elected | this.views.newProgress(node, node.view!);
  }

  /** The log with which a leader was elected: without what it appended as a leader in the same step. */
  private wonWith(node: NodeMirror): TrieNode {
    const { step } = this;
    return step.truncatedFrom === 0 && step.appendedFrom > 0
      ? node.log.nodes[step.appendedFrom - 1]!
      : node.log.last;
  }
}

function count<T>(among: readonly T[], one: T): number {
  return among.filter((other) => other === one).length;
}
