// A read is answered from a state at least as new as every write that had been answered when the read
// reached a server.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class ReadFreshness implements RaftChecker {
  readonly property = 'read-freshness';
  readonly source = 'Raft §8, thesis §6.4';
  readonly scope = 'end-to-end';
  readonly watches: number = changes.request | changes.answered;
  private readonly mirror: Mirror;
  /** The highest index of a write answered so far. */
  private answeredIndex = 0;
  /** By client: what it was when a read arrived, by request, until that is answered. */
  private readonly floors: (Map<number, number> | undefined)[] = [];
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    const { request, answered } = step.facts;
    if (request !== null && request.command.kind === 'get') this.arrive(request.client, request.request);
    for (let i = 0; i < answered.count; i++) {
      const { client, request: id, sequence, outcome } = answered.items[i]!;
      if (this.mirror.requests.isRead(client, sequence)) {
        const floor = this.leave(client, id);
        if (outcome.kind !== 'ok') continue;
        this.looked++;
        if (step.node.lastApplied < floor) return this.report(step, client, sequence, floor);
      } else if (outcome.kind === 'ok') {
        const index = this.mirror.committed.indexOf(client, sequence);
        if (index > this.answeredIndex) this.answeredIndex = index;
      }
    }
    return null;
  }

  detail(): string {
    return `${counted(this.looked, 'read')} answered`;
  }

  private arrive(client: number, request: number): void {
    let floors = this.floors[client];
    if (floors === undefined) {
      floors = new Map();
      this.floors[client] = floors;
    }
    // Should the network double a request, the answer may be to the first.
    if (!floors.has(request)) floors.set(request, this.answeredIndex);
  }

  private leave(client: number, request: number): number {
    const floors = this.floors[client];
    const floor = floors?.get(request) ?? 0;
    floors?.delete(request);
    return floor;
  }

  private report(step: Step, client: number, sequence: number, floor: number): Finding {
    const { id, lastApplied } = step.node;
    return {
      node: id,
      message: `n${id} answered read ${sequence} of client ${client} from its state at index ${lastApplied}; the write at index ${floor} had been answered before the read came`,
      evidence: { client, sequence, lastApplied, answeredIndex: floor },
    };
  }
}
