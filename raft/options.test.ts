// Options: defaults, and every broken relation named at once.

import { describe, expect, it } from 'vitest';
import { bytesMaxMin, checkedOptions, defaultOptions, type Options, OptionsError } from './options.ts';

function problems(partial: Partial<Options>): readonly string[] {
  try {
    checkedOptions(partial);
  } catch (error) {
    if (error instanceof OptionsError) return error.problems;
    throw error;
  }
  return [];
}

describe('checkedOptions', () => {
  it('fills in the defaults, which are sound', () => {
    expect(checkedOptions({})).toEqual(defaultOptions);
    expect(checkedOptions({ preVote: false })).toEqual({ ...defaultOptions, preVote: false });
  });

  it.each([
    [
      { electionTimeoutMin: 400_000 },
      'electionTimeoutMin (400000) must not be above electionTimeoutMax (300000)',
    ],
    [{ heartbeatInterval: 150_000 }, 'heartbeatInterval (150000) must be below electionTimeoutMin (150000)'],
    [{ batchDelay: 150_000 }, 'batchDelay (150000) must be below electionTimeoutMin (150000)'],
    [
      { electionTimeoutMax: 5_000_000_000 },
      'electionTimeoutMin and electionTimeoutMax must lie less than 2^32 µs apart',
    ],
    [{ entriesMax: 0 }, 'entriesMax must be an integer from 1 to 65536, is 0'],
    [{ inflightMax: 1.5 }, 'inflightMax must be an integer from 1 to 65536, is 1.5'],
    [{ bytesMax: 65_508 }, `bytesMax must be an integer from ${bytesMaxMin} to 65507, is 65508`],
    [
      { bytesMax: bytesMaxMin - 1 },
      `bytesMax must be an integer from ${bytesMaxMin} to 65507, is ${bytesMaxMin - 1}`,
    ],
    [{ applyLag: -1 }, 'applyLag must be an integer from 0 to 1000000000000000, is -1'],
    [{ preVote: 1 as unknown as boolean }, 'preVote must be a boolean, is 1'],
    [{ reads: 'leases' as 'log' }, 'reads must be read-index, lease or log, is leases'],
    [{ reads: 'lease' as const, leaderStickiness: false }, 'reads by lease need leaderStickiness'],
    [
      { reads: 'lease' as const, leaseMargin: 150_000 },
      'leaseMargin (150000) must be below electionTimeoutMin (150000)',
    ],
    [{ uncommittedMax: 0 }, `uncommittedMax must be an integer from 1 to ${Number.MAX_SAFE_INTEGER}, is 0`],
    [{ retryInterval: 0 }, 'retryInterval must be an integer from 1 to 1000000000000000, is 0'],
    [{ heartbeat: 1 } as Partial<Options>, 'heartbeat is not an option'],
  ])('%j', (partial, problem) => {
    expect(problems(partial)).toEqual([problem]);
  });

  it('lists all that is wrong', () => {
    expect(problems({ entriesMax: 0, inflightMax: 0, heartbeatInterval: 200_000 })).toHaveLength(3);
    expect(() => checkedOptions({ entriesMax: 0 })).toThrow('options: entriesMax must be');
  });

  it('accepts the limits themselves', () => {
    const limits = { electionTimeoutMin: 300_000, bytesMax: bytesMaxMin, entriesMax: 1, inflightMax: 1 };
    expect(problems(limits)).toEqual([]);
  });
});
