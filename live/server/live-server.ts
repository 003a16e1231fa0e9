// A server of a real cluster: `Server` of raft/ on its host, with storage and a transport, asked by promises.
//
//   const server = new LiveServer({ id, members, storage, transport, machine, options, onEvent });
//   await server.start();
//   const outcome = await server.propose({ client, sequence, acknowledgedBelow, command });
//   server.status().leader;
//   await server.stop();

import type { EntryMachine } from '../../raft/entry-machine.ts';
import type { ClientRequest, Outcome } from '../../raft/host.ts';
import type { Message } from '../../raft/message.ts';
import type { Options } from '../../raft/options.ts';
import { Server } from '../../raft/server.ts';
import type { LogIndex, NodeId, RequestId, Term } from '../../raft/units.ts';
import type { RoleName } from '../../raft/view.ts';
import { type Hosted, LiveHost, type Wire } from '../host.ts';
import type { OnEvent } from './live-event.ts';
import type { PeerStatus, Storage, Transport } from './ports.ts';

/** One attempt at a command; `sequence` is its place in the session `client`, and a retry keeps it. */
export type Proposal = Omit<ClientRequest, 'request'>;

export interface LiveServerParts {
  readonly id: NodeId;
  readonly members: readonly NodeId[];
  readonly storage: Storage;
  readonly transport: Transport;
  readonly machine: EntryMachine;
  readonly options: Options;
  readonly onEvent: OnEvent;
}

export interface ServerStatus {
  readonly id: NodeId;
  readonly state: 'new' | 'running' | 'stopping' | 'stopped' | 'halted';
  /** Why it is halted. */
  readonly reason: string | null;
  readonly role: RoleName;
  readonly term: Term;
  /** 0 = unknown. */
  readonly leader: NodeId;
  readonly lastLogIndex: LogIndex;
  readonly commitIndex: LogIndex;
  readonly lastApplied: LogIndex;
  /** Proposals without an outcome so far. */
  readonly pending: number;
  readonly peers: readonly PeerStatus[];
}

/** How long a stop waits for what clients have asked before. */
const graceMs = 1000;

export class LiveServer implements Wire {
  private readonly parts: LiveServerParts;
  private readonly host: LiveHost;
  private readonly server: Server;
  private readonly pending: Map<RequestId, (outcome: Outcome) => void> = new Map();
  private state: ServerStatus['state'] = 'new';
  private reason: string | null = null;
  private newest: RequestId = 0;
  /** What was last told of the role. */
  private told: { role: RoleName; term: Term; leader: NodeId } = { role: 'follower', term: 0, leader: 0 };
  private onIdle: (() => void) | null = null;

  constructor(parts: LiveServerParts) {
    const { id, members, storage, machine, options } = parts;
    this.parts = parts;
    this.host = new LiveHost({ wire: this, disk: storage, onHalt: (reason) => this.onHalt(reason) });
    this.server = new Server(this.host, id, members, storage.image, machine, options);
  }

  /** Fulfilled once peers can connect. */
  async start(): Promise<void> {
    await this.parts.transport.start((message) => this.onMessage(message));
    this.state = 'running';
    this.host.start(this.watched());
  }

  /**
   * Fulfilled with what became of it: `ok` once it is committed and applied, `redirect` where another server leads
   * (0: nobody known), `refused` if it never will be applied, `unknown` if that cannot be said. Never rejected.
   */
  propose(proposal: Proposal): Promise<Outcome> {
    if (this.state !== 'running')
      return Promise.resolve({ kind: 'refused', reason: `the server is ${this.state}` });
    const { client, sequence, acknowledgedBelow, command } = proposal;
    const request = ++this.newest;
    return new Promise((resolve) => {
      this.pending.set(request, resolve);
      this.host.onRequest({ client, request, sequence, acknowledgedBelow, command });
    });
  }

  /** Whether proposals are taken. */
  get isRunning(): boolean {
    return this.state === 'running';
  }

  status(): ServerStatus {
    const view = this.server.view();
    return {
      id: view.id,
      state: this.state,
      reason: this.reason,
      role: view.role,
      term: view.currentTerm,
      leader: view.leader,
      lastLogIndex: view.log.lastIndex,
      commitIndex: view.commitIndex,
      lastApplied: view.lastApplied,
      pending: this.pending.size,
      peers: this.parts.transport.peers(),
    };
  }

  /** Takes nothing more, waits a little for what is under way, and lets go of everything. */
  async stop(): Promise<void> {
    if (this.state === 'running') {
      this.state = 'stopping';
      await this.idle();
    }
    this.host.stop();
    this.abandon();
    await this.parts.transport.stop();
    await this.parts.storage.close();
    if (this.state === 'stopping') this.state = 'stopped';
    if (this.state !== 'stopped') return;
    this.parts.onEvent({ kind: 'stopped', lastApplied: this.server.view().lastApplied });
  }

  // What the host asks for.

  send(message: Message): void {
    this.parts.transport.send(message);
  }

  answer(_client: number, request: RequestId, outcome: Outcome): void {
    const resolve = this.pending.get(request);
    if (resolve === undefined) return;
    this.pending.delete(request);
    resolve(outcome);
    if (this.pending.size === 0) this.onIdle?.();
  }

  private onMessage(message: Message): void {
    this.host.onMessage(message);
  }

  private onHalt(reason: string): void {
    this.state = 'halted';
    this.reason = this.parts.storage.failure ?? reason;
    this.abandon();
    this.onIdle?.();
    this.parts.onEvent({ kind: 'halted', reason: this.reason });
  }

  /** Whoever still waits is told that nobody knows: what was taken may yet be committed by others. */
  private abandon(): void {
    for (const resolve of this.pending.values()) resolve({ kind: 'unknown' });
    this.pending.clear();
  }

  private idle(): Promise<void> {
    if (this.pending.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, graceMs);
      this.onIdle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** The server, looked at after each step for what is worth telling. */
  private watched(): Hosted {
    const { server } = this;
    const after = (): void => this.tellRole();
    return {
      onStart: () => {
        server.onStart();
        after();
      },
      onAlarm: () => {
        server.onAlarm();
        after();
      },
      onMessage: (message) => {
        server.onMessage(message);
        after();
      },
      onRequest: (request) => server.onRequest(request),
      onDurable: (ticket) => {
        server.onDurable(ticket);
        after();
      },
      onWriteFailed: (ticket) => server.onWriteFailed(ticket),
    };
  }

  private tellRole(): void {
    const { role, currentTerm: term, leader } = this.server.view();
    const { told } = this;
    if (told.role === role && told.term === term && told.leader === leader) return;
    this.told = { role, term, leader };
    this.parts.onEvent({ kind: 'role', role, term, leader });
  }
}
