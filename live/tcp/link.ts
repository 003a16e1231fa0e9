// The way to one peer: a connection that this server opens, opens again when it is lost, and sends by. What the peer
// sends comes by a connection of its own.

import type { Socket } from 'node:net';
import type { NodeId } from '../../raft/units.ts';
import type { OnEvent } from '../server/live-event.ts';
import { encodeFrame, type Frame, FrameReader, FrameRefused } from './frame.ts';
import { decodeGreeting, encodeGreeting, type Greeting, objectionTo } from './greeting.ts';
import { retryDelayMs, type Timing } from './timing.ts';

export interface LinkSettings {
  readonly peer: NodeId;
  readonly address: string;
  /** What this server says of itself. */
  readonly greeting: Greeting;
  /** A new connection, which calls back once it can be written to. */
  readonly dial: (onOpen: () => void) => Socket;
  readonly timing: Timing;
  readonly onEvent: OnEvent;
}

/** A peer that has so much to read still is sent no more. */
const queueBytesMax = 8 * 1024 * 1024;

const nothing = new Uint8Array(0);
const ping = encodeFrame('ping', nothing);

export class Link {
  /** What the peer last said of where it serves clients. */
  clients: string | null = null;
  sent = 0;
  dropped = 0;
  sentBytes = 0;
  private readonly settings: LinkSettings;
  private socket: Socket | null = null;
  private isWelcome = false;
  private isCorked = false;
  private failures = 0;
  /** The last loss that was told of; null: none since it was connected. */
  private toldReason: string | null = null;
  private isStopped = false;
  private timer: NodeJS.Timeout | undefined = undefined;
  private heardAt = 0;

  constructor(settings: LinkSettings) {
    this.settings = settings;
  }

  get isConnected(): boolean {
    return this.isWelcome;
  }

  get queuedBytes(): number {
    return this.socket?.writableLength ?? 0;
  }

  start(): void {
    const { settings } = this;
    const reader = new FrameReader();
    const socket = settings.dial(() => socket.write(encodeFrame('hello', encodeGreeting(settings.greeting))));
    this.socket = socket;
    let reason = 'it closed the connection';
    const giveUp = (why: string): void => {
      reason = why;
      socket.destroy();
    };
    this.timer = setTimeout(() => giveUp('it did not answer in time'), settings.timing.greetingMs);
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      try {
        reader.push(bytes);
        for (let frame = reader.next(); frame !== null; frame = reader.next()) this.onFrame(frame, giveUp);
      } catch (error) {
        giveUp((error as Error).message);
      }
    });
    socket.on('error', (error) => {
      reason = error.message;
    });
    socket.on('close', () => this.onClose(reason));
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.socket?.destroy();
  }

  /** Lost where there is no connection, or no room. */
  send(frame: Buffer): void {
    const { socket } = this;
    if (!this.isWelcome || socket === null || socket.writableLength > queueBytesMax) {
      this.dropped++;
      return;
    }
    if (!this.isCorked) {
      // All that one step sends leaves together.
      this.isCorked = true;
      socket.cork();
      process.nextTick(() => {
        this.isCorked = false;
        socket.uncork();
      });
    }
    socket.write(frame);
    this.sent++;
    this.sentBytes += frame.length;
  }

  private onFrame({ kind, payload }: Frame, giveUp: (why: string) => void): void {
    this.heardAt = performance.now();
    switch (kind) {
      case 'welcome':
        this.onWelcome(decodeGreeting(payload), giveUp);
        return;
      case 'refusal':
        giveUp(`it refused: ${payload.toString('utf8')}`);
        return;
      case 'pong':
        // It is there for good, and not for the time of a greeting only.
        this.failures = 0;
        return;
      default:
        throw new FrameRefused(`a frame out of place: ${kind}`);
    }
  }

  private onWelcome(greeting: Greeting, giveUp: (why: string) => void): void {
    const { greeting: own, peer, address, onEvent } = this.settings;
    const objection = objectionTo(greeting, { cluster: own.cluster, from: [peer], to: own.from });
    if (objection !== null || this.isWelcome) {
      giveUp(objection ?? 'a second welcome');
      return;
    }
    clearTimeout(this.timer);
    this.isWelcome = true;
    this.toldReason = null;
    this.clients = greeting.clients;
    onEvent({ kind: 'peer-connected', peer, address });
    this.watch(giveUp);
  }

  /** A peer that is cut off, or whose machine is gone, closes nothing. */
  private watch(giveUp: (why: string) => void): void {
    const { pingMs, silenceMs } = this.settings.timing;
    this.socket?.write(ping);
    this.timer = setTimeout(() => {
      if (performance.now() - this.heardAt >= silenceMs) giveUp('nothing was heard of it');
      else this.watch(giveUp);
    }, pingMs);
  }

  private onClose(reason: string): void {
    clearTimeout(this.timer);
    this.socket = null;
    this.isWelcome = false;
    if (this.isStopped) return;
    const { peer, address, timing, onEvent } = this.settings;
    if (this.toldReason !== reason) onEvent({ kind: 'peer-lost', peer, address, reason });
    this.toldReason = reason;
    this.timer = setTimeout(() => this.start(), retryDelayMs(timing, this.failures++, Math.random()));
  }
}
