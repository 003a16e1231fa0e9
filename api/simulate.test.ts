// The face for programs: the same runs as from the command line, and what a test needs to know of them.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ScenarioError } from '../scenarios/parse.ts';
import type { Envelope } from '../sim/program.ts';
import { checkLinearizability } from './check-linearizability.ts';
import { defineProgram } from './define-program.ts';
import type { ScenarioGiven } from './loaded-scenario.ts';
import { bringProgram } from './programs.ts';
import { simulate } from './simulate.ts';

const library = join(import.meta.dirname, '..', 'scenarios', 'library');

const short = {
  name: 'short',
  description: 'Two seconds.',
  workload: { clients: 2 },
  run: { chaos: '2s', settle: '1s' },
} as const;

describe('simulate', () => {
  it('makes the run that the command line makes', () => {
    const run = simulate(join(library, 'leader-crash.yaml'), { seed: 42 });
    expect(run).toMatchObject({ digest: 'bbb1518375d11f27', outcome: 'passed', holds: true, failure: null });
    expect(run.replay).toBe('whitewater run scenarios/library/leader-crash.yaml --seed 42');
  });

  it('takes data, and keeps the history of the clients', () => {
    const run = simulate(short);
    expect(run.holds).toBe(true);
    expect(run.replay).toBeNull();
    expect(run.history.length).toBe(run.statistics.operations.invoked);
    expect(checkLinearizability(run.history)).toEqual({ kind: 'linearizable' });
  });

  it('shows what went wrong', () => {
    const run = simulate(join(library, 'figure-8.yaml'), { bugs: ['C01'], scopes: ['end-to-end'] });
    expect(run).toMatchObject({ holds: false, outcome: 'failed' });
    expect(run.failure).toContain('FAIL figure-8 · seed 1');
    expect(run.failure).toContain('t (s)');
  });

  it('lists the mistakes of a scenario', () => {
    const wrong = { ...short, cluster: { node: 3 } } as unknown as ScenarioGiven;
    expect(() => simulate(wrong)).toThrow(ScenarioError);
    expect(() => simulate(wrong)).toThrow('unknown key "node"');
  });

  it('refuses a seed that is none', () => {
    expect(() => simulate(short, { seed: -1 })).toThrow('-1 is not a seed');
    expect(() => simulate(short, { seed: 1.5 })).toThrow('1.5 is not a seed');
  });
});

describe('a program of one’s own', () => {
  /** Everybody answers from memory, and tells nobody. */
  const forgetful = (name: string, isHonest: boolean): ReturnType<typeof defineProgram<Envelope>> =>
    defineProgram<Envelope>({
      name,
      start: (host) => ({
        onRequest: ({ client, request, command }) => {
          if (isHonest) host.answer(client, request, { kind: 'refused', reason: 'not today' });
          else host.answer(client, request, { kind: 'ok', result: { ok: true, value: answerTo(command) } });
        },
      }),
    });

  function answerTo(command: { readonly kind: string }): string | null {
    return command.kind === 'get' ? 'made up' : null;
  }

  it('is judged by what its clients saw', () => {
    const run = simulate(short, { program: forgetful('liar', false) });
    expect(run.verdict).toMatchObject({ kind: 'violated', violation: { property: 'linearizable' } });
    expect(checkLinearizability(run.history).kind).toBe('violated');
  });

  it('may take the place of the one brought before under its name', () => {
    expect(simulate(short, { program: forgetful('twice', false) }).holds).toBe(false);
    expect(simulate(short, { program: forgetful('twice', true) }).holds).toBe(true);
  });

  it('may not take a name of the simulator’s', () => {
    expect(() => bringProgram(forgetful('raft', true))).toThrow('a program called "raft" is there already');
  });

  it('is named in a scenario once it is known', () => {
    bringProgram(forgetful('by-name', false));
    const run = simulate({ ...short, protocol: { implementation: 'by-name' } });
    expect(run.verdict.kind).toBe('violated');
  });
});
