// The facts of one event, gathered from the ports. One record is reused for the whole run:
// a checker reads it during the event and keeps nothing of it but the objects inside.

import type { Operation } from './history.ts';
import type { Applied, ClientRequest, Envelope, Outcome, Program } from './program.ts';

export type EventKind =
  | 'start' /* a node starts: at the beginning and after a crash */
  | 'crash'
  | 'alarm'
  | 'message'
  | 'durable' /* the disk finished writes */
  | 'corrupt' /* a damaged frame reaches a node, which drops it */
  | 'write-failed'
  | 'request' /* a client's request reaches a node */
  | 'client' /* an event at a client: call, answer, timeout */
  | 'nemesis'; /* a fault begins or ends; touches no program by itself */

/** A list that is emptied without giving its storage back. */
export class Batch<T> {
  readonly items: T[] = [];
  count = 0;

  push(item: T): void {
    this.items[this.count++] = item;
  }

  clear(): void {
    this.count = 0;
  }

  at(position: number): T {
    return this.items[position] as T;
  }
}

export interface Answer {
  readonly client: number;
  readonly request: number;
  readonly sequence: number;
  readonly outcome: Outcome;
}

/** A program gave up, and what its world had done to it before: null = nothing that would excuse it. */
export interface Halt {
  readonly reason: string;
  readonly cause: 'write-refused' | null;
}

export class Facts<M extends Envelope = Envelope, W = unknown> {
  /** Counts from 1. */
  event = 0;
  /** Virtual time, µs. */
  at = 0;
  kind: EventKind = 'start';
  /** The node that stepped; 0 for client and nemesis events. */
  node = 0;
  /** The program that stepped, after the step; undefined after a crash. */
  program: Program<M> | undefined = undefined;
  /** Counts the node's starts. */
  incarnation = 0;
  /** The message or request that was delivered. */
  message: M | null = null;
  request: ClientRequest | null = null;
  /** What the step sent, wrote, answered and applied, each in order. */
  readonly sent: Batch<M> = new Batch();
  readonly written: Batch<W> = new Batch();
  readonly answered: Batch<Answer> = new Batch();
  readonly applied: Batch<Applied> = new Batch();
  /** Of a crash: what the disk has lost for good of what it had acknowledged, or that the node never starts again. */
  damage: 'none' | 'lost' | 'ruined' = 'none';
  /** Writes that became durable with this event, already folded into the image; after a crash: those that survived it. */
  readonly persisted: Batch<W> = new Batch();
  /** The program that stepped gave up in this event. */
  halt: Halt | null = null;
  /** Operations called, and operations answered or given up, at a client in this event. */
  readonly invoked: Batch<Operation> = new Batch();
  readonly returned: Batch<Operation> = new Batch();

  clear(): void {
    this.program = undefined;
    this.damage = 'none';
    this.message = null;
    this.request = null;
    this.halt = null;
    this.sent.count = 0;
    this.written.count = 0;
    this.answered.count = 0;
    this.applied.count = 0;
    this.persisted.count = 0;
    this.invoked.count = 0;
    this.returned.count = 0;
  }
}
