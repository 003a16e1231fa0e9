// A run told event by event, for readers and for programs; off unless somebody asks.

import type { EventKind } from './facts.ts';

/** `send`: something came out of a program that nobody looks into, of a live run; what made it do so is not known. */
export type TraceEventKind = EventKind | 'send';

/** A message as a trace knows it. */
export interface TraceMessage {
  /** Counts from 1 in the order of sending; both copies of a doubled message have the same. */
  readonly id: number;
  readonly kind: string;
  readonly from: number;
  readonly to: number;
  /** 0 where the protocol has none. */
  readonly term: number;
  /** The last index that it speaks of; absent where the protocol has none, and in traces read back. */
  readonly index?: number;
}

/** A client's operation that an event has to do with. */
export interface TraceOperation {
  readonly id: number;
  readonly client: number;
  readonly sequence: number;
}

/** Where a node stands after an event, in numbers; 0 where the protocol has no such thing. */
export interface TraceStanding {
  readonly role: 'leader' | 'candidate' | 'follower';
  readonly term: number;
  readonly votedFor: number;
  readonly lastLogIndex: number;
  readonly lastLogTerm: number;
  readonly commitIndex: number;
  readonly lastApplied: number;
}

export interface TraceEvent {
  readonly event: number;
  /** Virtual time, µs. */
  readonly at: number;
  readonly kind: TraceEventKind;
  /** 0 for clients and the nemesis. */
  readonly node: number;
  /** Client number for client events, else 0. */
  readonly client: number;
  /** The event that caused this one (the send of a message, the start of a write); 0 = none. */
  readonly cause: number;
  /** The message, request, fault or operation in words. */
  readonly text: string;
  /** The node's standing after the event (`L4 commit 7`), '' where it has none. */
  readonly status: string;
  /** What the event sent, wrote and answered, in words. */
  readonly effects: readonly string[];
  /** The message that arrived. */
  readonly message: TraceMessage | null;
  /** What the event sent, lost messages included. */
  readonly sent: readonly TraceMessage[];
  /** Operations called, answered, requested or applied, each once. */
  readonly operations: readonly TraceOperation[];
  /** Null while the node is down and for programs without a standing. */
  readonly standing: TraceStanding | null;
}

export interface TraceSink {
  record(event: TraceEvent): void;
}
