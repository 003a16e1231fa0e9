// Who takes part in a live run, by ID as datagrams have it and by number as reports do.

import { courseClients } from '../../sim/course/plan.ts';

/** Nobody, and everybody. */
export const broadcastId = 'FFFF';

/** Clients' IDs begin so far above the last replica's. */
const clientsAbove = 16;

export class Roster {
  /** Of replicas, first to last. */
  readonly names: readonly string[];
  private readonly clients: readonly string[];

  constructor(names: readonly string[]) {
    this.names = names;
    this.clients = Array.from({ length: courseClients }, (_, position) =>
      (names.length + clientsAbove + position).toString(16).toUpperCase().padStart(4, '0'),
    );
  }

  /** FFFF for 0. */
  nameOf(replica: number): string {
    return this.names[replica - 1] ?? broadcastId;
  }

  /** 0: no replica has this ID. */
  replicaOf(id: string): number {
    return this.names.indexOf(id) + 1;
  }

  get clientCount(): number {
    return this.clients.length;
  }

  nameOfClient(client: number): string {
    return this.clients[client - 1]!;
  }

  /** 0: no client has this ID. */
  clientOf(id: string): number {
    return this.clients.indexOf(id) + 1;
  }

  others(replica: number): readonly number[] {
    return this.names.flatMap((_, position) => (position + 1 === replica ? [] : [position + 1]));
  }
}
