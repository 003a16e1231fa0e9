// The committed sequence, found again from the writes that became durable: an entry belongs to it once a
// quorum of disks holds it, each having taken it in the entry's own term (Raft §5.4.2, Figure 8).

import type { Entry } from '../../../../raft/message.ts';
import type { Chronicle, Moment } from './chronicle.ts';
import { commonLength, emptyLog, type LogRecord, lastIndexOf, termAt } from './histories.ts';

export interface CommittedRecord {
  /** By index, 0 = none: the prefix that ends there, the entry, and the term in which it was committed. */
  readonly prefixes: readonly number[];
  readonly entries: readonly (Entry | undefined)[];
  readonly inTerm: readonly number[];
  /** By moment: how long it was after it. */
  readonly lengthAt: readonly number[];
  /** Moments at which a quorum held what contradicts it. */
  readonly contradictedAt: readonly number[];
  /** Where a client's command first stands in it up to that length; 0 = nowhere. */
  indexOf(client: number, sequence: number, length: number): number;
}

/** A log being replayed: its prefixes and entries by index, and which entries were taken in their own term. */
interface Replayed {
  log: LogRecord;
  taken: boolean[];
}

export function committedOf(chronicle: Chronicle, quorum: number): CommittedRecord {
  const { moments, size, histories } = chronicle;
  const disks = Array.from({ length: size + 1 }, fresh);
  const memories = Array.from({ length: size + 1 }, fresh);
  const terms = new Array<number>(size + 1).fill(0);
  const prefixes = [0];
  const entries: (Entry | undefined)[] = [undefined];
  const inTerm = [0];
  const lengthAt: number[] = [];
  const contradictedAt: number[] = [];

  const extend = ({ log }: Replayed, index: number, at: number): void => {
    const length = prefixes.length - 1;
    const shared = Math.min(length, index);
    if (log.prefixes[shared] !== prefixes[shared]) {
      contradictedAt.push(at);
      return;
    }
    for (let next = length + 1; next <= index; next++) {
      prefixes.push(log.prefixes[next]!);
      entries.push(log.entries[next - 1]);
      inTerm.push(termAt(log, index));
    }
  };

  const persist = ({ node, persisted }: Moment, at: number): void => {
    const disk = disks[node]!;
    const memory = memories[node]!;
    for (const write of persisted) {
      if (write.kind === 'hard-state') terms[node] = write.currentTerm;
      else if (write.kind === 'truncate') cut(disk, write.from);
      else
        for (const entry of write.entries) {
          disk.log = histories.appended(disk.log, entry);
          const index = lastIndexOf(disk.log);
          const isInMemory = memory.log.prefixes[index] === disk.log.prefixes[index];
          disk.taken[index] = entry.term === terms[node] || (isInMemory && memory.taken[index] === true);
          if (!disk.taken[index]) continue;
          const held = disk.log.prefixes[index];
          const holders = disks.filter(({ log, taken }) => log.prefixes[index] === held && taken[index]);
          if (holders.length >= quorum) extend(disk, index, at);
        }
    }
  };

  moments.forEach((moment, at) => {
    persist(moment, at);
    if (moment.kind === 'start') {
      const { log, taken } = disks[moment.node]!;
      memories[moment.node] = { log, taken: taken.slice() };
    }
    if (moment.after !== null) remember(memories[moment.node]!, moment.after.log, moment.after.currentTerm);
    lengthAt.push(prefixes.length - 1);
  });

  const indexOf = (client: number, sequence: number, length: number): number => {
    if (sequence === 0) return 0;
    const index = entries.findIndex((entry) => entry?.client === client && entry.sequence === sequence);
    return index > 0 && index <= length ? index : 0;
  };
  return { prefixes, entries, inTerm, lengthAt, contradictedAt, indexOf };
}

function fresh(): Replayed {
  return { log: emptyLog, taken: [false] };
}

function cut(replayed: Replayed, from: number): void {
  const { entries, prefixes } = replayed.log;
  replayed.log = { entries: entries.slice(0, from - 1), prefixes: prefixes.slice(0, from) };
  replayed.taken.length = Math.min(replayed.taken.length, from);
}

function remember(memory: Replayed, log: LogRecord, currentTerm: number): void {
  if (memory.log === log) return;
  const kept = commonLength(memory.log, log);
  memory.taken.length = kept + 1;
  for (let index = kept + 1; index <= lastIndexOf(log); index++)
    memory.taken[index] = termAt(log, index) === currentTerm;
  memory.log = log;
}
