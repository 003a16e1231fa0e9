// The file `state`: term and vote, and whose directory it is. Three lines of text, always replaced whole.

import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { NodeId, Term } from '../../raft/units.ts';
import { StorageDamaged, StorageRefused } from './damage.ts';
import type { Files } from './files.ts';

/** A log and a vote are good for one server of one cluster. */
export interface Identity {
  readonly cluster: string;
  readonly id: NodeId;
  /** All voters, rising. */
  readonly members: readonly NodeId[];
}

export interface HardState {
  readonly currentTerm: Term;
  readonly votedFor: NodeId;
}

const family = 'whitewater state';
const format = `${family} 1`;

export function statePath(folder: string): string {
  return join(folder, 'state');
}

/** Null: there is none. */
export function readState(files: Files, folder: string): (Identity & HardState) | null {
  const file = statePath(folder);
  const bytes = files.read(file);
  if (bytes === null) return null;
  const [first = '', second = '', sum, rest] = bytes.toString('utf8').split('\n');
  if (first.startsWith(family) && first !== format)
    throw new StorageRefused(`${file} has the format "${first}", this version reads "${format}"`);
  if (first !== format || sum !== checksum(second) || rest !== '')
    throw new StorageDamaged(file, 0, 'its checksum does not match');
  return JSON.parse(second) as Identity & HardState;
}

/** Durable when it is done: the new state, or, before that and after a failure, the old one. */
export async function replaceState(files: Files, folder: string, state: Identity & HardState): Promise<void> {
  const { cluster, id, members, currentTerm, votedFor } = state;
  const line = JSON.stringify({ cluster, id, members, currentTerm, votedFor });
  const path = statePath(folder);
  const file = files.create(`${path}.new`);
  try {
    await file.append(Buffer.from(`${format}\n${line}\n${checksum(line)}\n`));
  } finally {
    file.close();
  }
  files.rename(`${path}.new`, path);
  await files.syncFolder(folder);
}

/** Throws where the directory is another's. */
export function refuseStranger(folder: string, found: Identity, own: Identity): void {
  const different = (what: string, there: unknown, here: unknown): void => {
    if (String(there) === String(here)) return;
    throw new StorageRefused(`${folder} belongs to ${what} ${there}, not to ${what} ${here}`);
  };
  different('cluster', found.cluster, own.cluster);
  different('server', found.id, own.id);
  different('the cluster of servers', found.members.join(', '), own.members.join(', '));
}

function checksum(line: string): string {
  return crc32(line).toString(16).padStart(8, '0');
}
