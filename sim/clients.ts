// All clients of a run, and the way of answers back to them.

import type { CallSlot, Ledger } from './call-slot.ts';
import type { Callers, Letter } from './callers.ts';
import { Client } from './client.ts';
import { attemptsPerSequence } from './client-line.ts';
import type { Command } from './kv-model.ts';
import type { Distribution } from './plan.ts';
import type { Outcome } from './program.ts';
import type { Scene } from './scene.ts';
import { Workload } from './workload.ts';

export class Clients implements Callers {
  readonly ledger: Ledger = { nextOperation: 0, ok: 0, failed: 0, unknown: 0 };
  private readonly scene: Scene;
  private readonly workload: Workload;
  /** By client number; 0 is nobody. */
  private readonly clients: Client[] = [];

  constructor(scene: Scene) {
    this.scene = scene;
    const workload = new Workload(scene.plan.workload);
    this.workload = workload;
    for (let id = 1; id <= scene.plan.workload.clients; id++) {
      this.clients.push(new Client(scene, id, workload, this.ledger));
    }
  }

  start(): void {
    for (const client of this.clients) client.start();
  }

  answer(node: number, client: number, request: number, outcome: Outcome): void {
    const sequence = Math.floor(request / attemptsPerSequence);
    this.scene.facts.answered.push({ client, request, sequence, outcome });
    this.clients[client - 1]!.line.carryAnswer(request, outcome, node);
  }

  client(id: number): Client {
    return this.clients[id - 1]!;
  }

  /** One call of this client, at once; `node` 0: where it would call. */
  call(client: number, command: Command, node: number): void {
    this.client(client).order(command, node);
  }

  /** Its last call once more, at this node; false: it has made none. */
  repeat(client: number, node: number): boolean {
    return this.client(client).repeat(node);
  }

  /** Stops all calls of the workload, or lets them go on at this pace; null = the plan's. */
  setPace(isStopped: boolean, every: Distribution | null): void {
    this.workload.isStopped = isStopped;
    this.workload.every = every;
    if (!isStopped) for (const client of this.clients) client.resume();
  }

  onTimer(client: number, position: number): boolean {
    return this.clients[client - 1]!.onTimer(position);
  }

  onAnswer(client: number, request: number, letter: Letter): boolean {
    return this.clients[client - 1]!.onAnswer(request, letter.outcome, letter.node);
  }

  get slots(): readonly (readonly CallSlot[])[] {
    return this.clients.map((client) => client.slots);
  }

  pendingSince(event: number): number {
    let pending = 0;
    for (const client of this.clients) pending += client.pendingSince(event);
    return pending;
  }

  beginCalm(): void {
    for (const client of this.clients) client.servedSinceCalm = 0;
  }

  /** Clients that no server has answered since the calm began. */
  unserved(): number {
    let unserved = 0;
    for (const client of this.clients) if (client.servedSinceCalm === 0) unserved++;
    return unserved;
  }
}
