// Conditions: what each comes to in a plan and in words, and what is wrong with those that make no sense.

import { describe, expect, test } from 'vitest';
import { compileScenario } from './compile.ts';
import { conditionWords } from './explain/condition.ts';
import { known, scenarioText } from './fixtures/known.ts';
import { parseScenario, ScenarioError } from './parse.ts';

function parsed(condition: string): ReturnType<typeof parseScenario> {
  const lines = [
    'cluster: { nodes: 5 }',
    'faults: [{ id: cut, at: 1s, do: isolate, nodes: n1, as: old }]',
    `expect: { sometimes: [{ name: x, that: { ${condition} } }] }`,
  ];
  return parseScenario(scenarioText(...lines), 'x', known);
}

function mistakes(condition: string): readonly string[] {
  try {
    parsed(condition);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map(({ message }) => message);
    throw error;
  }
  return [];
}

describe('a condition', () => {
  test.each([
    ['event: become-leader', 'event become-leader'],
    ['event: commit, node: leader, index: ">= 4"', 'event commit at leader, index >= 4'],
    ['event: append, term: 3, node: [n1, n2]', 'event append at n1 n2, term 3'],
    ['event: crash, node: all - $old', 'event crash at all - $old'],
    [
      'message: [RequestVote, PreVote], from: n3, term: "!= 2"',
      'delivery of RequestVote or PreVote from n3, term != 2',
    ],
    ['operation: ok, op: put, client: c2, key: k1', 'operation ok, put of c2 on k1'],
    ['operation: called', 'operation called'],
    ['fault: cut', 'fault cut'],
    ['state: leaders, is: ">= 2"', 'leaders at once >= 2'],
    ['state: no-leader, for: 1s', 'no leader for 1s'],
    [
      'state: node, node: followers, term: "> 1", commit: "= 0", for: 10ms',
      'followers term > 1, commit 0 for 10ms',
    ],
    ['state: node, node: n5, role: down', 'n5 down'],
  ])('{ %s } is: %s', (condition, words) => {
    const plan = compileScenario(parsed(condition), 1);
    expect(conditionWords(plan.checks.sometimes[0]!.that, plan.names)).toBe(words);
  });

  test.each([
    ['term: 2', 'a condition is one of event, message, operation, fault, mark, state'],
    ['event: commit, fault: cut', 'a condition is only one of event, fault'],
    ['event: commit, from: n1', '"from" does not go with event; node, term, index would'],
    ['fault: cut, node: n1', '"node" does not go with fault; nothing would'],
    ['state: no-leader, is: 0', '"is" does not go with state: no-leader; for would'],
    ['state: leaders', 'state: leaders needs a comparison, such as is: ">= 2"'],
    ['state: node, node: n1', 'state: node needs a role, term, commit or applied'],
    ['state: node, role: leader', 'state: node needs to know which `node`'],
    ['event: commit, node: n9', 'no node or role is called "n9"'],
    ['event: commit, node: any(all)', 'any(…) draws nodes at random; here, who is meant must be certain'],
    ['event: commit, node: rest', 'there is nothing yet that this could be the rest of'],
    [
      'message: AppendEntry',
      'raft has no message "AppendEntry"; there are AppendEntries, AppendEntriesReply, RequestVote, RequestVoteReply, PreVote, PreVoteReply',
    ],
    ['operation: ok, client: c3', 'there are only 2 clients: c1, c2'],
    ['operation: ok, client: bob', 'expected a client, such as c1, got "bob"'],
    ['fault: cat', 'no fault is called "cat"'],
    [
      'event: commit, index: ">> 2"',
      'expected a number or a comparison such as 2, ">= 2" or "!= 3", got ">> 2"',
    ],
    ['event: commit, for: 1s', '"for" does not go with event; node, term, index would'],
  ])('{ %s } is refused: %s', (condition, message) => {
    expect(mistakes(condition)).toEqual([message]);
  });
});
