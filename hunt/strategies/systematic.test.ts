// What an exploration proposes runs as any scenario does, from its text and without a seed, to what it found.

import { describe, expect, it } from 'vitest';
import { printScenario } from '../../scenarios/print.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { registerPrograms } from '../../sim/programs.ts';
import { run } from '../../sim/run.ts';
import { corners } from '../../sim/search/systematic/corners.ts';
import type { Path } from '../../sim/search/systematic/move.ts';
import { brokenBy } from '../../sim/verdict.ts';
import { type Case, planOf } from '../case.ts';
import { scriptOf } from '../systematic/path-script.ts';
import { planToExplore, smallWorld } from '../systematic/small-world.ts';
import { SystematicStrategy } from './systematic.ts';

registerPrograms();

const scenario: Scenario = { version: 1, name: 'small', description: 'A small world.', tags: ['swarm'] };

function given(bugs: readonly string[]): Omit<Case, 'seed'> {
  return { scenario, bugs, scopes: null, overrides: {} };
}

const place = (name: string): number => corners.findIndex((corner) => corner.name === name);

describe('the systematic strategy', () => {
  it('proposes a script that breaks what the exploration saw broken, whatever the seed', () => {
    const strategy = new SystematicStrategy(given(['C01']), place('two servers'));
    let proposed = strategy.propose(7);
    for (let i = 0; i < 200 && brokenBy(run(planOf(proposed), 7).verdict) === 'passed'; i++)
      proposed = strategy.propose(7);
    expect(brokenBy(run(planOf(proposed), 7).verdict)).toBe('commit-rule');
    expect(brokenBy(run(planOf({ ...proposed, seed: 8 }), 8).verdict)).toBe('commit-rule');
    expect(printScenario(proposed.scenario)).toContain('- { timeout: n1 }');
  });

  it('proposes scripts that can be followed where nothing is wrong', () => {
    const names = ['everything', 'pre-votes'];
    const proposals = names.map((name) => new SystematicStrategy(given([]), place(name)).propose(1));
    expect(proposals.map((proposed) => brokenBy(run(planOf(proposed), 1).verdict))).toEqual(
      names.map(() => 'passed'),
    );
    // Nothing follows the path.
    for (const proposed of proposals) expect(run(planOf(proposed), 1).events).toBeLessThan(500);
    for (const { scenario: world } of proposals) expect(world.script?.length).toBeGreaterThan(2);
  });

  it('leaves alone what means something in its own world alone', () => {
    const scripted = { ...scenario, script: [{ timeout: 'n1' }] };
    const strategy = new SystematicStrategy({ ...given([]), scenario: scripted }, 0);
    expect(strategy.propose(3).scenario).toBe(scripted);
  });
});

describe('a path as a script', () => {
  const corner = corners[place('everything')]!;
  const world = smallWorld(scenario, corner);
  const plan = planToExplore(world, [], corner.bounds.commands.length);
  const delivered = { kind: 'deliver', keeps: false, dies: false, isLate: false } as const;

  function endOf(path: Path, expected: object): string {
    const script = [...scriptOf(plan, path, corner.bounds.commands), { expect: expected }];
    return brokenBy(
      run(planOf({ ...given([]), scenario: { ...world, script } as Scenario, seed: 1 }), 1).verdict,
    );
  }

  it('has nodes die before their disks have what they wrote', () => {
    const path: Path = [
      { kind: 'timeout', node: 1, dies: false },
      { ...delivered, node: 2, position: 0, dies: true },
      { kind: 'restart', node: 2 },
    ];
    expect(endOf(path, { n2: { role: 'follower', term: 0, log: [] } })).toBe('passed');
    expect(endOf(path, { n2: { role: 'follower', term: 1, log: [] } })).toBe('script');
  });

  it('tells copies, calls and the places of messages apart', () => {
    const path: Path = [
      { kind: 'timeout', node: 1, dies: false },
      { ...delivered, node: 2, position: 0, keeps: true },
      { ...delivered, node: 1, position: 2 },
      { kind: 'call', node: 1, call: 0, dies: false },
      { ...delivered, node: 3, position: 1 },
      { ...delivered, node: 3, position: 2 },
    ];
    expect(endOf(path, { n1: { role: 'leader', log: [1, 1] }, n3: { vote: 'n1', log: [1] } })).toBe('passed');
  });
});
