// Transports on the loopback: messages come through, connections come back, strangers and breakers of rules are shut
// out and told of.

import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { encodeMessage } from '../../raft/codec.ts';
import { type Message, messageOf } from '../../raft/message.ts';
import { Authority } from './fixtures/certificates.ts';
import { ballot, quick, Station } from './fixtures/station.ts';
import { encodeFrame, payloadBytesMax } from './frame.ts';
import { encodeGreeting } from './greeting.ts';

let station: Station;

afterEach(() => station.close());

function hello(cluster = 'test', from = 2, to = 1): Buffer {
  return encodeFrame('hello', encodeGreeting({ cluster, from, to, clients: '' }));
}

it('carries messages in order, and says where peers serve clients', async () => {
  station = await Station.of(2);
  const one = await station.start(1);
  const two = await station.start(2);
  await station.until(() => one.peers()[0]!.connected && two.peers()[0]!.connected);
  const command = { kind: 'put', key: 'k', value: 'ä'.repeat(30_000) };
  const entry = { index: 1, term: 1, command, client: 1, sequence: 1, acknowledgedBelow: 1, bytes: 65_000 };
  const body = { prevLogIndex: 0, prevLogTerm: 0, entries: [entry], leaderCommit: 0, round: 0 };
  const long = messageOf('AppendEntries', 1, 2, 1, body);
  const sent = Array.from({ length: 50 }, (_, i) => (i % 5 === 0 ? long : ballot(1, 2, i)));
  for (const message of sent) one.send(message);
  two.send(ballot(2, 1));
  await station.until(() => station.heard.length === 51);
  expect(station.heard.filter(({ to }) => to === 2)).toEqual(sent);
  expect(station.heard.filter(({ to }) => to === 1)).toEqual([ballot(2, 1)]);
  const { port } = station.addresses.get(2)!;
  const address = `127.0.0.1:${port}`;
  const frameOf = (message: Message): number => 12 + encodeMessage(message).length;
  expect(one.peers()).toEqual([
    {
      id: 2,
      address,
      connected: true,
      clients: 'clients-of-2',
      sent: 50,
      dropped: 0,
      received: 1,
      sentBytes: sent.map(frameOf).reduce((sum, bytes) => sum + bytes),
      receivedBytes: frameOf(ballot(2, 1)),
      queuedBytes: 0,
    },
  ]);
});

it('finds a peer again that was gone, and tells of the loss once', async () => {
  station = await Station.of(2);
  const one = await station.start(1);
  let two = await station.start(2);
  for (let round = 1; round <= 3; round++) {
    await station.until(() => station.told(1, 'peer-connected').length === round);
    await two.stop();
    await station.until(() => !one.peers()[0]!.connected);
    one.send(ballot(1, 2));
    expect(one.peers()[0]).toMatchObject({ connected: false, dropped: round });
    // Several attempts in vain.
    await new Promise((resolve) => setTimeout(resolve, 120));
    const reasons = station.told(1, 'peer-lost').map(({ reason }) => reason);
    expect(reasons.filter((reason, i) => reason === reasons[i - 1])).toEqual([]);
    two = await station.start(2);
  }
  await station.until(() => one.peers()[0]!.connected);
  one.send(ballot(1, 2));
  await station.until(() => station.heard.length === 1);
});

it('gives up who does not answer, answers for another, or is heard no more', async () => {
  station = await Station.of(1);
  const answers: (Buffer | null)[] = [
    null,
    encodeFrame('welcome', encodeGreeting({ cluster: 'other', from: 2, to: 1, clients: '' })),
    encodeFrame('welcome', encodeGreeting({ cluster: 'test', from: 3, to: 1, clients: '' })),
    encodeFrame('refusal', Buffer.from('go away')),
    Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'),
    encodeFrame('ping', Buffer.alloc(0)),
    // All is well, and then nothing.
    encodeFrame('welcome', encodeGreeting({ cluster: 'test', from: 2, to: 1, clients: '' })),
  ];
  const reasons = [
    'it did not answer in time',
    'it is of another cluster',
    'server 3 is no peer here',
    'it refused: go away',
    'not a frame',
    'a frame out of place: ping',
    'nothing was heard of it',
  ];
  const stranger = createServer((socket) => {
    socket.on('error', () => {});
    socket.resume();
    const answer = answers.shift();
    if (answer) socket.write(answer);
  }).listen(0, '127.0.0.1');
  await once(stranger, 'listening');
  station.addresses.set(2, { host: '127.0.0.1', port: (stranger.address() as AddressInfo).port });
  await station.start(1, { timing: { ...quick, silenceMs: 200 } });
  await station.until(() => station.told(1, 'peer-lost').length >= reasons.length);
  expect(
    station
      .told(1, 'peer-lost')
      .slice(0, reasons.length)
      .map(({ reason }) => reason),
  ).toEqual(reasons);
  expect(station.told(1, 'peer-connected')).toHaveLength(1);
  await station.close();
  stranger.close();
});

