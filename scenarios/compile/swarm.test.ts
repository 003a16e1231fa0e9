// Swarms: a class of faults is in a seed as a whole or not at all, whatever becomes of the other classes.

import { expect, test } from 'vitest';
import type { Plan } from '../../sim/plan.ts';
import { compileScenario } from '../compile.ts';
import { explainPlan } from '../explain.ts';
import { known, scenarioText } from '../fixtures/known.ts';
import { parseScenario } from '../parse.ts';

const faults = [
  'faults:',
  '  - { id: a, at: 1s, do: crash, nodes: n1, for: { pick: { uniform: [1s, 9s] } } }',
  '  - { at: 2s, do: crash, nodes: n2 }',
  '  - { id: c, at: 3s, do: crash, nodes: n3, class: third }',
  '  - { id: d, at: 4s, do: heal, class: third }',
  '  - { id: e, at: 5s, do: heal }',
];

function plans(...lines: readonly string[]): readonly Plan[] {
  const scenario = parseScenario(scenarioText(...faults, ...lines), 'x', known);
  return Array.from({ length: 400 }, (_, seed) => compileScenario(scenario, seed));
}

function idsOf(plan: Plan): string {
  return plan.faults.map(({ id }) => id).join(' ');
}

test('every mixture of classes comes up, and nothing but whole classes', () => {
  const counts = new Map<string, number>();
  for (const plan of plans('swarm: { omit: 50% }'))
    counts.set(idsOf(plan), (counts.get(idsOf(plan)) ?? 0) + 1);
  expect([...counts.keys()].sort()).toEqual(
    ['', 'a fault-2', 'a fault-2 c d', 'a fault-2 c d e', 'a fault-2 e', 'c d', 'c d e', 'e'].sort(),
  );
  // 50 each, give or take four standard deviations.
  for (const count of counts.values()) expect(Math.abs(count - 50)).toBeLessThan(28);
});

test('what stays is what it would have been without the swarm', () => {
  const whole = plans();
  plans('swarm: { omit: 30% }').forEach((plan, seed) => {
    for (const fault of plan.faults) expect(whole[seed]!.faults).toContainEqual(fault);
  });
});

test('explain says what a seed leaves out', () => {
  const told = (omit: string): string => explainPlan(plans(`swarm: { omit: ${omit} }`)[7]!);
  for (const name of ['crash', 'third', 'heal']) {
    expect(told('0%')).toContain(`swarm.${name}: kept`);
    expect(told('100%')).toContain(`swarm.${name}: left out`);
  }
  expect(told('{ pick: [100%] }')).toContain('swarm.omit: 100%');
  expect(explainPlan(plans()[7]!)).not.toContain('swarm');
});

test.each([
  ['swarm: {}', '"omit" is missing'],
  ['swarm: { omit: half }', 'expected a probability from 0 to 1, such as 0.05 or 5%, got "half"'],
  ['swarm: { omitt: 5% }', 'unknown key "omitt"'],
])('%s is refused', (line, message) => {
  expect(() => plans(line)).toThrow(message);
});
