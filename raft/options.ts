// Every tunable of the protocol: unit, default, source, and the relations that must hold between them.

import { datagramBytesMax, entryOverheadBytes, headerBytesMax } from './size.ts';
import type { Duration } from './units.ts';

/**
 * `read-index`: a round of heartbeats and no log entry (thesis §6.4). `lease`: no round either, while the last one
 * is younger than an election can be (thesis §6.4.1): true only while clocks run apart less than `leaseMargin`
 * covers, none jumps, and nobody is told to campaign before its time. `log`: a read is an entry as any other.
 */
export type ReadMode = 'read-index' | 'lease' | 'log';

export interface Options {
  /** A follower that hears nothing waits a random time in [min, max], µs (paper §5.2, §9.3). */
  readonly electionTimeoutMin: Duration;
  readonly electionTimeoutMax: Duration;
  /** Time between a leader's heartbeats, µs; also how long it waits for a missing answer. */
  readonly heartbeatInterval: Duration;
  /** Most entries in one AppendEntries. */
  readonly entriesMax: number;
  /** Most bytes in one AppendEntries, header included; a command that does not fit is refused. */
  readonly bytesMax: number;
  /** Most unanswered AppendEntries with entries to one follower (thesis §10.2.1). */
  readonly inflightMax: number;
  /** How long a leader gathers proposals before it sends them, µs; 0 = at once (thesis §10.2.2). */
  readonly batchDelay: Duration;
  /** Ask whether an election could be won before raising the term (thesis §9.6). */
  readonly preVote: boolean;
  /** Ignore RequestVote within `electionTimeoutMin` of hearing a current leader (thesis §4.2.3). */
  readonly leaderStickiness: boolean;
  /** A leader that hears no quorum for `electionTimeoutMax` steps down (thesis §6.2). */
  readonly checkQuorum: boolean;
  /**
   * A new leader appends an entry without a command, so that its commit index catches up (thesis §6.4).
   * Off: entries of earlier terms, and reads by ReadIndex, wait for the first write of the term.
   */
  readonly noOpOnElection: boolean;
  /** A refusal names the first index of the term in the way; off: one step back a message (paper §5.3). */
  readonly termHint: boolean;
  /** The leader sends entries while it writes them; off: only once they are durable (thesis §10.2.1). */
  readonly parallelDiskWrite: boolean;
  readonly reads: ReadMode;
  /** How much earlier than `electionTimeoutMin` a lease ends, µs: what clocks may run apart meanwhile. */
  readonly leaseMargin: Duration;
  /**
   * Entries go at once to as many followers as make a quorum with the leader, to the others with a heartbeat: half
   * the messages, and every answer is needed.
   */
  readonly thrifty: boolean;
  /** How long a thrifty leader waits for the answers it needs before it asks again or asks others, µs. */
  readonly retryInterval: Duration;
  /** It waits as long as so many round trips at least, as it has measured them of late; 0: it measures none. */
  readonly retryRoundTrips: number;
  /** How long a candidate waits for votes before it asks again those that did not grant it, µs; 0 = until it gives up. */
  readonly voteRetryInterval: Duration;
  /** Most entries that a leader has uncommitted; further commands wait, within `patience`, for some of them to commit. */
  readonly uncommittedMax: number;
  /** A new leader tells its followers at once when its first entry is committed; off: with what it sends next. */
  readonly eagerCommit: boolean;
  /** A follower that was sent anything within `heartbeatInterval` gets no heartbeat. */
  readonly sparseHeartbeats: boolean;
  /**
   * How long a server keeps a client waiting, µs, until a leader is known or until the fate of an entry that it
   * took while it led; 0 = it says at once that it does not know.
   */
  readonly patience: Duration;
  /** A follower sends a client on when it next hears its leader, within `patience`; off: at once, to a leader that may be dead. */
  readonly redirectWhenHeard: boolean;
  /** Time between commit and apply, µs; 0 = in the same step. Entries committed meanwhile wait for the next turn. */
  readonly applyLag: Duration;
}

/** The paper's range (§9.3), µs. */
export const electionTimeoutMinDefault: Duration = 150_000;
export const electionTimeoutMaxDefault: Duration = 300_000;
/** Three heartbeats may be lost before the earliest election, µs. */
export const heartbeatIntervalDefault: Duration = 50_000;
export const entriesMaxDefault = 64;
export const inflightMaxDefault = 8;
/** More than a log can hold: no bound. */
export const uncommittedMaxDefault: number = Number.MAX_SAFE_INTEGER;
/** A tenth of the shortest election timeout. */
export const leaseMarginDefault: Duration = 15_000;
/** A round trip in a data centre, with room, µs. */
export const retryIntervalDefault: Duration = 10_000;
/** A longest duration that keeps every sum of two instants an exact integer, µs: 31 years. */
export const durationMax: Duration = 1_000_000_000_000_000;

