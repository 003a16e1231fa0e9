// One connection that another server has opened to this one, or whoever claims to be one. It is listened to while it
// keeps to the rules, and closed at the first frame that does not.

import type { Socket } from 'node:net';
import { decodeMessage } from '../../raft/codec.ts';
import type { Message } from '../../raft/message.ts';
import { type NodeId, noNode } from '../../raft/units.ts';
import {
  encodeFrame,
  type Frame,
  FrameReader,
  FrameRefused,
  frameHeaderBytes,
  payloadBytesMax,
} from './frame.ts';
import { decodeGreeting, encodeGreeting, objectionTo } from './greeting.ts';
import { objectionToMessage } from './plausible.ts';
import type { Timing } from './timing.ts';

export interface House {
  readonly cluster: string;
  readonly id: NodeId;
  readonly others: readonly NodeId[];
  readonly clients: string;
  readonly timing: Timing;
  onGreeted(visitor: Visitor): void;
  /** `bytes`: of its frame. */
  onMessage(message: Message, bytes: number): void;
  onRefused(address: string, reason: string): void;
  onGone(visitor: Visitor): void;
}

const pong = encodeFrame('pong', new Uint8Array(0));

export class Visitor {
  /** 0 until it has said who it is. */
  peer: NodeId = noNode;
  private readonly house: House;
  private readonly socket: Socket;
  private readonly address: string;
  private readonly reader: FrameReader = new FrameReader();
  private readonly timer: NodeJS.Timeout;
  private isOver = false;

  constructor(socket: Socket, house: House) {
    this.house = house;
    this.socket = socket;
    this.address = `${socket.remoteAddress}:${socket.remotePort}`;
    this.timer = setTimeout(() => this.refuse('it did not say who it is'), house.timing.greetingMs);
    socket.setNoDelay(true);
    // Peers ping; the time in which they do is a matter of both sides.
    socket.setTimeout(house.timing.silenceMs * 2, () => socket.destroy());
    socket.on('error', () => {});
    socket.on('data', (bytes) => this.onData(bytes));
    socket.on('close', () => {
      clearTimeout(this.timer);
      this.isOver = true;
      house.onGone(this);
    });
  }

  close(): void {
    this.isOver = true;
    this.socket.destroy();
  }

  private onData(bytes: Buffer): void {
    if (this.isOver) return;
    let frame: Frame | null = null;
    try {
      this.reader.push(bytes);
      for (frame = this.reader.next(); frame !== null && !this.isOver; frame = this.reader.next()) {
        const message = this.messageIn(frame);
        if (message !== null) this.house.onMessage(message, frameHeaderBytes + frame.payload.length);
      }
    } catch (error) {
      const { name, message } = error as Error;
      // Anything else is a mistake of this server, not of its visitor.
      if (name !== 'FrameRefused' && name !== 'CodecError') throw error;
      this.refuse(message);
    }
  }

  /** Null: it was about the connection itself. */
  private messageIn({ kind, payload }: Frame): Message | null {
    if (this.peer === noNode) {
      if (kind !== 'hello') throw new FrameRefused(`it did not say who it is, but sent a ${kind}`);
      this.onHello(payload);
      return null;
    }
    if (kind === 'ping') {
      this.socket.write(pong);
      return null;
    }
    if (kind !== 'message') throw new FrameRefused(`a frame out of place: ${kind}`);
    const message = decodeMessage(payload);
    if (message.from !== this.peer || message.to !== this.house.id)
      throw new FrameRefused(`a message from ${message.from} to ${message.to}, sent by server ${this.peer}`);
    const objection = objectionToMessage(message);
    if (objection !== null) throw new FrameRefused(`a message that contradicts itself: ${objection}`);
    return message;
  }

  private onHello(payload: Buffer): void {
    const { cluster, id, others, clients } = this.house;
    const greeting = decodeGreeting(payload);
    const objection = objectionTo(greeting, { cluster, from: others, to: id });
    if (objection !== null) throw new FrameRefused(objection);
    clearTimeout(this.timer);
    this.peer = greeting.from;
    this.reader.limit = payloadBytesMax;
    this.socket.write(encodeFrame('welcome', encodeGreeting({ cluster, from: id, to: this.peer, clients })));
    this.house.onGreeted(this);
  }

  private refuse(reason: string): void {
    this.isOver = true;
    this.house.onRefused(this.address, reason);
    // Said before it is closed, so that the other side's log has it too.
    this.socket.end(encodeFrame('refusal', Buffer.from(reason)), () => this.socket.destroy());
  }
}
