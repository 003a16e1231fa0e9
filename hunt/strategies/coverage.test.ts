// What is kept and mutated: valid, repeatable, and more states for the same cost than seeds alone.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../scenarios/parse.ts';
import { brokenRelations } from '../../scenarios/relations.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { scenarioSchema } from '../../scenarios/schema.ts';
import { knownNames } from '../../sim/catalogue.ts';
import { run } from '../../sim/run.ts';
import { type Case, planOf } from '../case.ts';
import { StateMap } from '../coverage/state-map.ts';
import { findingOf } from '../finding.ts';
import type { Strategy, StrategyName } from '../strategy.ts';
import { strategyFor } from './strategy-for.ts';

const known = knownNames();

function shipped(name: string): Scenario {
  return loadScenario(join(import.meta.dirname, '..', '..', 'scenarios', 'library', `${name}.yaml`), known);
}

function strategyOf(name: StrategyName, scenario: string, stream = 'test'): Strategy {
  return strategyFor(
    name,
    { scenario: shipped(scenario), bugs: [], scopes: ['end-to-end'], overrides: {} },
    stream,
    0,
  );
}

/** What it tried, and the states that these runs went through. */
function tried(strategy: Strategy, events: number): { cases: Case[]; states: number } {
  const map = new StateMap();
  const cases: Case[] = [];
  let spent = 0;
  for (let seed = 1; spent < events; seed++) {
    const given = strategy.propose(seed);
    let states = new Uint32Array(0) as Uint32Array;
    const onStates = (found: Uint32Array): void => {
      states = found;
    };
    const record = run(planOf(given), given.seed, { onStates });
    expect(record.verdict.kind, JSON.stringify(given)).toBe('passed');
    strategy.learn(given, findingOf(record), strategy.watchesStates ? states : null);
    map.add(states);
    cases.push(given);
    spent += record.events;
  }
  return { cases, states: map.count };
}

describe.each(['coverage', 'mixed'] as const)('%s', (name) => {
  const first = tried(strategyOf(name, 'everything-swarm'), 100_000);

  it('proposes valid scenarios, and different ones', () => {
    for (const { scenario } of first.cases) {
      expect(scenarioSchema.safeParse(scenario).error?.issues ?? []).toEqual([]);
      expect(brokenRelations(scenario, known)).toEqual([]);
    }
    expect(new Set(first.cases.map((given) => JSON.stringify(given))).size).toBe(first.cases.length);
  });

  it('proposes the same again after the same findings, other cases from other dice', () => {
    const again = tried(strategyOf(name, 'everything-swarm'), 50_000).cases;
    expect(first.cases.slice(0, again.length)).toEqual(again);
    const other = tried(strategyOf(name, 'everything-swarm', 'other'), 50_000).cases;
    expect(other).not.toEqual(again);
  });

  it('says how many states there were', () => {
    const strategy = strategyOf(name, 'calm-elections');
    tried(strategy, 10_000);
    expect(strategy.summary()).toMatch(/\d+ abstract states/);
  });
});

describe('states reached', () => {
  it('are more than by seeds of the scenario alone at the same cost', () => {
    const [random, coverage] = (['random', 'coverage'] as const).map((name) =>
      strategyOf(name, 'everything-swarm'),
    );
    expect(tried(coverage!, 120_000).states).toBeGreaterThan(1.3 * tried(random!, 120_000).states);
  });
});