export const defaultOptions: Options = {
  electionTimeoutMin: electionTimeoutMinDefault,
  electionTimeoutMax: electionTimeoutMaxDefault,
  heartbeatInterval: heartbeatIntervalDefault,
  entriesMax: entriesMaxDefault,
  bytesMax: datagramBytesMax,
  inflightMax: inflightMaxDefault,
  batchDelay: 0,
  preVote: true,
  leaderStickiness: true,
  checkQuorum: true,
  noOpOnElection: true,
  termHint: true,
  parallelDiskWrite: true,
  reads: 'read-index',
  leaseMargin: leaseMarginDefault,
  thrifty: false,
  retryInterval: retryIntervalDefault,
  retryRoundTrips: 0,
  voteRetryInterval: 0,
  uncommittedMax: uncommittedMaxDefault,
  eagerCommit: false,
  sparseHeartbeats: false,
  patience: 0,
  redirectWhenHeard: false,
  applyLag: 0,
};

/** The smallest `bytesMax`: a message with one entry without a command. */
export const bytesMaxMin: number = headerBytesMax + entryOverheadBytes;

/** Every relation that a set of options breaks, in words. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`options: ${problems.join('; ')}`);
    this.problems = problems;
  }
}

/** The options with defaults for what is left out; throws an `OptionsError` that lists all that is wrong. */
export function checkedOptions(partial: Partial<Options>): Options {
  const options: Options = { ...defaultOptions, ...partial };
  const problems = [
    ...unknownNames(partial),
    ...wrongKinds(options),
    ...brokenRanges(options),
    ...brokenRelations(options),
  ];
  if (problems.length > 0) throw new OptionsError(problems);
  return options;
}

function unknownNames(partial: Partial<Options>): string[] {
  return Object.keys(partial)
    .filter((name) => !Object.hasOwn(defaultOptions, name))
    .map((name) => `${name} is not an option`);
}

function wrongKinds(options: Options): string[] {
  const problems: string[] = [];
  for (const [name, standard] of Object.entries(defaultOptions)) {
    const value: unknown = options[name as keyof Options];
    if (typeof value !== typeof standard) problems.push(`${name} must be a ${typeof standard}, is ${value}`);
  }
  const { reads } = options;
  if (typeof reads === 'string' && reads !== 'read-index' && reads !== 'lease' && reads !== 'log')
    problems.push(`reads must be read-index, lease or log, is ${reads}`);
  return problems;
}

function brokenRanges(options: Options): string[] {
  const problems: string[] = [];
  const range = (name: keyof Options, min: number, max: number): void => {
    const value = options[name];
    if (typeof value !== 'number') return;
    if (!Number.isSafeInteger(value) || value < min || value > max)
      problems.push(`${name} must be an integer from ${min} to ${max}, is ${value}`);
  };
  range('electionTimeoutMin', 1, durationMax);
  range('electionTimeoutMax', 1, durationMax);
  range('heartbeatInterval', 1, durationMax);
  range('entriesMax', 1, 65_536);
  range('bytesMax', bytesMaxMin, datagramBytesMax);
  range('inflightMax', 1, 65_536);
  range('batchDelay', 0, durationMax);
  range('applyLag', 0, durationMax);
  range('leaseMargin', 0, durationMax);
  range('retryInterval', 1, durationMax);
  range('retryRoundTrips', 0, 1000);
  range('patience', 0, durationMax);
  range('voteRetryInterval', 0, durationMax);
  range('uncommittedMax', 1, Number.MAX_SAFE_INTEGER);
  return problems;
}

function brokenRelations(options: Options): string[] {
  const { electionTimeoutMin, electionTimeoutMax, heartbeatInterval, batchDelay } = options;
  const problems: string[] = [];
  if (electionTimeoutMin > electionTimeoutMax)
    problems.push(
      `electionTimeoutMin (${electionTimeoutMin}) must not be above electionTimeoutMax (${electionTimeoutMax})`,
    );
  // The random timeout is one draw below 2^32.
  if (electionTimeoutMax - electionTimeoutMin >= 4_294_967_296)
    problems.push('electionTimeoutMin and electionTimeoutMax must lie less than 2^32 µs apart');
  if (heartbeatInterval >= electionTimeoutMin)
    problems.push(
      `heartbeatInterval (${heartbeatInterval}) must be below electionTimeoutMin (${electionTimeoutMin})`,
    );
  if (batchDelay >= electionTimeoutMin)
    problems.push(`batchDelay (${batchDelay}) must be below electionTimeoutMin (${electionTimeoutMin})`);
  if (options.reads !== 'lease') return problems;
  if (options.leaseMargin >= electionTimeoutMin)
    problems.push(
      `leaseMargin (${options.leaseMargin}) must be below electionTimeoutMin (${electionTimeoutMin})`,
    );
  // Whoever votes while it hears a leader gives that leader's lease away.
  if (!options.leaderStickiness) problems.push('reads by lease need leaderStickiness');
  return problems;
}
