// One run with what is looked at again: the tail of a failure, the whole trace, the replay command.

import { describe, expect, it } from 'vitest';
import { Capture } from '../reports/fixtures/capture.ts';
import { fakeRun, fakeSubject, violation } from '../reports/fixtures/run.ts';
import { readTrace } from '../reports/trace/read-trace.ts';
import { plan } from '../sim/fixtures/plan.ts';
import type { TraceEvent } from '../sim/trace.ts';
import type { Verdict } from '../sim/verdict.ts';
import { adjusted } from './adjust.ts';
import { BadInput } from './bad-input.ts';
import { tell } from './fixtures/engine.ts';
import { oneRun } from './one-run.ts';
import { realEngine } from './real-engine.ts';
import { replayCommand } from './replay.ts';
import { TraceTail } from './trace-tail.ts';

const plain = {
  checkDeterminism: false,
  trace: null,
  history: null,
  watch: null,
  bugs: [],
  checks: null,
  assignments: [],
};
const violated: Verdict = { kind: 'violated', violation };

function engineOf(verdict: Verdict, digests: readonly string[] = ['0123456789abcdef']) {
  let runs = 0;
  return {
    get runs() {
      return runs;
    },
    run: (_plan: unknown, seed: number, options = {}) => {
      const digest = digests[Math.min(runs++, digests.length - 1)]!;
      return tell(fakeRun({ seed, verdict, digest, events: 3 }), options);
    },
  };
}

describe('one run', () => {
  it('is made once when it passes', () => {
    const engine = engineOf({ kind: 'passed' });
    const record = oneRun(engine, fakeSubject(), plan(), 7, plain, () => true);
    expect([engine.runs, record.outcome, record.tail]).toEqual([1, 'passed', null]);
  });

  it('is made again for its last events when it fails in a new way', () => {
    const engine = engineOf(violated);
    const record = oneRun(engine, fakeSubject(), plan(), 7, plain, () => true);
    expect(record.tail?.map((event) => event.event)).toEqual([1, 2, 3]);
    expect(oneRun(engine, fakeSubject(), plan(), 7, plain, () => false).tail).toBeNull();
    expect(engine.runs).toBe(3);
  });

  it('is not deterministic when the second time is not like the first', () => {
    const engine = engineOf(violated, ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb']);
    const record = oneRun(engine, fakeSubject(), plan(), 7, plain, () => true);
    expect(record.divergence).toMatchObject({ first: expect.stringContaining('aaaa') });
  });

  it('passes on that its trace cannot be written, and blames no program for it', () => {
    let pieces = 0;
    const trace = {
      write: () => {
        pieces++;
        // The header still found room.
        if (pieces > 1) throw new BadInput('cannot write t');
      },
    };
    expect(() => oneRun(realEngine(), fakeSubject(), plan(), 7, { ...plain, trace }, () => true)).toThrow(
      'cannot write t',
    );
  });

  it('writes a header and every event where a trace is wanted', () => {
    const trace = new Capture();
    oneRun(engineOf({ kind: 'passed' }), fakeSubject(), plan(), 7, { ...plain, trace }, () => true);
    const { header, events, end } = readTrace(trace.text);
    expect(header).toMatchObject({
      whitewater: '0.1.0',
      scenario: plan().scenario,
      seed: 7,
      isFiltered: false,
    });
    expect(events.map((event) => event.event)).toEqual([1, 2, 3]);
    expect(end).toEqual({ digest: '0123456789abcdef', events: 3, verdict: 'passed' });
  });

  it('names exactly the options that make it again', () => {
    const input = { file: 'a.yaml', seed: 7, bugs: [], checks: null, assignments: [] };
    expect(replayCommand(input)).toBe('whitewater run a.yaml --seed 7');
    expect(replayCommand({ ...input, file: "my file's.yaml", bugs: ['E01', 'R02'], checks: 'deep' })).toBe(
      "whitewater run 'my file'\\''s.yaml' --seed 7 --bug E01 --bug R02 --checks deep",
    );
  });

  it('names what was set on the command line, in its order', () => {
    const assignments = ['network.loss=5%', 'faults.cut.for={ exp: { mean: 1s } }', 'run.chaos=2s'];
    expect(replayCommand({ file: 'a.yaml', seed: 7, bugs: [], checks: null, assignments })).toBe(
      "whitewater run a.yaml --seed 7 --set network.loss=5% --set 'faults.cut.for={ exp: { mean: 1s } }' --set run.chaos=2s",
    );
  });

  it('takes bugs and checks of the command line into the plan', () => {
    const base = plan();
    expect(adjusted(base, ['E01', 'E01'], null).program.bugs).toEqual(['E01']);
    expect(adjusted(base, [], null).checks).toBe(base.checks);
    expect(adjusted(base, [], 'deep').checks.scopes).toEqual(['deep']);
    expect(adjusted(base, [], 'all').checks.scopes).toEqual(['end-to-end', 'deep']);
    const unchecked = adjusted({ ...base, checks: { ...base.checks, fails: 'x' } }, [], 'none').checks;
    expect(unchecked).toMatchObject({ scopes: [], eventually: [], sometimes: [], fails: null });
  });

  it('keeps the last events of a long run, in order', () => {
    const tail = new TraceTail();
    const event = (number: number): TraceEvent => ({ event: number }) as TraceEvent;
    for (let number = 1; number <= 10_000; number++) tail.record(event(number));
    const numbers = tail.events().map((each) => each.event);
    expect(numbers).toHaveLength(4096);
    expect([numbers[0], numbers.at(-1)]).toEqual([10_000 - 4095, 10_000]);
  });
});
