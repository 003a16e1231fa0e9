// A data directory of this machine, taken for this process alone.

import type { OnEvent } from '../server/live-event.ts';
import { lockDirectory } from './directory-lock.ts';
import { FileDisk } from './file-disk.ts';
import { type Files, machineFiles } from './files.ts';
import { segmentBytesDefault } from './log-file.ts';
import type { Identity } from './state-file.ts';

/** Made if it is not there. Throws a `StorageRefused` for one that is in use, damaged or another's. */
export async function openDirectory(
  folder: string,
  identity: Identity,
  onEvent: OnEvent,
  files: Files = machineFiles,
): Promise<FileDisk> {
  await machineFiles.makeFolder(folder);
  const lock = await lockDirectory(folder);
  try {
    return await FileDisk.open({ folder, identity, files, segmentBytes: segmentBytesDefault, onEvent, lock });
  } catch (error) {
    await lock.release();
    throw error;
  }
}
