// Messages between servers over TCP, or TLS where both sides show a certificate. Each server opens a connection to
// each other one and sends by it: two for each pair, and no question of which to keep.

import { connect, createServer, type Server, type Socket } from 'node:net';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { encodeMessage } from '../../raft/codec.ts';
import type { Message } from '../../raft/message.ts';
import type { NodeId } from '../../raft/units.ts';
import type { OnEvent } from '../server/live-event.ts';
import type { PeerStatus, Transport } from '../server/ports.ts';
import { encodeFrame } from './frame.ts';
import { Link } from './link.ts';
import { type Timing, timingDefault } from './timing.ts';
import { type House, Visitor } from './visitor.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** PEM texts: own certificate and key, and the authority that signed everybody's. */
export interface TlsSettings {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

export interface TransportSettings {
  readonly cluster: string;
  readonly id: NodeId;
  /** Of all members, this one included: where it listens. */
  readonly addresses: ReadonlyMap<NodeId, Address>;
  /** Where this server serves clients, as it tells its peers. */
  readonly clients: string;
  /** Null: anybody who reaches the port and knows the cluster's name is believed. */
  readonly tls: TlsSettings | null;
  readonly onEvent: OnEvent;
  readonly timing?: Timing;
}

/** So many connections at once, whoever opens them. */
const connectionsMax = 256;
const tlsMin = 'TLSv1.3';

export function textOfAddress({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

export class TcpTransport implements Transport {
  private readonly settings: TransportSettings;
  private readonly links: Map<NodeId, Link> = new Map();
  private readonly visitors: Set<Visitor> = new Set();
  /** Messages and their bytes, by peer. */
  private readonly received: Map<NodeId, { count: number; bytes: number }> = new Map();
  private server: Server | null = null;

  constructor(settings: TransportSettings) {
    this.settings = settings;
    const { cluster, id, addresses, clients, onEvent, timing = timingDefault } = settings;
    for (const [peer, address] of addresses) {
      if (peer === id) continue;
      const greeting = { cluster, from: id, to: peer, clients };
      const dial = (onOpen: () => void): Socket => this.dial(address, onOpen);
      this.links.set(
        peer,
        new Link({ peer, address: textOfAddress(address), greeting, dial, timing, onEvent }),
      );
    }
  }

  async start(onMessage: (message: Message) => void): Promise<void> {
    const { id, addresses, onEvent } = this.settings;
    const own = addresses.get(id)!;
    const house = this.house(onMessage);
    const server = this.listener((socket) => this.visitors.add(new Visitor(socket, house)));
    this.server = server;
    server.maxConnections = connectionsMax;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(own.port, own.host, () => {
        server.off('error', reject);
        // A connection that could not be accepted: those that were are not touched by it.
        server.on('error', () => {});
        resolve();
      });
    });
    onEvent({ kind: 'listening', address: textOfAddress(own) });
    for (const link of this.links.values()) link.start();
  }

  send(message: Message): void {
    this.links.get(message.to)?.send(encodeFrame('message', encodeMessage(message)));
  }

  peers(): readonly PeerStatus[] {
    return [...this.links].map(([id, link]) => {
      const { isConnected: connected, clients, sent, dropped, sentBytes, queuedBytes } = link;
      const address = textOfAddress(this.settings.addresses.get(id)!);
      const { count: received, bytes: receivedBytes } = this.received.get(id) ?? nothing;
      return {
        id,
        address,
        connected,
        clients,
        sent,
        dropped,
        received,
        sentBytes,
        receivedBytes,
        queuedBytes,
      };
    });
  }

  async stop(): Promise<void> {
    for (const link of this.links.values()) link.stop();
    for (const visitor of this.visitors) visitor.close();
    const { server } = this;
    if (server?.listening === true) await new Promise((resolve) => server.close(resolve));
  }

  private house(onMessage: (message: Message) => void): House {
    const { cluster, id, clients, onEvent, timing = timingDefault } = this.settings;
    return {
      cluster,
      id,
      others: [...this.links.keys()],
      clients,
      timing,
      onGreeted: (greeted) => {
        // Who comes again has given up what it had before.
        for (const visitor of this.visitors)
          if (visitor !== greeted && visitor.peer === greeted.peer) visitor.close();
      },
      onMessage: (message, bytes) => {
        const received = this.received.get(message.from);
        if (received === undefined) this.received.set(message.from, { count: 1, bytes });
        else {
          received.count++;
          received.bytes += bytes;
        }
        onMessage(message);
      },
      onRefused: (address, reason) => onEvent({ kind: 'refused', address, reason }),
      onGone: (visitor) => this.visitors.delete(visitor),
    };
  }

  private listener(onSocket: (socket: Socket) => void): Server {
    const { tls, onEvent, timing = timingDefault } = this.settings;
    if (tls === null) return createServer(onSocket);
    const required = { requestCert: true, rejectUnauthorized: true, handshakeTimeout: timing.greetingMs };
    const server = createTlsServer({ ...tls, ...required, minVersion: tlsMin }, onSocket);
    server.on('tlsClientError', (error, socket) => {
      const address = `${socket.remoteAddress}:${socket.remotePort}`;
      onEvent({ kind: 'refused', address, reason: `no TLS with a certificate: ${error.message}` });
    });
    return server;
  }

  private dial({ host, port }: Address, onOpen: () => void): Socket {
    const { tls } = this.settings;
    if (tls === null) return connect(port, host, onOpen);
    return connectTls({ ...tls, host, port, minVersion: tlsMin }, onOpen);
  }
}

const nothing = { count: 0, bytes: 0 };
