// A run told event by event, for readers; off unless somebody asks.

import type { EventKind } from './facts.ts';

export interface TraceEvent {
  readonly event: number;
  /** Virtual time, µs. */
  readonly at: number;
  readonly kind: EventKind;
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
}

export interface TraceSink {
  record(event: TraceEvent): void;
}
