// Audits of what servers take for committed, apply, and know of each other.

import { type Audits, everyMoment, everyState, everyStep, found } from './audit.ts';
import type { Moment, Standing } from './chronicle.ts';
import { lastIndexOf, termAt } from './histories.ts';

export const progressAudits: Audits = {
  'commit-monotonic': everyStep((before, after) =>
    after.commitIndex >= before.commitIndex ? '' : `commitIndex fell to ${after.commitIndex}`,
  ),

  'commit-within-log': everyMoment(({ after }) =>
    after === null || after.commitIndex <= lastIndexOf(after.log)
      ? ''
      : `commitIndex ${after.commitIndex} is beyond the log`,
  ),

  'commit-rule': everyStep((before, after) => {
    if (after.role !== 'leader' || after.commitIndex <= before.commitIndex) return '';
    const term = termAt(after.log, after.commitIndex);
    return term === after.currentTerm ? '' : `a leader of ${after.currentTerm} committed one of ${term}`;
  }),

  'applied-monotonic': (past) => {
    const given = new Array<number>(past.size + 1).fill(0);
    for (const moment of past.moments) {
      const { node, kind, before, after, applied } = moment;
      if (kind === 'start') given[node] = 0;
      if (before !== null && after !== null && after.lastApplied < before.lastApplied)
        return found(moment, `lastApplied fell to ${after.lastApplied}`);
      for (const { index } of applied) {
        if (index !== given[node]! + 1) return found(moment, `applied ${index} after ${given[node]}`);
        given[node] = index;
      }
    }
    return null;
  },

  'applied-within-commit': everyMoment(({ after, applied }) => {
    if (after === null) return '';
    const last = Math.max(after.lastApplied, applied.at(-1)?.index ?? 0);
    return last <= after.commitIndex ? '' : `applied ${last}, committed ${after.commitIndex}`;
  }),

  'next-above-match': everyMoment(({ node, after }) => {
    if (after?.role !== 'leader') return '';
    for (let follower = 1; follower < after.nextIndex.length; follower++)
      if (follower !== node && after.nextIndex[follower]! <= after.matchIndex[follower]!)
        return `nextIndex of n${follower} is not above its matchIndex`;
    return '';
  }),

  'match-monotonic': everyStep((before, after, { node }) => {
    if (!isSameReign(before, after)) return '';
    for (let follower = 1; follower < after.matchIndex.length; follower++)
      if (follower !== node && after.matchIndex[follower]! < before.matchIndex[follower]!)
        return `matchIndex of n${follower} fell`;
    return '';
  }),

  'match-truth': everyState((nodes) => {
    for (const leader of nodes) {
      if (leader?.after?.role !== 'leader') continue;
      for (const other of nodes)
        if (other !== undefined && other !== leader && isMistaken(leader.node, leader.after, other))
          return `leader n${leader.node} is mistaken about n${other.node}`;
    }
    return '';
  }),

  /** Replies and alarms of each reign, in order, by the leader's own clock. */
  'quorum-contact': ({ moments, options, size, quorum }) => {
    const { quorumContactMax } = options;
    if (quorumContactMax === null) return null;
    const heardAt = Array.from({ length: size + 1 }, () => new Array<number>(size + 1).fill(0));
    const lookedAt = new Array<number>(size + 1).fill(0);
    for (const moment of moments) {
      const { node, before, after, message, kind, clock } = moment;
      if (after?.role !== 'leader') continue;
      const isNew = before === null || !isSameReign(before, after);
      if (!isNew && kind !== 'alarm' && message?.kind !== 'AppendEntriesReply') continue;
      if (isNew || clock < lookedAt[node]!) heardAt[node]!.fill(clock);
      lookedAt[node] = clock;
      if (message?.kind === 'AppendEntriesReply' && message.term === after.currentTerm)
        heardAt[node]![message.from] = clock;
      if (isNew || kind !== 'alarm') continue;
      const heard = heardAt[node]!.filter(
        (instant, follower) => follower > 0 && follower !== node && instant >= clock - quorumContactMax,
      );
      if (heard.length < quorum - 1) return found(moment, 'leads without having heard a quorum');
    }
    return null;
  },
};

function isSameReign(before: Standing, after: Standing): boolean {
  return before.role === 'leader' && after.role === 'leader' && before.currentTerm === after.currentTerm;
}

/** Whether the other, in the leader's term, lacks on disk what the leader takes it to hold. */
function isMistaken(leader: number, { currentTerm, matchIndex, log }: Standing, other: Moment): boolean {
  const index = matchIndex[other.node]!;
  const term = other.after?.currentTerm ?? other.disk.term;
  if (other.node === leader || index === 0 || term !== currentTerm) return false;
  const claimed = log.prefixes[index];
  return claimed === undefined || other.disk.log.prefixes[index] !== claimed;
}
