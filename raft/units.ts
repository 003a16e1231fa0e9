// The units of the protocol. A plain number fits each of them; one unit never fits another.
// Times are integer microseconds; 0 stands for "none" in nodes, terms and indexes.

declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]?: Name };

/** A server, 1..n; 0 = none. */
export type NodeId = Unit<'node'>;
/** An election term; 0 before the first election. */
export type Term = Unit<'term'>;
/** A position in the log; the first entry is 1, 0 is before it. */
export type LogIndex = Unit<'index'>;
/** A point on a server's own clock, µs. */
export type Instant = Unit<'instant'>;
/** A length of time, µs. */
export type Duration = Unit<'duration'>;
/** A client session. */
export type ClientId = Unit<'client'>;
/** A client's command within its session, 1, 2, …; a retry keeps it. */
export type Sequence = Unit<'sequence'>;
/** One attempt at a request; a retry is a new one. */
export type RequestId = Unit<'request'>;
/** A write handed to the host, rising; durable when the host says so. */
export type Ticket = Unit<'ticket'>;

export const noNode: NodeId = 0;
export const never: Instant = Number.MAX_SAFE_INTEGER;
