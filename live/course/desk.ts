// Clients as the server knows them, and back. The course has no sessions, and an attempt is never made twice with
// one MID; so all attempts that come to this replica are a session of its own, each a new command in it.

import type { ClientRequest, Outcome } from '../../raft/host.ts';
import type { ClientId, NodeId, RequestId, Sequence } from '../../raft/units.ts';
import type { Incoming } from './datagram.ts';
import type { Letter } from './message-json.ts';

export type Call = Exclude<Incoming, { readonly kind: 'letter' }>;

export interface Reply {
  readonly client: string;
  readonly letter: Letter;
  /** Where a redirect says that the leader is; null for other replies. */
  readonly leader: NodeId | null;
}

/** So many of the latest MIDs are remembered. */
const remembered = 4096;

export class Desk {
  private readonly session: ClientId;
  /** In the order of their coming. */
  private readonly pending: Map<RequestId, Call> = new Map();
  private readonly seen: Set<string> = new Set();
  private newest: Sequence = 0;

  /** `session`: no other replica's. */
  constructor(session: ClientId) {
    this.session = session;
  }

  /** Null for an attempt that came before: its answer may be under way, and another one would not be true. */
  requestOf(call: Call): ClientRequest | null {
    const name = `${call.client} ${call.mid}`;
    if (this.seen.has(name)) return null;
    this.remember(name);
    const request = ++this.newest;
    this.pending.set(request, call);
    const [acknowledgedBelow = request] = this.pending.keys();
    return { client: this.session, request, sequence: request, acknowledgedBelow, command: commandOf(call) };
  }

  /** Null where nobody waits for it. */
  replyTo(request: RequestId, outcome: Outcome): Reply | null {
    const call = this.pending.get(request);
    if (call === undefined) return null;
    this.pending.delete(request);
    const { client, mid: MID } = call;
    switch (outcome.kind) {
      case 'ok': {
        const value = (outcome.result as { readonly value: string | null }).value ?? '';
        const letter = call.kind === 'get' ? { type: 'ok', MID, value } : { type: 'ok', MID };
        return { client, letter, leader: null };
      }
      case 'redirect':
        return { client, letter: { type: 'redirect', MID }, leader: outcome.leader };
      case 'unknown':
      case 'refused':
        return { client, letter: { type: 'fail', MID }, leader: null };
      default:
        return unreachable(outcome);
    }
  }

  private remember(name: string): void {
    const [oldest] = this.seen;
    if (this.seen.size >= remembered) this.seen.delete(oldest!);
    this.seen.add(name);
  }
}

function commandOf(call: Call): ClientRequest['command'] {
  const { kind, key } = call;
  return kind === 'get' ? { kind, key } : { kind, key, value: call.value };
}

function unreachable(outcome: never): never {
  throw new Error(`no such outcome: ${JSON.stringify(outcome)}`);
}
