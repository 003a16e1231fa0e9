// Audits of logs: in memory, on disk, and against the committed sequence.

import type { Entry } from '../../../../raft/message.ts';
import { type Audits, everyMoment, everyState, everyStep, found } from './audit.ts';
import type { Moment } from './chronicle.ts';
import { commonLength, type LogRecord, lastIndexOf, termAt } from './histories.ts';
import type { Past } from './past.ts';

export const logAudits: Audits = {
  /** An entry and its predecessor's term say all: by induction the same then holds of all before. */
  'log-matching': (past) => {
    const prefixesSeen = new Set<number>([0]);
    const seen = new Map<string, string>();
    for (const moment of past.moments) {
      for (const log of logsOf(moment)) {
        const { entries } = log;
        for (let index = firstUnseen(log, prefixesSeen); index <= entries.length; index++) {
          prefixesSeen.add(log.prefixes[index]!);
          const { term, client, sequence, command } = entries[index - 1] ?? noEntry;
          const own = JSON.stringify([entries[index - 2]?.term ?? 0, client, sequence, command]);
          const place = `${index} ${term}`;
          if (!seen.has(place)) seen.set(place, own);
          else if (seen.get(place) !== own)
            return found(moment, `two entries of term ${term} at index ${index}`);
        }
      }
    }
    return null;
  },

  'leader-append-only': everyStep((before, after) => {
    const leads = before.role === 'leader' && after.role === 'leader';
    if (!leads || before.currentTerm !== after.currentTerm) return '';
    const kept = commonLength(before.log, after.log);
    return kept === lastIndexOf(before.log) ? '' : `its log was cut from ${kept + 1}`;
  }),

  'entry-origin': (past) => {
    const seen = new Set<number>([0]);
    for (const moment of past.moments) {
      const { after } = moment;
      for (const log of logsOf(moment)) {
        for (let index = firstUnseen(log, seen); index <= lastIndexOf(log); index++) {
          seen.add(log.prefixes[index]!);
          const entry = log.entries[index - 1];
          const isOwn = after?.role === 'leader' && after.currentTerm === entry?.term;
          // A hole is no entry; `log-terms` minds it.
          if (!isOwn && entry !== undefined)
            return found(moment, `is the first with this entry at index ${index}`);
        }
      }
    }
    return null;
  },

  'log-terms': everyMoment(({ kind, before, after }) => {
    if (after === null) return '';
    const { log, currentTerm } = after;
    const isOld = kind !== 'start' && before?.log === log && before.currentTerm === currentTerm;
    if (isOld) return '';
    for (let index = 1; index <= lastIndexOf(log); index++) {
      const entry = log.entries[index - 1];
      if (entry === undefined) return `no entry at index ${index}`;
      const isFit =
        entry.index === index && entry.term >= termAt(log, index - 1) && entry.term <= currentTerm;
      if (!isFit) return `index ${index} holds an entry of term ${entry.term}`;
    }
    return '';
  }),

  'committed-never-truncated': everyMoment((moment, at, past) => {
    const { before, after } = moment;
    if (before !== null && after !== null) {
      const cutAt = commonLength(before.log, after.log) + 1;
      if (cutAt <= lastIndexOf(before.log)) {
        if (cutAt <= before.commitIndex) return `cut from ${cutAt}, committed up to ${before.commitIndex}`;
        if (mustKeep(past, before.log, cutAt, at, after.currentTerm))
          return `cut the committed entry at ${cutAt}`;
      }
    }
    const lost = cutOnDisk(moment);
    // What memory had given up before was judged then: a slow disk only follows.
    if (lost === 0 || after === null) return '';
    const isNews = after.log.prefixes[lost] === moment.diskBefore.log.prefixes[lost];
    return isNews && mustKeep(past, moment.diskBefore.log, lost, at, after.currentTerm)
      ? `its disk lost the committed entry at ${lost}`
      : '';
  }),

  'committed-agreement': everyState((nodes, at, { committed }) => {
    if (committed.contradictedAt.includes(at)) return 'a quorum holds what contradicts what was committed';
    for (const moment of nodes) {
      const standing = moment?.after;
      if (!standing) continue;
      const { log, commitIndex } = standing;
      const index = Math.min(commitIndex, lastIndexOf(log), committed.lengthAt[at]!);
      if (log.prefixes[index] !== committed.prefixes[index])
        return `n${moment.node} takes another entry for committed at ${index}`;
    }
    return '';
  }),

  'committed-durable': everyState((nodes, at, { committed, quorum }) => {
    const length = committed.lengthAt[at]!;
    for (const moment of nodes)
      if (moment?.after && moment.after.commitIndex > length)
        return `n${moment.node}'s commitIndex is ${moment.after.commitIndex}, a quorum holds ${length}`;
    const holders = nodes.filter(
      (moment) => moment?.disk.log.prefixes[length] === committed.prefixes[length],
    );
    return length > 0 && holders.length < quorum ? `${holders.length} disks hold entry ${length}` : '';
  }),

  'leader-completeness': ({ wins, committed }) => {
    for (const { term, moment, log } of wins)
      for (let index = 1; index < committed.prefixes.length; index++)
        if (committed.inTerm[index]! < term && log.prefixes[index] !== committed.prefixes[index])
          return found(moment, `leads term ${term} without the committed entry at ${index}`);
    return null;
  },
};

const noEntry: Pick<Entry, 'term' | 'client' | 'sequence' | 'command'> = {
  term: 0,
  client: 0,
  sequence: 0,
  command: null,
};

/** The lowest index whose prefix is new; what stands before a known prefix is known. */
function firstUnseen({ prefixes }: LogRecord, seen: ReadonlySet<number>): number {
  let index = prefixes.length;
  while (!seen.has(prefixes[index - 1]!)) index--;
  return index;
}

/** The logs that the moment may have changed. */
export function logsOf({ before, after, diskBefore, disk }: Moment): readonly LogRecord[] {
  const logs: LogRecord[] = [];
  if (disk.log !== diskBefore.log) logs.push(disk.log);
  if (after !== null && after.log !== before?.log) logs.push(after.log);
  return logs;
}

/** Committed, and in no later term than the server's: who follows an older leader is none of the quorum that did it. */
function mustKeep(
  { committed }: Past,
  { prefixes }: LogRecord,
  index: number,
  at: number,
  currentTerm: number,
): boolean {
  const isCommitted = index <= committed.lengthAt[at]! && prefixes[index] === committed.prefixes[index];
  return isCommitted && currentTerm >= committed.inTerm[index]!;
}

/** The first index that the writes of this moment took from the disk; 0 = none. */
function cutOnDisk({ persisted, diskBefore }: Moment): number {
  let lowest = 0;
  for (const write of persisted)
    if (write.kind === 'truncate' && write.from <= lastIndexOf(diskBefore.log))
      lowest = lowest === 0 ? write.from : Math.min(lowest, write.from);
  return lowest;
}
