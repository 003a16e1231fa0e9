// The log on disk, open for more: records go to its last segment, and a new one is begun when that is long enough.

import { join } from 'node:path';
import type { Files, OpenFile } from './files.ts';
import type { LogEnd } from './log-reader.ts';
import { type LogWrite, recordOf } from './log-writes.ts';
import { sealRecord } from './record.ts';
import { encodeSegmentHeader, newSegment, type SegmentHeader, segmentName } from './segment.ts';

/** A segment that is as long gets no further record. Read whole at the start of a server. */
export const segmentBytesDefault: number = 64 * 1024 * 1024;

export class LogFile {
  private readonly files: Files;
  private readonly folder: string;
  private readonly segmentBytes: number;
  private ordinal: number;
  private header: SegmentHeader;
  private file: OpenFile;

  private constructor(
    files: Files,
    folder: string,
    segmentBytes: number,
    end: LogEnd,
    header: SegmentHeader,
    file: OpenFile,
  ) {
    this.files = files;
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.ordinal = end.ordinal;
    this.header = header;
    this.file = file;
  }

  /** What was read is durable from now on, and what was torn is gone. */
  static async open(files: Files, folder: string, segmentBytes: number, end: LogEnd): Promise<LogFile> {
    if (end.header === null) {
      const header = newSegment(end.number, end.ordinal);
      return new LogFile(files, folder, segmentBytes, end, header, await begun(files, folder, header));
    }
    const file = files.open(join(folder, segmentName(end.number)));
    if (end.torn > 0) file.cut(end.length);
    // A process that was killed may have left writes that no sync has reached yet.
    await file.sync();
    await files.syncFolder(folder);
    return new LogFile(files, folder, segmentBytes, end, end.header, file);
  }

  /** Where the next record goes. */
  get path(): string {
    return join(this.folder, segmentName(this.header.number));
  }

  /** Durable, all of them in one record, when it is done; after it failed, nothing more is to be written. */
  async append(writes: readonly LogWrite[]): Promise<number> {
    if (this.file.length >= this.segmentBytes) await this.beginSegment();
    const record = recordOf(writes);
    sealRecord(record, { salt: this.header.salt, ordinal: ++this.ordinal });
    await this.file.append(record);
    return record.length;
  }

  close(): void {
    this.file.close();
  }

  private async beginSegment(): Promise<void> {
    this.file.close();
    this.header = newSegment(this.header.number + 1, this.ordinal);
    this.file = await begun(this.files, this.folder, this.header);
  }
}

async function begun(files: Files, folder: string, header: SegmentHeader): Promise<OpenFile> {
  const file = files.create(join(folder, segmentName(header.number)));
  await file.append(encodeSegmentHeader(header));
  await files.syncFolder(folder);
  return file;
}
