// What a live server is put together from, besides Raft: somewhere to keep its writes, and something that carries
// messages between servers.

import type { Message } from '../../raft/message.ts';
import type { NodeId } from '../../raft/units.ts';
import type { Disk } from '../host.ts';

/** A disk that is let go of at the end. */
export interface Storage extends Disk {
  /** Why it writes no more, and never will; null: it does. */
  readonly failure: string | null;
  /** What was written before is durable, or has failed, when it is done. */
  close(): Promise<void>;
}

export interface PeerStatus {
  readonly id: NodeId;
  /** Where it is asked for by other servers: host:port. */
  readonly address: string;
  /** Whether messages can be sent to it now. */
  readonly connected: boolean;
  /** Where it serves clients, as it last said itself; null: it was not met yet. */
  readonly clients: string | null;
  /** Messages handed over to the connection, and those that were dropped for want of one or of room. */
  readonly sent: number;
  readonly dropped: number;
  readonly received: number;
  /** Of those messages, framing included. */
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** Handed over and not yet taken by the system. */
  readonly queuedBytes: number;
}

export interface Transport {
  /** Messages from peers reach `onMessage` from now on; fulfilled once peers can connect. */
  start(onMessage: (message: Message) => void): Promise<void>;
  /** To `message.to`, if it is connected and keeps up; lost otherwise. */
  send(message: Message): void;
  /** Of every other member, by number. */
  peers(): readonly PeerStatus[];
  stop(): Promise<void>;
}
