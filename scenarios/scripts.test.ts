// Schedules that are known to break a replica with one mistake in it, step by step: the right replica goes
// through each, and the mutant breaks a property on the way.

import { describe, expect, it } from 'vitest';
import { registerPrograms } from '../sim/programs.ts';
import { run } from '../sim/run.ts';
import type { Verdict } from '../sim/verdict.ts';
import { compileScenario } from './compile.ts';
import { known, scenarioText } from './fixtures/known.ts';
import { parseScenario } from './parse.ts';

registerPrograms();

const manual =
  'timers: manual, leaderStickiness: false, checkQuorum: false, noOpOnElection: false, heartbeat: 100ms';
const elected = ['timeout: n1', 'deliver: { until: quiet }'];
const votes = 'message: [RequestVote, RequestVoteReply], until: quiet';

interface Schedule {
  readonly nodes?: number;
  readonly initial?: string;
  readonly protocol?: string;
  readonly steps: readonly string[];
}

const schedules: { readonly [bug: string]: Schedule } = {
  // The same as Figure 8 (c), from a start state: whatever the logs begin with is judged like the rest.
  C01: {
    nodes: 5,
    initial: ', initial: { logs: { n1: [1, 2], n2: [1, 2], n3: [1], n4: [1], n5: [1, 3] }, commit: 1 }',
    steps: [
      'timeout: n1',
      `deliver: { between: [n1, n2, n3], ${votes} }`,
      'deliver: { between: [n1, n3], until: quiet }',
      'heartbeat: n1',
      'deliver: { between: [n1, n2], until: quiet }',
      'expect: { n1: { role: leader, term: 4, commit: 0 }, n3: { log: [1, 2] } }',
    ],
  },
  // A doubled vote counts once.
  E01: {
    nodes: 5,
    steps: [
      'timeout: n1',
      'deliver: { message: RequestVote, to: n2 }',
      'deliver: { message: RequestVoteReply, from: n2, keep: true }',
      'deliver: { message: RequestVoteReply, from: n2 }',
      'expect: { n1: { role: candidate } }',
    ],
  },
  // A longer log of an older term is not newer.
  E05: {
    steps: [
      ...elected,
      'call: { client: c1, put: { x: 1 }, to: n1 }',
      'call: { client: c1, put: { x: 2 }, to: n1 }',
      'drop: { all: true }',
      'crash: n1',
      'timeout: n2',
      `deliver: { between: [n2, n3], ${votes} }`,
      'call: { client: c2, put: { x: 3 }, to: n2 }',
      'deliver: { between: [n2, n3], until: quiet }',
      'drop: { all: true }',
      'restart: n1',
      'timeout: n1',
      'timeout: n1',
      'drop: { term: 2, all: true }',
      'deliver: { message: RequestVote, from: n1, to: n2, term: 3 }',
      'expect: { n1: { role: candidate, log: [1, 1] }, n2: { vote: nobody, log: [2] } }',
    ],
  },
  // Who lacks a committed entry gets no vote.
  E06: {
    steps: [
      ...elected,
      'call: { client: c1, put: { x: 1 }, to: n1 }',
      'deliver: { between: [n1, n2], until: quiet }',
      'expect: { n1: { commit: 1 }, n3: { log: [] } }',
      'timeout: n3',
      'deliver: { message: RequestVote, from: n3, to: n2 }',
      'expect: { n2: { vote: nobody, term: 2 } }',
    ],
  },
  // A promise of a vote is no vote.
  E10: {
    protocol: 'preVote: true',
    steps: [
      'timeout: n1',
      'deliver: { message: PreVote, to: n2 }',
      'deliver: { message: PreVote, to: n3 }',
      'deliver: { message: PreVoteReply, from: n2 }',
      'deliver: { message: PreVoteReply, from: n3 }',
      'expect: { n1: { role: candidate, term: 1 } }',
    ],
  },
  // An old AppendEntries that conflicts with nothing removes nothing.
  R01: {
    steps: [
      ...elected,
      'call: { client: c1, put: { x: 1 }, to: n1 }',
      'call: { client: c1, put: { x: 2 }, to: n1 }',
      'deliver: { message: AppendEntries, to: n2, index: 1, keep: true }',
      'deliver: { message: AppendEntries, to: n2, index: 2 }',
      'deliver: { from: n2, all: true }',
      'expect: { n1: { commit: 2 } }',
      'deliver: { message: AppendEntries, to: n2, index: 1 }',
      'expect: { n2: { log: [1, 1] } }',
    ],
  },
  // A follower acknowledges what it was sent, not what it has.
  R05: {
    steps: [
      'timeout: n2',
      'deliver: { until: quiet }',
      'call: { client: c1, put: { x: 1 }, to: n2 }',
      'drop: { all: true }',
      'timeout: n1',
      `deliver: { between: [n1, n3], ${votes} }`,
      'deliver: { message: AppendEntries, from: n1, to: n2 }',
      'deliver: { message: AppendEntriesReply, from: n2, to: n1 }',
      'expect: { n1: { role: leader, term: 2, log: [] }, n2: { log: [1] } }',
    ],
  },
  // A deposed leader is not followed.
  R20: {
    steps: [
      ...elected,
      'call: { client: c1, put: { x: 1 }, to: n1 }',
      'timeout: n3',
      `deliver: { between: [n2, n3], ${votes} }`,
      'call: { client: c2, put: { x: 2 }, to: n3 }',
      'deliver: { between: [n2, n3], message: AppendEntries }',
      'deliver: { between: [n2, n3], all: true }',
      'deliver: { between: [n2, n3], all: true }',
      'expect: { n3: { commit: 1 }, n2: { log: [2] } }',
      'deliver: { message: AppendEntries, from: n1, to: n2 }',
      'expect: { n2: { log: [2] } }',
    ],
  },
  // Only what a message has verified may be committed.
  C02: {
    steps: [
      'timeout: n2',
      'deliver: { until: quiet }',
      'call: { client: c1, put: { x: 1 }, to: n2 }',
      'drop: { all: true }',
      'timeout: n1',
      `deliver: { between: [n1, n3], ${votes} }`,
      'drop: { to: n2, all: true }',
      'call: { client: c2, put: { x: 2 }, to: n1 }',
      'deliver: { between: [n1, n3], until: quiet }',
      'expect: { n1: { commit: 1 } }',
      'heartbeat: n1',
      'deliver: { message: AppendEntries, to: n2, index: 0 }',
      'expect: { n2: { log: [1], commit: 0 } }',
    ],
  },
  // An answer waits for the commit.
  C10: {
    steps: [
      ...elected,
      'call: { client: c1, put: { x: 1 }, to: n1 }',
      'drop: { all: true }',
      'expect: { c1: { last: pending } }',
      'crash: n1',
      'timeout: n2',
      'deliver: { between: [n2, n3], until: quiet }',
      'call: { client: c2, put: { x: 2 }, to: n2 }',
      'deliver: { between: [n2, n3], until: quiet }',
      'expect: { n2: { commit: 1 }, c2: { last: ok } }',
    ],
  },
  // An acknowledgement waits for the disk.
  P01: {
    steps: [
      ...elected,
      'call: { client: c1, put: { x: 1 }, to: n1 }',
      'deliver: { message: AppendEntries, to: n2 }',
      'waiting: { message: AppendEntriesReply, from: n2, count: 1 }',
    ],
  },
};

