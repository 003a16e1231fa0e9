// The nodes of a run, and what checkers, faults and goals may ask of them together.

import { Node } from './node.ts';
import type { Postman } from './postman.ts';
import type { ClusterReader, Program, ProgramStatus } from './program.ts';
import type { Scene } from './scene.ts';

export class Cluster implements ClusterReader {
  readonly size: number;
  readonly committedAtStart: number;
  readonly nodes: readonly Node[];
  private readonly scene: Scene;

  constructor(scene: Scene, postman: Postman) {
    this.scene = scene;
    this.size = scene.plan.nodes;
    this.committedAtStart = scene.plan.initial?.commit ?? 0;
    const members = Array.from({ length: this.size }, (_, position) => position + 1);
    this.nodes = members.map((id) => new Node(scene, id, members, postman));
  }

  /** By number, 1..n. */
  node(id: number): Node {
    return this.nodes[id - 1]!;
  }

  program(id: number): Program | undefined {
    return this.node(id).program;
  }

  image(id: number): unknown {
    return this.node(id).disk.image;
  }

  clock(id: number): number {
    return this.node(id).clock.localAt(this.scene.now);
  }

  /** Undefined while the node is down or where the program has no standing to tell. */
  status(id: number): ProgramStatus | undefined {
    const program = this.node(id).program;
    return program === undefined ? undefined : this.scene.kind.status?.(program);
  }

  /** Nodes that are running, paused ones included. */
  get up(): number {
    let up = 0;
    for (const node of this.nodes) if (node.isUp) up++;
    return up;
  }

  get majority(): number {
    return Math.floor(this.size / 2) + 1;
  }

  /** The running node that calls itself leader in the highest term; 0 = none. */
  leader(): number {
    let leader = 0;
    let leaderTerm = -1;
    for (const node of this.nodes) {
      const status = this.status(node.id);
      if (status?.role === 'leader' && status.term > leaderTerm) {
        leader = node.id;
        leaderTerm = status.term;
      }
    }
    return leader;
  }

  /** How many running nodes call themselves leader at present. */
  leaders(): number {
    let leaders = 0;
    for (const node of this.nodes) if (this.status(node.id)?.role === 'leader') leaders++;
    return leaders;
  }
}
