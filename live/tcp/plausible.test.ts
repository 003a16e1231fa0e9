// Messages that no server of Raft makes, though each field for itself could be.

import { expect, it } from 'vitest';
import { type Message, messageOf } from '../../raft/message.ts';
import { storm } from '../../sim/mutants/fixtures/storm.ts';
import { registerPrograms } from '../../sim/programs.ts';
import { programKind } from '../../sim/registry.ts';
import { Simulation } from '../../sim/simulation.ts';
import { objectionToMessage } from './plausible.ts';

type Place = readonly [index: number, term: number];

function entries(terms: readonly Place[]) {
  return terms.map(([index, term]) => {
    const command = { kind: 'get', key: 'k' };
    return { index, term, command, client: 1, sequence: index, acknowledgedBelow: 0, bytes: 100 };
  });
}

function append(term: number, prevLogIndex: number, prevLogTerm: number, ...more: readonly Place[]) {
  const body = { prevLogIndex, prevLogTerm, entries: entries(more), leaderCommit: 0, round: 0 };
  return objectionToMessage(messageOf('AppendEntries', 1, 2, term, body));
}

it('takes all that servers send each other in a storm', () => {
  registerPrograms();
  const weather = storm({ nodes: 5, halves: false }, null);
  let sent = 0;
  for (const seed of [1, 2, 3]) {
    const simulation = new Simulation(weather, seed, programKind(weather.program));
    const { facts } = simulation.scene;
    while (simulation.step())
      for (let i = 0; i < facts.sent.count; i++) {
        const message = facts.sent.at(i) as unknown as Message;
        sent++;
        if (objectionToMessage(message) !== null) expect.fail(JSON.stringify(message));
      }
  }
  expect(sent).toBeGreaterThan(5000);
});

it('takes what a leader sends', () => {
  expect(append(1, 0, 0)).toBeNull();
  expect(append(3, 0, 0, [1, 1], [2, 1], [3, 3])).toBeNull();
  expect(append(3, 7, 2, [8, 3])).toBeNull();
});

it('refuses what contradicts itself', () => {
  expect(append(0, 0, 0)).toBe('a term of 0');
  expect(append(3, 0, 1)).toBe('entry 0 of term 1');
  expect(append(3, 1, 0)).toBe('entry 1 of term 0');
  expect(append(3, 1, 1, [3, 1])).toBe('entry 3 in the place of entry 2');
  expect(append(3, 1, 2, [2, 1])).toBe('entry 2 of term 1 after term 2');
  expect(append(3, 1, 1, [2, 4])).toBe('an entry of term 4 in term 3');
  expect(append(3, 1, 4)).toBe('an entry of term 4 in term 3');
  const vote = messageOf('RequestVote', 1, 2, 3, { lastLogIndex: 1, lastLogTerm: 4 });
  expect(objectionToMessage(vote)).toBe('a last entry of a later term');
});