it('drops what a peer that reads nothing cannot take', async () => {
  station = await Station.of(1);
  const welcome = encodeFrame('welcome', encodeGreeting({ cluster: 'test', from: 2, to: 1, clients: '' }));
  const deaf = createServer((socket) => {
    socket.on('error', () => {});
    socket.write(welcome);
  }).listen(0, '127.0.0.1');
  await once(deaf, 'listening');
  station.addresses.set(2, { host: '127.0.0.1', port: (deaf.address() as AddressInfo).port });
  const one = await station.start(1);
  await station.until(() => one.peers()[0]!.connected);
  const command = { kind: 'put', key: 'k', value: 'x'.repeat(60_000) };
  const entry = { index: 1, term: 1, command, client: 1, sequence: 1, acknowledgedBelow: 1, bytes: 65_000 };
  const body = { prevLogIndex: 0, prevLogTerm: 0, entries: [entry], leaderCommit: 0, round: 0 };
  for (let i = 0; i < 500; i++) one.send(messageOf('AppendEntries', 1, 2, 1, body));
  const { sent, dropped } = one.peers()[0]!;
  expect(sent + dropped).toBe(500);
  // 8 MB wait, the rest is lost: it is not kept for ever.
  expect(sent).toBeLessThan(200);
  await station.close();
  deaf.close();
});

it('shuts out whoever breaks the rules, with one event', async () => {
  station = await Station.of(3);
  const one = await station.start(1);
  const two = await station.start(2);
  const message = (from: number, to: number): Buffer =>
    encodeFrame('message', encodeMessage(ballot(from, to)));
  const altered = (frame: Buffer, at: number, byte: number): Buffer => {
    frame[at] = byte;
    return frame;
  };
  const liar = messageOf('RequestVote', 3, 1, 1, { lastLogIndex: 1, lastLogTerm: 5 });
  const cases: readonly (readonly [reason: string, ...bytes: readonly Buffer[]])[] = [
    ['not a frame', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['version 2 of the transport, this is version 1', altered(hello('test', 3), 2, 2)],
    ['it is of another cluster', hello('tset', 3)],
    ['server 4 is no peer here', hello('test', 4)],
    ['server 1 is no peer here', hello('test', 1)],
    ['it takes this for server 2', hello('test', 3, 2)],
    ['a frame of 4096 bytes, 1024 are the most', encodeFrame('hello', Buffer.alloc(4096))],
    ['it did not say who it is, but sent a message', message(3, 1)],
    ['a frame with a wrong checksum', altered(hello('test', 3), 14, 77)],
    ['ends too early', encodeFrame('hello', Buffer.alloc(0))],
    ['it did not say who it is'],
    [
      `a frame of ${payloadBytesMax + 1} bytes, ${payloadBytesMax} are the most`,
      hello('test', 3),
      encodeFrame('message', Buffer.alloc(payloadBytesMax + 1)),
    ],
    ['a frame out of place: hello', hello('test', 3), hello('test', 3)],
    ['no such kind of message', hello('test', 3), encodeFrame('message', Buffer.of(99))],
    ['a message from 2 to 1, sent by server 3', hello('test', 3), message(2, 1)],
    ['a message from 3 to 2, sent by server 3', hello('test', 3), message(3, 2)],
    [
      'a message that contradicts itself: a last entry of a later term',
      hello('test', 3),
      encodeFrame('message', encodeMessage(liar)),
    ],
  ];
  for (const [reason, ...bytes] of cases) {
    const { length } = station.told(1, 'refused');
    const back = await station.throwAt(1, ...bytes);
    expect(
      station
        .told(1, 'refused')
        .slice(length)
        .map((event) => event.reason),
    ).toEqual([reason]);
    // It may be lost on the way: what was not read yet resets the connection.
    if (back.length > 0) expect(back.toString('latin1')).toContain(reason);
  }
  await station.until(() => one.peers()[0]!.connected && two.peers()[0]!.connected);
  two.send(ballot(2, 1));
  await station.until(() => station.heard.length === 1);
});

it('with TLS has no dealings with who cannot show a certificate of the same authority', async () => {
  const authority = new Authority('ours');
  const other = new Authority('theirs');
  try {
    station = await Station.of(4);
    const one = await station.start(1, { tls: authority.certify('one') });
    await station.start(2, { tls: authority.certify('two') });
    // Shown, but signed by somebody else.
    await station.start(3, { tls: { ...other.certify('three'), ca: authority.certify('any').ca } });
    await station.start(4);
    await station.until(() => one.peers()[0]!.connected && station.told(1, 'refused').length >= 4);
    one.send(ballot(1, 2));
    await station.until(() => station.heard.length === 1);
    expect(one.peers().map(({ connected }) => connected)).toEqual([true, false, false]);
    expect(station.told(3, 'peer-connected')).toEqual([]);
    expect(station.told(4, 'peer-connected')).toEqual([]);
    for (const { reason } of station.told(1, 'refused'))
      expect(reason).toContain('no TLS with a certificate');
  } finally {
    authority.remove();
    other.remove();
  }
});
