// The simplest store that is linearizable: one node keeps the only copy, on its disk, and the others
// send every client there. It survives any crash, and serves nobody while that node is down.

import type { Result } from '../../sim/kv-model.ts';
import type { ClientRequest, Envelope, Program, ProgramHost, ProgramKind, Seat } from '../../sim/program.ts';
import { type Change, changeBytes, describeChange, foldChange, Store } from '../store.ts';

/** The node that keeps the copy. */
const keeper = 1;

/** An answer that waits until what it tells of is durable. */
interface Promised {
  readonly ticket: number;
  readonly request: ClientRequest;
  readonly result: Result;
}

class Register implements Program {
  private readonly host: ProgramHost<Envelope, Change>;
  private readonly id: number;
  private readonly store: Store;
  private readonly promised: Promised[] = [];
  private written = 0;
  private durable = 0;

  constructor(host: ProgramHost<Envelope, Change>, seat: Seat<Store>) {
    this.host = host;
    this.id = seat.id;
    this.store = seat.image.copy();
  }

  onStart(): void {}
  onAlarm(): void {}
  onMessage(): void {}

  onRequest(request: ClientRequest): void {
    if (this.id !== keeper) {
      this.host.answer(request.client, request.request, { kind: 'redirect', leader: keeper });
      return;
    }
    const found = this.store.find(request);
    if (found.kind === 'late') return;
    this.promise(request, found.kind === 'done' ? found.result : this.execute(request));
  }

  onDurable(ticket: number): void {
    this.durable = ticket;
    while (this.promised.length > 0 && this.promised[0]!.ticket <= ticket) {
      const { request, result } = this.promised.shift()!;
      this.host.answer(request.client, request.request, { kind: 'ok', result });
    }
  }

  onWriteFailed(): void {
    this.host.halt('the disk is full');
  }

  describe(): string {
    return this.id === keeper ? `keeper ${this.durable}/${this.written}` : 'door';
  }

  private execute(request: ClientRequest): Result {
    const change = this.store.plan(request);
    if (request.command.kind !== 'get') {
      this.store.absorb(change);
      this.host.write(change, ++this.written);
    }
    return change.result;
  }

  /** Even a read waits: it may have seen a change that a crash would still take back. */
  private promise(request: ClientRequest, result: Result): void {
    if (this.written === this.durable) {
      this.host.answer(request.client, request.request, { kind: 'ok', result });
    } else {
      this.promised.push({ ticket: this.written, request, result });
    }
  }
}

export const singleCopyRegister: ProgramKind<Envelope, Change, Store> = {
  name: 'single-copy-register',
  start: (host, seat) => new Register(host, seat),
  emptyImage: () => new Store(),
  persist: (image, change) => image.absorb(change),
  // A change is smaller than a sector: it is there or it is not.
  tear: () => null,
  writeBytes: changeBytes,
  messageBytes: () => 0,
  foldMessage: () => {},
  foldWrite: foldChange,
  observers: () => [],
  describeMessage: (message) => message.kind,
  describeWrite: describeChange,
  describeProgram: (program) => (program as Register).describe(),
};
