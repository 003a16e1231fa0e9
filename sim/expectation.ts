// What a step may expect of the world as it stands, as data and in words when it is not so.

import type { Client } from './client.ts';
import type { Clients } from './clients.ts';
import type { Cluster } from './cluster.ts';
import { type Comparison, compares, type MessageFilter, type Role } from './condition.ts';
import { isMeant } from './condition-watch.ts';
import type { Scene } from './scene.ts';

/** null where nothing is asked. */
export type Expectation =
  | {
      readonly kind: 'node';
      readonly node: number;
      readonly role: Role | null;
      readonly term: Comparison | null;
      /** 0 = nobody. */
      readonly vote: number | null;
      /** The terms of its entries, from index 1. */
      readonly log: readonly number[] | null;
      readonly commit: Comparison | null;
      readonly applied: Comparison | null;
    }
  /** Messages that wait to be delivered. */
  | { readonly kind: 'waiting'; readonly which: MessageFilter; readonly count: Comparison }
  /** What became of the client's last call. */
  | {
      readonly kind: 'client';
      readonly client: number;
      readonly last: 'pending' | 'ok' | 'failed' | 'unknown' | null;
      /** What it read; null is nothing, undefined not asked. */
      readonly value: string | null | undefined;
    };

/** null if it is so; else what is there instead. */
export function whyNot(
  expectation: Expectation,
  scene: Scene,
  cluster: Cluster,
  clients: Clients,
): string | null {
  switch (expectation.kind) {
    case 'node':
      return ofNode(expectation, scene, cluster);
    case 'waiting': {
      const { which, count } = expectation;
      const found = scene.mailbox.count((message) => isMeant(which, message, scene, cluster));
      return compares(found, count) ? null : `${found} such messages wait`;
    }
    case 'client':
      return ofClient(expectation, clients.client(expectation.client));
  }
}

function ofNode(
  expectation: Extract<Expectation, { kind: 'node' }>,
  scene: Scene,
  cluster: Cluster,
): string | null {
  const { node, role, term, vote, log, commit, applied } = expectation;
  const name = scene.plan.names[node - 1]!;
  const status = cluster.status(node);
  if (status === undefined) return role === 'down' ? null : `${name} is down`;
  if (role !== null && status.role !== role) return `${name} is ${status.role}`;
  if (term !== null && !compares(status.term, term)) return `${name} is in term ${status.term}`;
  const { votedFor = 0 } = status;
  if (vote !== null && votedFor !== vote)
    return `${name} voted for ${votedFor === 0 ? 'nobody' : scene.plan.names[votedFor - 1]}`;
  if (log !== null) {
    const terms = scene.kind.logTerms?.(cluster.program(node)!) ?? [];
    const isSame = terms.length === log.length && terms.every((own, position) => own === log[position]);
    if (!isSame) return `the log of ${name} is [${terms.join(', ')}]`;
  }
  if (commit !== null && !compares(status.commitIndex, commit))
    return `${name} has commit index ${status.commitIndex}`;
  if (applied !== null && !compares(status.lastApplied, applied))
    return `${name} has applied ${status.lastApplied}`;
  return null;
}

function ofClient(
  { client, last, value }: Extract<Expectation, { kind: 'client' }>,
  { lastOperation }: Client,
): string | null {
  if (lastOperation === null) return `c${client} has not called`;
  const { state, result } = lastOperation;
  if (last !== null && state !== last) return `the last call of c${client} is ${state}`;
  if (value === undefined || result?.value === value) return null;
  return `c${client} has read ${result?.value ?? 'nothing'}`;
}
