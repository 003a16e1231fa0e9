// `whitewater kv status`: how each server of a cluster sees things, a line for each.

import { ExchangeError } from '../../live/client/exchange.ts';
import type { KvClient } from '../../live/client/kv-client.ts';
import type { ServiceStatus } from '../../live/kv/service.ts';
import { padEnd, width } from '../../reports/layout.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';

interface Asked {
  readonly client: KvClient;
  readonly io: Io;
  readonly json: boolean;
}

type Seen = { readonly server: string } & ({ readonly status: ServiceStatus } | { readonly problem: string });

/** Failed where a server does not answer, or takes no requests. */
export async function kvStatus({ client, io, json }: Asked, servers: readonly string[]): Promise<ExitCode> {
  const all = await Promise.all(servers.map((server) => look(client, server)));
  const lines = json ? [JSON.stringify(all)] : table(all.map(rowOf));
  for (const line of lines) io.stdout.write(`${line}\n`);
  const isWell = all.every((seen) => 'status' in seen && seen.status.state === 'running');
  return isWell ? exitCodes.ok : exitCodes.failed;
}

async function look(client: KvClient, server: string): Promise<Seen> {
  try {
    return { server, status: await client.statusOf(server) };
  } catch (error) {
    if (error instanceof ExchangeError || error instanceof SyntaxError)
      return { server, problem: error.message };
    throw error;
  }
}

const heading = ['server', 'id', 'role', 'term', 'leader', 'commit', 'applied', 'log', 'peers'];

function rowOf(seen: Seen): readonly string[] {
  if ('problem' in seen) return [seen.server, '-', seen.problem];
  const { id, state, reason, role, term, leader, commitIndex, lastApplied, lastLogIndex, peers } =
    seen.status;
  if (state !== 'running')
    return [seen.server, String(id), reason === undefined ? state : `${state}: ${reason}`];
  const connected = `${peers.filter((peer) => peer.connected).length} of ${peers.length}`;
  const numbers = [term, leader, commitIndex, lastApplied, lastLogIndex].map(String);
  return [seen.server, String(id), role, ...numbers, connected];
}

/** A row that ends early has a sentence at its end, which may be as long as it likes. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = heading.map((name, column) =>
    Math.max(
      width(name),
      ...rows.filter(({ length }) => length > column + 1).map((row) => width(row[column]!)),
    ),
  );
  return [heading, ...rows].map((row) =>
    row
      .map((cell, column) => padEnd(cell, widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
