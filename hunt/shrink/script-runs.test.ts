// What a run tells whoever shrinks it: steps passed over, what the disks hold; and a call made once more.

import { describe, expect, it } from 'vitest';
import { compileScenario } from '../../scenarios/compile.ts';
import { parseScenario } from '../../scenarios/parse.ts';
import { knownNames } from '../../sim/catalogue.ts';
import type { Operation } from '../../sim/history.ts';
import type { InitialNode, Plan } from '../../sim/plan.ts';
import { run } from '../../sim/run.ts';

function planOf(...steps: readonly string[]): Plan {
  const text = `version: 1
name: told
description: A script.
cluster: { nodes: 3 }
protocol: { timers: manual, preVote: false }
network: { delivery: manual }
script:
${steps.map((step) => `  - { ${step} }`).join('\n')}
`;
  return compileScenario(parseScenario(text, 'told.yaml', knownNames()), 1);
}

const electN1 = ['timeout: n1', 'deliver: { until: quiet }'];
const ends = 'fault: { do: stop, what: run }';

describe('a script that is told step by step', () => {
  it('passes over what cannot be done, and says so', () => {
    const told: [number, boolean][] = [];
    const plan = planOf(
      'deliver: { message: RequestVote }',
      'heartbeat: n2',
      ...electN1,
      'restart: n3',
      ends,
    );
    const { verdict } = run(plan, 1, {
      onScriptStep: (step, problem) => told.push([step, problem === null]),
    });
    expect(verdict.kind).toBe('passed');
    const refused = told.filter(([, isDone]) => !isDone).map(([step]) => step);
    expect([...new Set(refused)]).toEqual([1, 2]);
    expect(Math.max(...told.map(([step]) => step))).toBe(6);
  });

  it('is held to its steps otherwise', () => {
    const { verdict } = run(planOf('deliver: { message: RequestVote }', ...electN1), 1);
    expect(verdict.kind === 'violated' && verdict.violation.property).toBe('script');
  });
});

describe('what the disks hold', () => {
  it('is told as a plan could begin with', () => {
    let disks: readonly InitialNode[] = [];
    run(planOf(...electN1, 'call: { client: c1, put: { x: 1 }, to: n1 }', ends), 1, {
      onDisks: (nodes) => {
        disks = nodes;
      },
    });
    expect(disks).toEqual([
      { term: 1, vote: 1, log: [1, 1] },
      { term: 1, vote: 1, log: [1] },
      { term: 1, vote: 1, log: [1] },
    ]);
  });
});

describe('a call made again', () => {
  const twice = [
    'call: { client: c1, append: { x: 1 }, to: n1 }',
    'call: { client: c1, again: true, to: n1 }',
  ];

  it('is the same operation, executed once and answered', () => {
    let operations: readonly Operation[] = [];
    const plan = planOf(
      ...electN1,
      ...twice,
      'deliver: { until: quiet }',
      'call: { client: c2, get: x, to: n1 }',
      'deliver: { until: quiet }',
    );
    const { verdict } = run(plan, 1, {
      onHistory: (all) => {
        operations = all;
      },
    });
    expect(verdict.kind).toBe('passed');
    expect(operations.map(({ state }) => state)).toEqual(['ok', 'ok']);
    expect(operations[1]!.result?.value).toBe('1');
  });

  it('reaches a server a second time: one without sessions does it twice', () => {
    const plan = planOf(...electN1, ...twice, 'deliver: { until: quiet }');
    const { verdict } = run({ ...plan, program: { ...plan.program, bugs: ['L01'] } }, 1);
    expect(verdict.kind === 'violated' && verdict.violation.property).toBe('session-exactly-once');
  });

  it('cannot be made before the first', () => {
    const { verdict } = run(planOf('call: { client: c1, again: true, to: n1 }'), 1);
    expect(verdict.kind === 'violated' && verdict.violation.message).toContain('step 1 of 1');
  });
});
