// Start states that Raft cannot reach are refused; those that it can are taken, and say what they leave out.

import { describe, expect, test } from 'vitest';
import { compileScenario } from './compile.ts';
import { known, scenarioText } from './fixtures/known.ts';
import { parseScenario, ScenarioError } from './parse.ts';

function parsed(initial: string): ReturnType<typeof parseScenario> {
  return parseScenario(scenarioText(`cluster: { nodes: 3, initial: { ${initial} } }`), 'x', known);
}

function mistakes(initial: string): readonly string[] {
  try {
    parsed(initial);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map(({ message }) => message);
    throw error;
  }
  return [];
}

test('what is left out: the highest term, no vote, no entry, nothing committed', () => {
  const { initial } = compileScenario(parsed('logs: { n1: [1, 3], n2: [1] }, votes: { n1: n3 }'), 1);
  expect(initial).toEqual({
    nodes: [
      { term: 3, vote: 3, log: [1, 3] },
      { term: 3, vote: 0, log: [1] },
      { term: 3, vote: 0, log: [] },
    ],
    commit: 0,
  });
});

describe('is refused:', () => {
  test.each([
    ['logs: { n1: [2, 1] }', 'the terms of a log never fall, as at index 2'],
    ['logs: { n1: [1, 3], n2: [2, 3] }', 'it shares an entry with n1, but not all before it (§5.3)'],
    ['logs: { n9: [1] }', 'no node is called "n9"'],
    ['votes: { n1: nine }', 'no node is called "nine"'],
    ['logs: { n1: [1] }, commit: 1', 'no majority of the logs shares its first 1 entries'],
    ['logs: { n1: [4] }, terms: { n1: 3 }', 'its log has an entry of term 4'],
    [
      'logs: { n1: [2] }, terms: { n3: 1 }',
      'n3 could be elected in term 2, of which there are entries: give a majority a higher term, or votes in it',
    ],
  ])('%s', (initial, message) => {
    expect(mistakes(initial)[0]).toBe(message);
  });

  test('but not where a majority has gone on, or has voted', () => {
    expect(mistakes('logs: { n1: [2] }, terms: { n1: 3, n2: 3, n3: 1 }')).toEqual([]);
    expect(mistakes('logs: { n1: [2] }, terms: { n3: 1 }, votes: { n1: n1, n2: n1 }')).toEqual([]);
  });
});
