// The register under faults: linearizable for every seed; with its shortcut, caught.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defineScenario, hunt, shrink, simulate } from 'whitewater';
import { scenario } from 'whitewater/vitest';
import { hosting, Register } from './replica.ts';

/** With a tempting shortcut: a read tells nobody what it saw, so that a later read may see less. */
class HastyRegister extends Register {
  protected override readonly tellsWhatItRead = false;
}

const register = hosting('abd-register', Register);
const hastyRegister = hosting('hasty-abd-register', HastyRegister);

const storm = defineScenario({
  name: 'storm',
  description:
    'Messages are late and lost, nodes crash and are cut off, while eight clients read and write one key.',
  cluster: { nodes: 5 },
  network: { latency: { uniform: ['1ms', '80ms'] }, loss: '20%', duplicate: '5%' },
  workload: {
    clients: 8,
    ops: { get: 4, put: 1 },
    keys: { count: 1 },
    target: 'any',
    retry: 'never',
  },
  faults: [
    { do: 'crash', nodes: 'any(all)', every: { uniform: ['500ms', '1s'] }, for: '500ms' },
    { do: 'partition', shape: 'majority-minority', every: { uniform: ['1s', '2s'] }, for: '1s' },
  ],
  run: { chaos: '5s', settle: '1s' },
  expect: { sometimes: [{ name: 'clients are served', that: { operation: 'ok' }, times: '>= 50' }] },
});

describe('the register', () => {
  scenario.each([storm, 'calm.yaml'], { seeds: 20, program: register })('holds in the %s');

  scenario.each([storm], { seeds: 5, program: register })('has a linearizable history in the %s', (run) => {
    expect(run.history.length).toBeGreaterThan(50);
    expect(run.history).toBeLinearizable();
  });

  it('gives the same run for the same seed', () => {
    const twice = [1, 2].map(() => simulate(storm, { seed: 7, program: register }).digest);
    expect(twice[0]).toBe(twice[1]);
  });

  it('is shorter than 100 lines', () => {
    expect(readFileSync('replica.ts', 'utf8').split('\n').length).toBeLessThan(100);
  });
});

describe('its shortcut', () => {
  it('is caught, and the failure made smaller', async () => {
    const { bugs } = await hunt(storm, { seeds: 200, program: hastyRegister, bugsMax: 1 });
    const [bug] = bugs;
    const caught = simulate(storm, { seed: bug?.seeds[0] ?? 0, program: hastyRegister });
    expect(caught.verdict).toMatchObject({ kind: 'violated', violation: { property: 'linearizable' } });
    expect(caught.history).not.toBeLinearizable();
    const small = shrink(bug!.case, { runsMax: 200 });
    expect(small.run.events).toBeLessThan(caught.events);
  }, 120_000);
});
