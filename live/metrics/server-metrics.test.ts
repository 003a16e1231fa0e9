// What Prometheus is told, read as Prometheus reads it: name, labels, value.

import { expect, it } from 'vitest';
import { messageOf } from '../../raft/message.ts';
import type { ServiceStatus } from '../kv/service.ts';
import type { PeerStatus, Transport } from '../server/ports.ts';
import { countMessages } from './message-counts.ts';
import { ServerMetrics } from './server-metrics.ts';

const status: ServiceStatus = {
  id: 1,
  state: 'running',
  role: 'leader',
  term: 7,
  leader: 1,
  commitIndex: 40,
  lastApplied: 39,
  lastLogIndex: 41,
  pending: 2,
  peers: [],
};

const peer: PeerStatus = {
  id: 2,
  address: '127.0.0.1:7002',
  connected: true,
  clients: null,
  sent: 5,
  dropped: 1,
  received: 4,
  sentBytes: 500,
  receivedBytes: 400,
  queuedBytes: 30,
};

const transport: Transport = {
  start: (onMessage) => {
    onMessage(messageOf('RequestVoteReply', 2, 1, 7, { voteGranted: true }));
    return Promise.resolve();
  },
  send: () => {},
  peers: () => [peer],
  stop: () => Promise.resolve(),
};

async function samples(metrics: ServerMetrics): Promise<ReadonlyMap<string, number>> {
  const { contentType, text } = await metrics.text();
  expect(contentType).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

it('tells what happened, and how things stand', async () => {
  const { transport: counted, counts } = countMessages(transport);
  const metrics = new ServerMetrics({ status: () => status, peers: counted.peers, messages: counts });
  await counted.start(() => {});
  counted.send(messageOf('RequestVote', 1, 2, 7, { lastLogIndex: 1, lastLogTerm: 1 }));
  counted.send(messageOf('RequestVote', 1, 3, 7, { lastLogIndex: 1, lastLogTerm: 1 }));
  metrics.onEvent({ kind: 'role', role: 'candidate', term: 7, leader: 0 });
  metrics.onEvent({ kind: 'role', role: 'leader', term: 7, leader: 1 });
  metrics.onEvent({ kind: 'synced', writes: 3, bytes: 200, durationUs: 1500 });
  metrics.onEvent({ kind: 'refused', address: 'x', reason: 'y' });
  metrics.onAnswered('put', 201, 0.004);
  metrics.onAnswered('put', 503, 0.3);
  expect(Object.fromEntries(await samples(metrics))).toMatchObject({
    'whitewater_role{role="leader"}': 1,
    'whitewater_role{role="follower"}': 0,
    whitewater_term: 7,
    whitewater_leader_id: 1,
    whitewater_commit_index: 40,
    whitewater_last_applied: 39,
    whitewater_last_log_index: 41,
    whitewater_requests_pending: 2,
    whitewater_running: 1,
    whitewater_campaigns_total: 1,
    whitewater_leaderships_total: 1,
    whitewater_refused_connections_total: 1,
    whitewater_synced_writes_total: 3,
    whitewater_synced_bytes_total: 200,
    'whitewater_sync_seconds_bucket{le="0.001"}': 0,
    'whitewater_sync_seconds_bucket{le="0.002"}': 1,
    'whitewater_request_seconds_count{op="put"}': 2,
    'whitewater_responses_total{op="put",status="201"}': 1,
    'whitewater_responses_total{op="put",status="503"}': 1,
    'whitewater_messages_sent_total{kind="RequestVote"}': 2,
    'whitewater_messages_received_total{kind="RequestVoteReply"}': 1,
    'whitewater_messages_received_total{kind="AppendEntries"}': 0,
    'whitewater_peer_connected{peer="2"}': 1,
    'whitewater_peer_sent_total{peer="2"}': 5,
    'whitewater_peer_dropped_total{peer="2"}': 1,
    'whitewater_peer_received_total{peer="2"}': 4,
    'whitewater_peer_sent_bytes_total{peer="2"}': 500,
    'whitewater_peer_received_bytes_total{peer="2"}': 400,
    'whitewater_peer_queued_bytes{peer="2"}': 30,
  });
});

it('tells of the process, and the same when asked again', async () => {
  const { counts } = countMessages(transport);
  const metrics = new ServerMetrics({ status: () => status, peers: () => [peer], messages: counts });
  await samples(metrics);
  const again = await samples(metrics);
  expect(again.get('process_resident_memory_bytes')).toBeGreaterThan(1e6);
  expect(again.get('whitewater_peer_sent_total{peer="2"}')).toBe(5);
});
