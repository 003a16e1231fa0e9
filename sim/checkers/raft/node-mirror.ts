// What the checkers remember of one server: its view as of its last step, and what is on its disk.

import type { Message } from '../../../raft/message.ts';
import type { ReplicaView, RoleName } from '../../../raft/view.ts';
import type { Program } from '../../program.ts';
import { DiskMirror } from './disk-mirror.ts';
import { LogMirror } from './log-mirror.ts';
import type { TrieNode } from './trie.ts';

/** A program that lets its replica be read. */
export interface ViewedProgram extends Program<Message> {
  view(): ReplicaView;
}

export class NodeMirror {
  readonly id: number;
  isUp = false;
  view: ReplicaView | undefined = undefined;

  role: RoleName = 'follower';
  currentTerm = 0;
  votedFor = 0;
  commitIndex = 0;
  lastApplied = 0;
  /** When it last heard the leader of its term, on its own clock. */
  heardLeaderAt: number = Number.MIN_SAFE_INTEGER;
  readonly log: LogMirror;
  /** Of a leader's progress, by node; stale unless leader. */
  readonly matchIndex: number[];
  readonly nextIndex: number[];

  /** On disk: what a restart would find. */
  durableTerm = 0;
  durableVote = 0;
  readonly durableLog: DiskMirror;
  /** The highest term in which it acted so that others may rely on it: asked or gave a vote, led, or acknowledged. Outlives crashes. */
  promisedTerm = 0;

  /** Events, and where the rotating second looks stand. */
  turns = 0;
  entryCursor = 0;
  progressCursor = 0;

  constructor(id: number, size: number, root: TrieNode) {
    this.id = id;
    this.log = new LogMirror(root);
    this.durableLog = new DiskMirror(root);
    this.matchIndex = new Array<number>(size + 1).fill(0);
    this.nextIndex = new Array<number>(size + 1).fill(0);
  }

  get isLeader(): boolean {
    return this.isUp && this.role === 'leader';
  }
}
