// What is measured of a server, as Prometheus reads it: counted where it happens, or read when somebody asks.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { HttpObserver } from '../http/http-api.ts';
import type { ServiceStatus } from '../kv/service.ts';
import type { LiveEvent } from '../server/live-event.ts';
import type { PeerStatus } from '../server/ports.ts';
import type { MessageCounts } from './message-counts.ts';

export interface MetricsSources {
  status(): ServiceStatus;
  peers(): readonly PeerStatus[];
  readonly messages: MessageCounts;
}

/** From a fast disk's fsync to a failing one's, s. */
const syncBuckets = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];
/** From a read by a leader at rest to a write across an election, s. */
const requestBuckets = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
const roles = ['follower', 'candidate', 'leader'] as const;

export class ServerMetrics {
  private readonly registry: Registry = new Registry();
  private readonly syncs: Histogram;
  private readonly syncedWrites: Counter;
  private readonly syncedBytes: Counter;
  private readonly campaigns: Counter;
  private readonly leaderships: Counter;
  private readonly refused: Counter;
  private readonly requests: Histogram<'op'>;
  private readonly responses: Counter<'op' | 'status'>;

  constructor(sources: MetricsSources) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    const counter = (name: string, help: string): Counter =>
      new Counter({ name: `whitewater_${name}`, help, registers });
    this.campaigns = counter('campaigns_total', 'Times that this server stood for election.');
    this.leaderships = counter('leaderships_total', 'Times that this server became leader.');
    this.refused = counter(
      'refused_connections_total',
      'Connections of peers closed for breaking the rules.',
    );
    this.syncedWrites = counter('synced_writes_total', 'Writes made durable.');
    this.syncedBytes = counter('synced_bytes_total', 'Bytes made durable.');
    this.syncs = new Histogram({
      name: 'whitewater_sync_seconds',
      help: 'How long a group of writes took to become durable.',
      buckets: syncBuckets,
      registers,
    });
    this.requests = new Histogram({
      name: 'whitewater_request_seconds',
      help: 'From a request of a client to its answer.',
      labelNames: ['op'],
      buckets: requestBuckets,
      registers,
    });
    this.responses = new Counter({
      name: 'whitewater_responses_total',
      help: 'Answers to clients.',
      labelNames: ['op', 'status'],
      registers,
    });
    this.readStatus(sources);
    this.readPeers(sources);
    this.readMessages(sources);
  }

  onEvent(event: LiveEvent): void {
    if (event.kind === 'synced') {
      this.syncs.observe(event.durationUs / 1_000_000);
      this.syncedWrites.inc(event.writes);
      this.syncedBytes.inc(event.bytes);
    } else if (event.kind === 'refused') this.refused.inc();
    else if (event.kind === 'role' && event.role === 'candidate') this.campaigns.inc();
    else if (event.kind === 'role' && event.role === 'leader') this.leaderships.inc();
  }

  readonly onAnswered: HttpObserver['onAnswered'] = (op, status, seconds) => {
    this.requests.observe({ op }, seconds);
    this.responses.inc({ op, status });
  };

  async text(): Promise<{ readonly contentType: string; readonly text: string }> {
    return { contentType: this.registry.contentType, text: await this.registry.metrics() };
  }

  private readStatus({ status }: MetricsSources): void {
    const gauges: readonly (readonly [string, string, (status: ServiceStatus) => number])[] = [
      ['term', 'Its current term.', ({ term }) => term],
      ['leader_id', 'The leader it knows of; 0 for none.', ({ leader }) => leader],
      ['commit_index', 'The last log index known to be committed.', ({ commitIndex }) => commitIndex],
      ['last_applied', 'The last log index applied.', ({ lastApplied }) => lastApplied],
      ['last_log_index', 'The last log index.', ({ lastLogIndex }) => lastLogIndex],
      ['requests_pending', 'Requests without an outcome so far.', ({ pending }) => pending],
      ['running', '1 while it takes requests.', ({ state }) => (state === 'running' ? 1 : 0)],
    ];
    for (const [name, help, value] of gauges) {
      const gauge: Gauge = new Gauge({
        name: `whitewater_${name}`,
        help,
        registers: [this.registry],
        collect: () => gauge.set(value(status())),
      });
    }
    const role: Gauge<'role'> = new Gauge({
      name: 'whitewater_role',
      help: '1 for the role it has, 0 for the others.',
      labelNames: ['role'],
      registers: [this.registry],
      collect: () => {
        const now = status().role;
        for (const each of roles) role.set({ role: each }, each === now ? 1 : 0);
      },
    });
  }

  private readPeers({ peers }: MetricsSources): void {
    const gauges: readonly (readonly [string, string, (peer: PeerStatus) => number])[] = [
      ['connected', '1 while messages can be sent to the peer.', ({ connected }) => (connected ? 1 : 0)],
      ['queued_bytes', 'Bytes that wait to be sent to the peer.', ({ queuedBytes }) => queuedBytes],
    ];
    const counters: readonly (readonly [string, string, (peer: PeerStatus) => number])[] = [
      ['sent_total', 'Messages handed over to the connection.', ({ sent }) => sent],
      [
        'dropped_total',
        'Messages dropped for want of a connection, or of room in it.',
        ({ dropped }) => dropped,
      ],
      ['received_total', 'Messages received from the peer.', ({ received }) => received],
      ['sent_bytes_total', 'Bytes of those sent.', ({ sentBytes }) => sentBytes],
      ['received_bytes_total', 'Bytes of those received.', ({ receivedBytes }) => receivedBytes],
    ];
    for (const [name, help, value] of gauges) {
      const gauge: Gauge<'peer'> = new Gauge({
        name: `whitewater_peer_${name}`,
        help,
        labelNames: ['peer'],
        registers: [this.registry],
        collect: () => {
          for (const peer of peers()) gauge.set({ peer: peer.id }, value(peer));
        },
      });
    }
    for (const [name, help, value] of counters) {
      const counter: Counter<'peer'> = new Counter({
        name: `whitewater_peer_${name}`,
        help,
        labelNames: ['peer'],
        registers: [this.registry],
        collect: () => {
          counter.reset();
          for (const peer of peers()) counter.inc({ peer: peer.id }, value(peer));
        },
      });
    }
  }

  private readMessages({ messages }: MetricsSources): void {
    for (const [direction, counts] of [
      ['sent', messages.sent],
      ['received', messages.received],
    ] as const) {
      const counter: Counter<'kind'> = new Counter({
        name: `whitewater_messages_${direction}_total`,
        help: `Messages ${direction}, by kind.`,
        labelNames: ['kind'],
        registers: [this.registry],
        collect: () => {
          counter.reset();
          for (const [kind, count] of Object.entries(counts)) counter.inc({ kind }, count);
        },
      });
    }
  }
}
