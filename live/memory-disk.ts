// A disk that is memory: what is written is durable, as far as anything here is, once the step that wrote it is
// over. It outlives a server, not the process.

import { DurableImage } from '../raft/durable.ts';
import type { Write } from '../raft/host.ts';
import type { Ticket } from '../raft/units.ts';
import type { Disk, WriteListener } from './host.ts';

export class MemoryDisk implements Disk {
  readonly image: DurableImage = new DurableImage();
  private listener: WriteListener | null = null;
  private newest: Ticket = 0;
  private isTelling = false;

  listen(listener: WriteListener): void {
    this.listener = listener;
    this.isTelling = false;
  }

  write(write: Write, ticket: Ticket): void {
    this.image.persist(write);
    this.newest = ticket;
    if (this.isTelling) return;
    this.isTelling = true;
    const { listener } = this;
    queueMicrotask(() => this.tell(listener));
  }

  /** All that one step has written is told of together. */
  private tell(listener: WriteListener | null): void {
    if (listener !== this.listener) return;
    this.isTelling = false;
    listener?.onDurable(this.newest);
  }
}
