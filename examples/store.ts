// What both examples keep: values by key, and for every client the results it may still ask for, so
// that a retry is answered and not done again.

import type { DigestFold } from '../sim/kernel/digest.ts';
import type { Command, Result } from '../sim/kv-model.ts';
import type { ClientRequest } from '../sim/program.ts';

/** What a request did: all that a disk or a second copy has to know. Never changed once built. */
export interface Change {
  readonly client: number;
  readonly sequence: number;
  readonly acknowledgedBelow: number;
  readonly key: string;
  /** null: the key holds nothing. */
  readonly value: string | null;
  readonly result: Result;
}

interface Session {
  acknowledgedBelow: number;
  readonly results: Map<number, Result>;
}

export class Store {
  private readonly values = new Map<string, string>();
  private readonly sessions = new Map<number, Session>();

  copy(): Store {
    const twin = new Store();
    for (const [key, value] of this.values) twin.values.set(key, value);
    for (const [client, { acknowledgedBelow, results }] of this.sessions) {
      twin.sessions.set(client, { acknowledgedBelow, results: new Map(results) });
    }
    return twin;
  }

  read(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  /** done: the stored result. late: the client has its answer long since. new: not seen before. */
  find(
    request: ClientRequest,
  ): { readonly kind: 'done'; readonly result: Result } | { readonly kind: 'late' | 'new' } {
    const session = this.sessions.get(request.client);
    if (session === undefined) return { kind: 'new' };
    if (request.sequence < session.acknowledgedBelow) return { kind: 'late' };
    const result = session.results.get(request.sequence);
    return result === undefined ? { kind: 'new' } : { kind: 'done', result };
  }

  /** What the request would do now; changes nothing. */
  plan(request: ClientRequest): Change {
    const { client, sequence, acknowledgedBelow, command } = request;
    const before = this.read(command.key);
    const swaps = command.kind === 'cas';
    const ok = !swaps || before === command.expected;
    const result = { ok, value: swaps || command.kind === 'get' ? before : null };
    return { client, sequence, acknowledgedBelow, key: command.key, value: after(command, before), result };
  }

  absorb(change: Change): void {
    if (change.value === null) this.values.delete(change.key);
    else this.values.set(change.key, change.value);
    let session = this.sessions.get(change.client);
    if (session === undefined) {
      session = { acknowledgedBelow: 0, results: new Map() };
      this.sessions.set(change.client, session);
    }
    session.acknowledgedBelow = Math.max(session.acknowledgedBelow, change.acknowledgedBelow);
    session.results.set(change.sequence, change.result);
    for (const sequence of session.results.keys()) {
      if (sequence < session.acknowledgedBelow) session.results.delete(sequence);
    }
  }

  /** Bytes that a copy of it takes on the wire, about. */
  bytes(): number {
    let sum = 0;
    for (const [key, value] of this.values) sum += key.length + value.length + 8;
    for (const session of this.sessions.values()) sum += 8 + 16 * session.results.size;
    return sum;
  }
}

function after(command: Command, before: string | null): string | null {
  switch (command.kind) {
    case 'get':
      return before;
    case 'put':
      return command.value;
    case 'delete':
      return null;
    case 'cas':
      return before === command.expected ? command.value : before;
    case 'append':
      return (before ?? '') + command.value;
  }
}

/** Bytes that a change takes on disk or wire, about. */
export function changeBytes(change: Change): number {
  return 32 + change.key.length + (change.value?.length ?? 0) + (change.result.value?.length ?? 0);
}

export function foldChange(change: Change, digest: DigestFold): void {
  digest.fold(change.client);
  digest.fold(change.sequence);
  digest.foldText(change.key);
  digest.foldText(change.value ?? '');
}

export function describeChange(change: Change): string {
  return change.value === null ? `${change.key} gone` : `${change.key}=${change.value}`;
}
