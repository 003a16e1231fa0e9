// One replica of a course: the server, its host, and the UDP socket by which the course's simulator carries
// everything.

import { createSocket, type Socket } from 'node:dgram';
import { KvStore } from '../../raft/kv-store.ts';
import type { Message } from '../../raft/message.ts';
import { Server } from '../../raft/server.ts';
import { ReplicatedMachine } from '../../raft/sessions.ts';
import { type NodeId, noNode } from '../../raft/units.ts';
import { LiveHost, type Wire } from '../host.ts';
import { MemoryDisk } from '../memory-disk.ts';
import { type Arguments, broadcastId } from './arguments.ts';
import { incomingFrom } from './datagram.ts';
import { Desk } from './desk.ts';
import { Hush } from './hush.ts';
import { datagramsOf, type Letter, messageFrom } from './message-json.ts';
import { Numbering } from './numbering.ts';
import { courseOptions } from './options.ts';

const loopback = '127.0.0.1';

/** Binds, says hello, and runs until the process ends; `fail` is told why it cannot. */
export function startReplica(args: Arguments, fail: (reason: string) => void): void {
  // An address needs no look-up.
  const socket = createSocket({
    type: 'udp4',
    lookup: (address, _options, found) => found(null, address, 4),
  });
  socket.on('error', (error) => fail(error.message));
  socket.bind(0, loopback, () => new CourseReplica(args, socket, fail).start());
}

class CourseReplica implements Wire {
  private readonly port: number;
  private readonly own: string;
  private readonly numbering: Numbering;
  private readonly socket: Socket;
  private readonly desk: Desk;
  private readonly hush: Hush = new Hush();
  private readonly host: LiveHost;
  private readonly server: Server;

  constructor(args: Arguments, socket: Socket, fail: (reason: string) => void) {
    this.port = args.port;
    this.own = args.own;
    this.numbering = new Numbering(args);
    this.socket = socket;
    const { own, members } = this.numbering;
    this.desk = new Desk(Number(own));
    const disk = new MemoryDisk();
    this.host = new LiveHost({ wire: this, disk, onHalt: fail });
    const machine = new ReplicatedMachine(new KvStore());
    this.server = new Server(this.host, own, members, disk.image, machine, courseOptions);
  }

  start(): void {
    this.socket.on('message', (bytes) => this.onDatagram(bytes));
    this.post(this.envelope(broadcastId, noNode, { type: 'hello' }));
    this.hush.onHello(this.host.now());
    this.host.start(this.server);
  }

  send(message: Message): void {
    // Lost, as on any network: it is asked again.
    if (this.hush.isFor(message.to, this.host.now())) return;
    const to = this.numbering.idOf(message.to);
    const { leader } = this.server.view();
    for (const text of datagramsOf(message, (letter) => this.envelope(to, leader, letter))) this.post(text);
  }

  answer(_client: number, request: number, outcome: Parameters<Wire['answer']>[2]): void {
    const reply = this.desk.replyTo(request, outcome);
    if (reply === null) return;
    const { client, letter, leader } = reply;
    this.post(this.envelope(client, leader ?? this.server.view().leader, letter));
  }

  private onDatagram(bytes: Uint8Array): void {
    const incoming = incomingFrom(bytes);
    if (incoming === null) return;
    if (incoming.kind === 'letter') {
      const from = this.numbering.nodeOf(incoming.from);
      if (from === noNode || from === this.numbering.own) return;
      const message = messageFrom(incoming.letter, from, this.numbering.own);
      if (message === null) return;
      this.hush.onHeard(from);
      this.host.onMessage(message);
      return;
    }
    if (this.numbering.nodeOf(incoming.client) !== noNode) return;
    const request = this.desk.requestOf(incoming);
    if (request !== null) this.host.onRequest(request);
  }

  private envelope(dst: string, leader: NodeId, letter: Letter): string {
    return JSON.stringify({ src: this.own, dst, leader: this.numbering.idOf(leader), ...letter });
  }

  /** A datagram that cannot leave is lost, as any may be. */
  private post(text: string): void {
    this.socket.send(text, this.port, loopback, () => {});
  }
}
