// What follows from a chronicle as a whole: who won which term, who voted for whom, and which entries a
// quorum of disks showed to be committed, and when.

import type { RaftCheckOptions } from '../raft-checker.ts';
import { type Ballots, ballotsOf } from './ballots.ts';
import type { Chronicle, Moment } from './chronicle.ts';
import { type CommittedRecord, committedOf } from './committed-record.ts';
import { commonLength, emptyLog, type LogRecord, lastIndexOf } from './histories.ts';

export interface Win {
  /** Position of its moment. */
  readonly at: number;
  readonly moment: Moment;
  readonly leader: number;
  readonly term: number;
  /** The log it won with. */
  readonly log: LogRecord;
}

export class Past {
  readonly moments: readonly Moment[];
  readonly size: number;
  readonly quorum: number;
  readonly options: RaftCheckOptions;
  readonly chronicle: Chronicle;
  readonly wins: readonly Win[];
  readonly ballots: Ballots;
  readonly committed: CommittedRecord;
  private readonly arrivals: ReadonlyMap<string, Arrival>;

  constructor(chronicle: Chronicle, options: RaftCheckOptions) {
    this.chronicle = chronicle;
    this.moments = chronicle.moments;
    this.size = chronicle.size;
    this.quorum = Math.floor(chronicle.size / 2) + 1;
    this.options = options;
    this.wins = winsOf(chronicle.moments);
    this.ballots = ballotsOf(chronicle.moments);
    this.committed = committedOf(chronicle, this.quorum);
    this.arrivals = arrivalsOf(chronicle.moments);
  }

  /** Whether a client's request, known from its arrival by then, is a write; undefined: it never arrived. */
  isWrite(client: number, sequence: number, at: number): boolean | undefined {
    const arrival = this.arrivals.get(`${client} ${sequence}`);
    return arrival === undefined || arrival.at > at ? undefined : arrival.isWrite;
  }
}

interface Arrival {
  readonly at: number;
  readonly isWrite: boolean;
}

function arrivalsOf(moments: readonly Moment[]): ReadonlyMap<string, Arrival> {
  const arrivals = new Map<string, Arrival>();
  moments.forEach(({ request }, at) => {
    if (request === null) return;
    const key = `${request.client} ${request.sequence}`;
    if (!arrivals.has(key)) arrivals.set(key, { at, isWrite: request.command.kind !== 'get' });
  });
  return arrivals;
}

function winsOf(moments: readonly Moment[]): readonly Win[] {
  const wins: Win[] = [];
  moments.forEach((moment, at) => {
    const { before, after, node: leader } = moment;
    if (after?.role !== 'leader') return;
    if (before?.role === 'leader' && before.currentTerm === after.currentTerm) return;
    const had = before?.log ?? emptyLog;
    // Without what it appended as a leader in the same step.
    const log = commonLength(had, after.log) === lastIndexOf(had) ? had : after.log;
    wins.push({ at, moment, leader, term: after.currentTerm, log });
  });
  return wins;
}
