// Two runs of one seed compared event by event, with real runs of a small program.

import { describe, expect, it } from 'vitest';
import { plan } from '../sim/fixtures/plan.ts';
import { Register, registerKind } from '../sim/fixtures/register.ts';
import type { ProgramKind } from '../sim/program.ts';
import { run } from '../sim/run.ts';
import { runTwice, Words } from './determinism.ts';
import type { Engine } from './engine.ts';

function engineOf(kind: ProgramKind): Pick<Engine, 'run'> {
  return { run: (given, seed, options) => run(given, seed, { ...options, program: kind }) };
}

/** Beats at an hour that the wall clock tells, from the third beat on. */
class ReadsTheWallClock extends Register {
  override onAlarm(): void {
    super.onAlarm();
    if (this.pings > 2)
      this.host.setAlarm(this.host.now() + 1000 + Math.floor((performance.now() * 1e6) % 9973));
  }
}

describe('a determinism check', () => {
  it('finds nothing in a program that is deterministic', () => {
    const { run: made, divergence } = runTwice(engineOf(registerKind() as ProgramKind), plan(), 7);
    expect(divergence).toBeNull();
    expect(made.events).toBeGreaterThan(1000);
  });

  it('names the first event that differs, in the words of both runs', () => {
    const kind = registerKind(ReadsTheWallClock) as ProgramKind;
    const { divergence } = runTwice(engineOf(kind), plan(), 7);
    expect(divergence?.event).toBeGreaterThan(3);
    expect(divergence?.first).toContain(`event ${divergence?.event} t=`);
    expect(divergence?.second).toContain(`event ${divergence?.event} t=`);
    expect(divergence?.first).not.toBe(divergence?.second);
  });

  it('keeps a word for each event, however many', () => {
    const words = new Words();
    for (let event = 1; event <= 20_000; event++) words.set(event, event * 3);
    expect([words.at(1), words.at(4096), words.at(20_000), words.at(20_001)]).toEqual([
      3,
      12_288,
      60_000,
      undefined,
    ]);
  });
});
