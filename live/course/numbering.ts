// Replicas by number, as Raft counts them, and by ID, as a course does. All replicas count alike: by rising ID.

import { type NodeId, noNode } from '../../raft/units.ts';
import { type Arguments, broadcastId } from './arguments.ts';

export class Numbering {
  readonly own: NodeId;
  readonly members: readonly NodeId[];
  /** By number, from 1. */
  private readonly ids: readonly string[];

  constructor({ own, others }: Arguments) {
    this.ids = [own, ...others].sort();
    this.members = this.ids.map((_, position) => position + 1);
    this.own = this.nodeOf(own);
  }

  /** FFFF for nobody. */
  idOf(node: NodeId): string {
    return node === noNode ? broadcastId : this.ids[node - 1]!;
  }

  /** 0 for an ID that is no replica's. */
  nodeOf(id: string): NodeId {
    return this.ids.indexOf(id) + 1;
  }
}
