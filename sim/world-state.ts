// How everything in a run stands after an event, in numbers and a few words each: for people who stop it there.

import { describeCommand } from './action-words.ts';
import type { Letter } from './callers.ts';
import { eventKinds } from './kernel/event-kinds.ts';
import type { Waiting } from './kernel/event-queue.ts';
import type { Node } from './node.ts';
import type { ClientRequest, Envelope } from './program.ts';
import type { Simulation } from './simulation.ts';
import type { TraceStanding } from './trace.ts';
import { traceStandingOf } from './trace-standing.ts';
import { describeOutcome } from './trace-text.ts';

export interface WorldState {
  readonly event: number;
  /** Virtual time, µs. */
  readonly at: number;
  readonly nodes: readonly NodeState[];
  /** Between nodes, in the order in which they arrive; `at` null: a script has to deliver it. */
  readonly inFlight: readonly {
    readonly from: number;
    readonly to: number;
    readonly at: number | null;
    readonly text: string;
    readonly cause: number;
  }[];
  /** Requests and answers on their way, in the same order. */
  readonly post: readonly { readonly at: number; readonly text: string }[];
  readonly clients: readonly { readonly id: number; readonly calls: readonly CallState[] }[];
  /** Directed links that faults cut. */
  readonly cuts: readonly { readonly from: number; readonly to: number }[];
}

export interface NodeState {
  readonly id: number;
  readonly condition: 'up' | 'down' | 'paused' | 'ruined';
  readonly incarnation: number;
  /** Null while it is down, and for programs without a standing. */
  readonly standing: TraceStanding | null;
  /** The leader that it knows of; 0 = none. */
  readonly leader: number;
  /** The terms of the log's entries, from index 1; null where the program tells none. */
  readonly logTerms: readonly number[] | null;
  /** Of its own clock, µs: now, and when it wants waking (null: never). */
  readonly clock: number;
  readonly alarmAt: number | null;
  readonly disk: {
    /** In words, in order: not durable yet. */
    readonly unsynced: readonly string[];
    /** How many of them the fsync in progress covers, and when it ends; -1 = idle. */
    readonly syncing: number;
    readonly busyUntil: number;
    /** Acknowledged by lies. */
    readonly atRisk: number;
    readonly isStalled: boolean;
  };
  /** What waits for it while it is paused. */
  readonly held: number;
}

export interface CallState {
  readonly text: string;
  readonly phase: string;
  readonly attempt: number;
  /** Whom it was sent to last; 0 = nobody. */
  readonly target: number;
}

export function worldStateOf(simulation: Simulation): WorldState {
  const { scene, cluster, clients } = simulation;
  const waiting = scene.queue.waiting();
  const manual = scene.mailbox.all().map(({ message, cause }) => ({ ...flight(message), at: null, cause }));
  return {
    event: scene.event,
    at: scene.now,
    nodes: cluster.nodes.map((node) => nodeState(node, simulation)),
    inFlight: [...waiting.flatMap(arrival), ...manual],
    post: waiting.flatMap((each) => posted(each)),
    clients: (clients.slots ?? []).map((slots, position) => ({
      id: position + 1,
      calls: slots.flatMap(({ operation, phase, attempt, target }) => {
        if (operation === null) return [];
        const text = `c${operation.client}.${operation.sequence} ${describeCommand(operation.command)}`;
        return [{ text, phase, attempt, target }];
      }),
    })),
    cuts: cutLinks(simulation),
  };

  function flight(message: Envelope): { readonly from: number; readonly to: number; readonly text: string } {
    return { from: message.from, to: message.to, text: scene.kind.describeMessage(message) };
  }

  function arrival({ kind, at, item, cause }: Waiting): WorldState['inFlight'] {
    if (kind !== eventKinds.message && kind !== eventKinds.corrupt) return [];
    const { from, to, text } = flight(item as Envelope);
    return [{ from, to, at, cause, text: kind === eventKinds.corrupt ? `${text} (damaged)` : text }];
  }
}

function posted({ kind, at, target, item }: Waiting): WorldState['post'] {
  if (kind === eventKinds.request) {
    const { client, sequence, command } = item as ClientRequest;
    return [{ at, text: `c${client}.${sequence} → n${target} ${describeCommand(command)}` }];
  }
  if (kind !== eventKinds.answer) return [];
  const { node, outcome } = item as Letter;
  return [{ at, text: `n${node} → c${target} ${describeOutcome(outcome)}` }];
}

function nodeState(node: Node, { scene, cluster }: Simulation): NodeState {
  const { kind } = scene;
  const { program, disk } = node;
  const status = cluster.status(node.id);
  const { writes, syncing } = disk.pendingWrites;
  return {
    id: node.id,
    condition: conditionOf(node),
    incarnation: node.incarnation,
    standing: status === undefined ? null : traceStandingOf(status),
    leader: program === undefined ? 0 : (kind.leader?.(program) ?? 0),
    logTerms: program === undefined ? null : (kind.logTerms?.(program) ?? null),
    clock: node.clock.localAt(scene.now),
    alarmAt: node.alarmAt === Number.MAX_SAFE_INTEGER ? null : node.alarmAt,
    disk: {
      unsynced: writes.map((write) => kind.describeWrite(write)),
      syncing,
      busyUntil: disk.busyUntil,
      atRisk: disk.atRisk,
      isStalled: disk.stalls > 0,
    },
    held: node.held.length,
  };
}

function conditionOf(node: Node): NodeState['condition'] {
  if (node.isRuined) return 'ruined';
  if (!node.isUp) return 'down';
  return node.isPaused ? 'paused' : 'up';
}

function cutLinks({ scene, cluster }: Simulation): WorldState['cuts'] {
  const ids = cluster.nodes.map(({ id }) => id);
  return ids.flatMap((from) =>
    ids.filter((to) => from !== to && scene.network.link(from, to).cuts > 0).map((to) => ({ from, to })),
  );
}
