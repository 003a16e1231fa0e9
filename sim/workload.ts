// What a client calls next: operation and key by weight, and values that no other call writes.

import { clientLanes } from './decision.ts';
import type { DecisionStream } from './decision-stream.ts';
import type { Command, CommandKind } from './kv-model.ts';
import type { Distribution, WorkloadPlan } from './plan.ts';

const commandKinds: readonly CommandKind[] = ['get', 'put', 'delete', 'cas', 'append'];
const twoTo32 = 0x1_0000_0000;

export class Workload {
  readonly plan: WorkloadPlan;
  /** Whether faults keep the clients from calling, and the pace that they set; null = the plan's. */
  isStopped = false;
  every: Distribution | null = null;
  private readonly keys: readonly string[];
  /** 32-bit cumulative thresholds, by position in commandKinds. */
  private readonly cumulativeMix: readonly number[];

  constructor(plan: WorkloadPlan) {
    this.plan = plan;
    this.keys = Array.from({ length: plan.keys.count }, (_, position) => `k${position + 1}`);
    const total = commandKinds.reduce((sum, kind) => sum + plan.mix[kind], 0);
    let sum = 0;
    this.cumulativeMix = commandKinds.map((kind) => {
      sum += plan.mix[kind];
      return total === 0 ? twoTo32 : Math.floor((sum * twoTo32) / total);
    });
  }

  private kindOf(draw: number): CommandKind {
    let position = 0;
    while (position < commandKinds.length - 1 && draw >= this.cumulativeMix[position]!) position++;
    return commandKinds[position]!;
  }

  private keyOf(draw: number): number {
    const { distribution, count } = this.plan.keys;
    if (distribution.kind === 'uniform') return Math.floor((draw * count) / twoTo32);
    const cumulative = distribution.cumulative;
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (draw < cumulative[middle]!) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The client's `ordinal`-th call. `seen`: what the client last saw in each key. */
  command(
    decisions: DecisionStream,
    ordinal: number,
    client: number,
    sequence: number,
    seen: readonly (string | null)[],
  ): Command {
    const fixedKind = decisions.fixed(ordinal, clientLanes.command);
    const kind =
      fixedKind === undefined
        ? this.kindOf(decisions.bits(ordinal, clientLanes.command))
        : commandKinds[fixedKind % commandKinds.length]!;
    const key =
      decisions.fixed(ordinal, clientLanes.key) ?? this.keyOf(decisions.bits(ordinal, clientLanes.key));
    return this.build(kind, key % this.keys.length, client, sequence, seen);
  }

  /** The same call once more as a new operation: a value of its own. */
  again(command: Command, client: number, sequence: number, seen: readonly (string | null)[]): Command {
    return this.build(command.kind, this.positionOf(command), client, sequence, seen);
  }

  positionOf(command: Command): number {
    return Number(command.key.slice(1)) - 1;
  }

  private build(
    kind: CommandKind,
    position: number,
    client: number,
    sequence: number,
    seen: readonly (string | null)[],
  ): Command {
    const key = this.keys[position]!;
    switch (kind) {
      case 'get':
        return { kind, key };
      case 'delete':
        return { kind, key };
      case 'put':
        return { kind, key, value: `c${client}.${sequence}` };
      case 'append':
        return { kind, key, value: `c${client}.${sequence};` };
      case 'cas':
        return { kind, key, expected: seen[position] ?? null, value: `c${client}.${sequence}` };
    }
  }
}
