// The service on a live server: what clients ask as proposals, and its state as they may read it.

import type { NodeId } from '../../raft/units.ts';
import type { LiveServer } from '../server/live-server.ts';
import type { ServiceCommand } from './commands.ts';
import { OwnSession } from './own-session.ts';
import type { KvService, ServiceOutcome, ServiceStatus, SessionPlace } from './service.ts';

export class LiveService implements KvService {
  private readonly server: LiveServer;
  private readonly own: OwnSession = new OwnSession();

  constructor(server: LiveServer) {
    this.server = server;
  }

  async ask(command: ServiceCommand, place: SessionPlace | null): Promise<ServiceOutcome> {
    if (!this.server.isRunning)
      return { kind: 'closed', reason: `the server is ${this.server.status().state}` };
    // A read stands in no log: its place means nothing.
    if (place !== null || command.kind === 'get') return this.propose(command, place ?? noPlace);
    const taken = this.own.begin();
    const outcome = await this.propose(command, taken);
    this.own.end(taken);
    return outcome;
  }

  status(): ServiceStatus {
    const { id, state, reason, role, term, leader, commitIndex, lastApplied, lastLogIndex, pending, peers } =
      this.server.status();
    return {
      id,
      state,
      ...(reason === null ? {} : { reason }),
      role,
      term,
      leader,
      commitIndex,
      lastApplied,
      lastLogIndex,
      pending,
      peers: peers.map(({ id: peer, address, connected, clients }) => ({
        id: peer,
        address,
        connected,
        clients,
      })),
    };
  }

  clientAddressOf(node: NodeId): string | null {
    return this.server.status().peers.find(({ id }) => id === node)?.clients ?? null;
  }

  private propose(command: ServiceCommand, place: SessionPlace): Promise<ServiceOutcome> {
    const { session: client, sequence, acknowledgedBelow } = place;
    return this.server.propose({ client, sequence, acknowledgedBelow, command });
  }
}

const noPlace: SessionPlace = { session: 0, sequence: 0, acknowledgedBelow: 0 };
