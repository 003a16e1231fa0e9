// Primary and backup as a program kind: node 1 serves from memory, node 2 keeps the disk, the others
// send clients to node 1. In two variants: one is right, one acknowledges too early.

import type { ClientRequest, Program, ProgramHost, ProgramKind } from '../../sim/program.ts';
import { changeBytes, describeChange, foldChange } from '../store.ts';
import { Backup, Image, type Write } from './backup.ts';
import { describeMessage, foldMessage, type Message, messageBytes } from './message.ts';
import { type Acknowledgement, Primary } from './primary.ts';

const primary = 1;
const backup = 2;

/** A node with no part in it but to show the way. */
class Door implements Program<Message> {
  private readonly host: ProgramHost<Message, Write>;

  constructor(host: ProgramHost<Message, Write>) {
    this.host = host;
  }

  onStart(): void {}
  onAlarm(): void {}
  onMessage(): void {}
  onDurable(): void {}
  onWriteFailed(): void {}

  onRequest(request: ClientRequest): void {
    this.host.answer(request.client, request.request, { kind: 'redirect', leader: primary });
  }

  describe(): string {
    return 'door';
  }
}

export function primaryBackup(
  name: string,
  acknowledgement: Acknowledgement,
): ProgramKind<Message, Write, Image> {
  return {
    name,
    start: (host, seat) => {
      if (seat.id === primary) return new Primary(host, seat, backup, acknowledgement);
      return seat.id === backup ? new Backup(host, seat, primary) : new Door(host);
    },
    emptyImage: () => new Image(),
    persist: (image, write) => image.persist(write),
    // A write is smaller than a sector: it is there or it is not.
    tear: () => null,
    writeBytes: (write) => (write.kind === 'epoch' ? 16 : changeBytes(write.change)),
    messageBytes,
    foldMessage,
    foldWrite: (write, digest) => {
      if (write.kind === 'epoch') digest.fold(write.epoch);
      else foldChange(write.change, digest);
    },
    observers: () => [],
    describeMessage,
    describeWrite: (write) =>
      write.kind === 'epoch' ? `epoch ${write.epoch}` : describeChange(write.change),
    describeProgram: (program) => (program as Primary | Backup | Door).describe(),
  };
}
