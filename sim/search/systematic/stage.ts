// Where a path is played: a run whose timers, messages and clients move only when they are told to. All checks judge it
// after every event, as in any run.

import type { Observer, Scope, Violation } from '../../checkers/checker.ts';
import { DecisionStream } from '../../decision-stream.ts';
import type { Answer } from '../../facts.ts';
import type { Action, Step } from '../../fault.ts';
import { eventKinds, judged } from '../../kernel/event-kinds.ts';
import type { Command } from '../../kv-model.ts';
import { observersOf } from '../../observers.ts';
import type { Plan } from '../../plan.ts';
import type { ProgramKind } from '../../program.ts';
import { Simulation } from '../../simulation.ts';
import { pace } from './bounds.ts';
import type { Move } from './move.ts';

/** What ended a path before its time. */
export type Break =
  | { readonly kind: 'violated'; readonly violation: Violation }
  | { readonly kind: 'crashed'; readonly node: number; readonly error: string };

/** A plan explored takes nothing from its seed: what is left to draw goes by the clock. */
const seed = 1;

export class Stage {
  readonly simulation: Simulation;
  /** Why nothing more can be played; null while something can. */
  broken: Break | null = null;
  /** What the last move's step answered, in order. */
  readonly answered: Answer[] = [];
  private readonly commands: readonly Command[];
  private readonly decisions: DecisionStream;
  private moves = 0;

  constructor(plan: Plan, kind: ProgramKind, scopes: readonly Scope[], commands: readonly Command[]) {
    this.simulation = new Simulation(plan, seed, kind);
    this.commands = commands;
    const { simulation } = this;
    const observers: readonly Observer[] = observersOf(kind, simulation.cluster, { ...plan.checks, scopes });
    simulation.observers = observers;
    this.decisions = new DecisionStream(seed, 'fault/move', simulation.scene.book);
    this.settle();
  }

  /** Does it, and lets what follows from it happen: disks write, clients hear their answers. */
  play(move: Move): void {
    const { scene } = this.simulation;
    const { queue } = scene;
    const at = ++this.moves * pace;
    this.simulation.endsAt = at;
    this.answered.length = 0;
    switch (move.kind) {
      case 'deliver': {
        const { message, cause } = scene.mailbox.takeAt(move.position, move.keeps);
        queue.push(at, eventKinds.message, message.to, judged, cause, message);
        break;
      }
      case 'timeout':
        queue.push(at, eventKinds.poke, move.node, 0, scene.event, { timer: 'campaign', id: '' });
        break;
      case 'heartbeat':
        queue.push(at, eventKinds.poke, move.node, 0, scene.event, { timer: 'heartbeat', id: '' });
        break;
      case 'call': {
        const command = this.commands[move.call]!;
        const client = move.call + 1;
        this.strike(at, { kind: 'client', client, command, target: one(move.node) });
        break;
      }
      case 'crash':
        this.strike(at, { kind: 'crash', nodes: one(move.node), lose: 'nothing' });
        break;
      case 'restart':
        this.strike(at, { kind: 'restart', nodes: one(move.node) });
        break;
    }
    // A call is an event of its own before the request that it brings.
    if ('dies' in move && move.dies) this.killAfter(move.kind === 'call' ? 2 : 1, move.node);
    this.settle();
  }

  /** So many events, and then, before the disk has written anything, the crash. */
  private killAfter(events: number, node: number): void {
    const { scene, cluster } = this.simulation;
    for (let i = 0; i < events && this.broken === null; i++) this.step();
    if (this.broken !== null || !cluster.node(node).isUp) return;
    cluster.node(node).isDoomed = true;
    scene.queue.pushNext(eventKinds.crash, node, 0, scene.event, 'unsynced');
  }

  /** All that happens before the next move could. */
  private settle(): void {
    const { simulation } = this;
    const { queue } = simulation.scene;
    const until = (this.moves + 1) * pace;
    // What reaches nobody is passed over within a step: it must not pass over the end.
    simulation.endsAt = until - 1;
    while (this.broken === null && queue.nextAt() < until) this.step();
  }

  private step(): void {
    const { simulation } = this;
    const { facts } = simulation.scene;
    try {
      simulation.step();
    } catch (error) {
      // A program may throw anything at all; whatever it is belongs into what was found.
      const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      this.broken = { kind: 'crashed', node: facts.node, error: text };
      return;
    }
    for (let i = 0; i < facts.answered.count; i++) this.answered.push(facts.answered.items[i]!);
    const { violation } = simulation;
    if (violation !== null) this.broken = { kind: 'violated', violation };
  }

  private strike(at: number, action: Action): void {
    const { queue, event } = this.simulation.scene;
    const step: Step = { id: 'move', action, duration: null, as: null, delay: noDelay, place: '' };
    const progress = {
      steps: [step],
      decisions: [this.decisions],
      isScript: false,
      ordinal: 1,
      next: 0,
      awaited: null,
      awaitedUntil: 0,
    };
    queue.push(at, eventKinds.step, 0, 0, event, progress);
  }
}

const noDelay = { kind: 'constant', value: 0 } as const;

function one(node: number): { readonly kind: 'nodes'; readonly nodes: readonly number[] } {
  return { kind: 'nodes', nodes: [node] };
}
