// A server's disk in a directory: writes are gathered while a sync is under way, and the next one is for all of
// them (group commit).

import { join } from 'node:path';
import { DurableImage, type DurableState } from '../../raft/durable.ts';
import type { Write } from '../../raft/host.ts';
import type { Ticket } from '../../raft/units.ts';
import type { WriteListener } from '../host.ts';
import type { OnEvent } from '../server/live-event.ts';
import type { Storage } from '../server/ports.ts';
import { StorageDamaged } from './damage.ts';
import type { Lock } from './directory-lock.ts';
import type { Files } from './files.ts';
import { LogFile } from './log-file.ts';
import { type LogEnd, readLog } from './log-reader.ts';
import type { LogWrite } from './log-writes.ts';
import { type Identity, readState, refuseStranger, replaceState, statePath } from './state-file.ts';

export interface DirectorySettings {
  readonly folder: string;
  readonly identity: Identity;
  readonly files: Files;
  readonly segmentBytes: number;
  readonly onEvent: OnEvent;
  /** Released when the disk is closed. */
  readonly lock: Lock;
}

interface Pending {
  readonly write: Write;
  readonly ticket: Ticket;
}

/** So many bytes of entries become durable with one sync, and one write more. */
const groupBytesMax = 8 * 1024 * 1024;

export class FileDisk implements Storage {
  private readonly settings: DirectorySettings;
  private readonly durable: DurableImage;
  private readonly log: LogFile;
  private listener: WriteListener | null = null;
  private queue: Pending[] = [];
  private flushing: Promise<void> | null = null;
  private failed: string | null = null;
  /** The file that is being written. */
  private target = '';

  private constructor(settings: DirectorySettings, image: DurableImage, log: LogFile) {
    this.settings = settings;
    this.durable = image;
    this.log = log;
  }

  /** Throws a `StorageRefused` for a directory that is not to be used. Nobody else may have it open, see `lock`. */
  static async open(settings: DirectorySettings): Promise<FileDisk> {
    const { folder, files, identity, segmentBytes, onEvent } = settings;
    const logFolder = join(folder, 'log');
    await files.makeFolder(logFolder);
    const image = new DurableImage();
    const state = readState(files, folder);
    if (state !== null) {
      refuseStranger(folder, state, identity);
      image.persist({ kind: 'hard-state', currentTerm: state.currentTerm, votedFor: state.votedFor });
      // A rename of a process that was killed may not be durable yet.
      await files.syncFolder(folder);
    }
    const end = readLog(files, logFolder, image);
    refuseWithoutState(folder, state !== null, end);
    refuseDisorder(folder, image);
    if (state === null) await replaceState(files, folder, { ...identity, currentTerm: 0, votedFor: 0 });
    const log = await LogFile.open(files, logFolder, segmentBytes, end);
    onEvent({ kind: 'recovered', entries: image.entries.length, term: image.currentTerm, torn: end.torn });
    return new FileDisk(settings, image, log);
  }

  get image(): DurableState {
    return this.durable;
  }

  get failure(): string | null {
    return this.failed;
  }

  listen(listener: WriteListener): void {
    if (this.listener !== null) throw new Error('a directory is opened again for another incarnation');
    this.listener = listener;
  }

  write(write: Write, ticket: Ticket): void {
    if (this.failed !== null) return;
    this.queue.push({ write, ticket });
    // When all that has arrived is looked at: what that leads to is written together.
    this.flushing ??= new Promise((resolve) => setImmediate(resolve)).then(() => this.flush());
  }

  async close(): Promise<void> {
    await this.flushing;
    this.log.close();
    await this.settings.lock.release();
  }

  private async flush(): Promise<void> {
    while (this.queue.length > 0 && this.failed === null) {
      const group = this.nextGroup();
      const start = performance.now();
      try {
        const bytes = await this.persist(group);
        const durationUs = Math.round((performance.now() - start) * 1000);
        this.settings.onEvent({ kind: 'synced', writes: group.length, bytes, durationUs });
      } catch (error) {
        this.fail(error as Error, group[0]!.ticket);
        break;
      }
      for (const { write } of group) this.durable.persist(write);
      this.listener?.onDurable(group.at(-1)!.ticket);
    }
    this.flushing = null;
  }

  private nextGroup(): readonly Pending[] {
    let bytes = 0;
    let count = 0;
    while (count < this.queue.length && bytes < groupBytesMax) {
      const { write } = this.queue[count++]!;
      if (write.kind === 'append') for (const entry of write.entries) bytes += entry.bytes;
    }
    const group = this.queue.slice(0, count);
    this.queue = this.queue.slice(count);
    return group;
  }

  /** In their order, so that a crash leaves the first of them and none after. */
  private async persist(group: readonly Pending[]): Promise<number> {
    const { files, folder, identity } = this.settings;
    let bytes = 0;
    let changes: LogWrite[] = [];
    for (const { write } of group) {
      if (write.kind !== 'hard-state') {
        changes.push(write);
        continue;
      }
      bytes += await this.append(changes);
      changes = [];
      const { currentTerm, votedFor } = write;
      this.target = statePath(folder);
      await replaceState(files, folder, { ...identity, currentTerm, votedFor });
    }
    return bytes + (await this.append(changes));
  }

  private async append(changes: readonly LogWrite[]): Promise<number> {
    if (changes.length === 0) return 0;
    this.target = this.log.path;
    return await this.log.append(changes);
  }

  /** For good: what a failed sync has dropped, no later one brings back, though it may say so. */
  private fail(error: Error, ticket: Ticket): void {
    this.failed = `cannot write to ${this.target}: ${error.message}`;
    this.queue = [];
    this.listener?.onWriteFailed(ticket);
  }
}

function refuseWithoutState(folder: string, hasState: boolean, { ordinal }: LogEnd): void {
  if (hasState || ordinal === 0) return;
  throw new StorageDamaged(statePath(folder), 0, 'it is missing, and a log is there');
}

/** A log that no server of Raft can have written. */
function refuseDisorder(folder: string, { entries, currentTerm }: DurableState): void {
  let term = 0;
  for (const entry of entries) {
    if (entry.term < term)
      throw new StorageDamaged(
        join(folder, 'log'),
        0,
        `entry ${entry.index} of term ${entry.term} follows term ${term}`,
      );
    term = entry.term;
  }
  if (term > currentTerm)
    throw new StorageDamaged(
      statePath(folder),
      0,
      `its term is ${currentTerm}, and the log has entries of term ${term}`,
    );
}