function verdictOf(
  { nodes = 3, initial = '', protocol = 'preVote: false', steps }: Schedule,
  bugs: readonly string[],
): Verdict {
  const text = scenarioText(
    `cluster: { nodes: ${nodes}${initial} }`,
    `protocol: { ${manual}, ${protocol} }`,
    'network: { delivery: manual }',
    'script:',
    ...steps.map((step) => `  - { ${step} }`),
    'run: { settle: 500ms }',
  );
  const plan = compileScenario(parseScenario(text, 'script.yaml', { ...known, messages: {} }), 1);
  return run({ ...plan, program: { ...plan.program, bugs } }, 1).verdict;
}

describe.each(Object.entries(schedules))('the schedule of %s', (bug, schedule) => {
  it('is passed by the right replica', () => {
    expect(verdictOf(schedule, [])).toEqual({ kind: 'passed' });
  });

  it('breaks a property of the mutant', () => {
    const verdict = verdictOf(schedule, [bug]);
    expect(verdict.kind).toBe('violated');
    if (verdict.kind === 'violated') expect(verdict.violation.property).not.toBe('script');
  });
});

describe('a script', () => {
  const message = (steps: readonly string[]): string => {
    const verdict = verdictOf({ steps }, []);
    return verdict.kind === 'violated' ? verdict.violation.message : verdict.kind;
  };

  it.each([
    [
      ['timeout: n1', 'deliver: { message: PreVote }'],
      'step 2 of 2 (line 9): no such message waits; there are n1 → n2 RV t1 log 0/0, n1 → n3 RV t1 log 0/0',
    ],
    [
      ['deliver: { until: quiet }', 'deliver: { all: true }'],
      'step 2 of 2 (line 9): no such message waits, nor any other',
    ],
    [['deliver: {}'], 'step 1 of 1 (line 8): no such message waits, nor any other'],
    [['heartbeat: n1'], 'step 1 of 1 (line 8): n1 does not lead'],
    [[...elected, 'timeout: n1'], 'step 3 of 3 (line 10): n1 cannot stand for election'],
    [['timeout: n1', 'expect: { n1: { role: leader } }'], 'step 2 of 2 (line 9): n1 is candidate'],
    [['expect: { n1: { log: [1] } }'], 'step 1 of 1 (line 8): the log of n1 is []'],
    [
      ['expect: { c1: { last: ok } }', 'call: { client: c1, get: x, to: n1 }'],
      'step 1 of 2 (line 8): c1 has not called',
    ],
    [['crash: n1', 'crash: n2'], 'step 2 of 2 (line 9): would take away a quorum'],
    [['crash: leader'], 'step 1 of 1 (line 8): finds nobody to strike'],
    [
      ['await: { event: become-leader }, within: 100ms'],
      'step 1 of 1 (line 8): what it waits for did not come about in time',
    ],
    [['crash: n2', 'timeout: n1', 'deliver: { to: n2 }'], 'step 3 of 3 (line 10): n2 is down'],
    [
      ['wait: 11s', 'heal: true'],
      'step 1 of 2 (line 8): chaos ends before this step: run.chaos is too short for the script',
    ],
  ])('%j fails: %s', (steps, expected) => {
    expect(message(steps)).toBe(expected);
  });

  it('tells that nothing waits, and that nothing waits any more', () => {
    const notes: string[] = [];
    const text = scenarioText(
      'network: { delivery: manual }',
      `protocol: { ${manual} }`,
      'script:',
      ...['deliver: { until: quiet }', ...elected].map((step) => `  - { ${step} }`),
    );
    const plan = compileScenario(parseScenario(text, 'script.yaml', known), 1);
    run(plan, 1, { trace: { record: (event) => void notes.push(event.text) } });
    const said = notes.filter((note) => note.startsWith('script-'));
    expect([said[0], said.at(-1)]).toEqual(['script-1: none waits', 'script-3: quiet']);
  });
});
