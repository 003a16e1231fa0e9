// The failure block, word for word where words matter.

import { describe, expect, it } from 'vitest';
import type { Operation } from '../sim/history.ts';
import type { Verdict } from '../sim/verdict.ts';
import { failureBlock } from './failure.ts';
import { fakeEvent, fakeRecord, fakeRun, fakeSubject, violation } from './fixtures/run.ts';
import { palette } from './palette.ts';

const look = palette({ ascii: false, color: false, columns: 80 });

function blockOf(verdict: Verdict, more: Parameters<typeof fakeRecord>[0] = {}): string {
  return failureBlock(fakeRecord({ run: fakeRun({ verdict }), ...more }), look).join('\n');
}

it('shows what the seed picked, before the command that picks it again', () => {
  const picked = { 'cluster.nodes': '5', 'network.loss': '0.12' };
  const lines = failureBlock(
    fakeRecord({
      run: fakeRun({ verdict: { kind: 'violated', violation } }),
      subject: fakeSubject({ picked }),
    }),
    palette({ ascii: true, color: false, columns: 80 }),
  );
  expect(lines.slice(-2)).toEqual([
    '  picked     cluster.nodes 5, network.loss 0.12',
    '  replay     whitewater run scenarios/figure-8.yaml --seed 1203',
  ]);
});

it('has no sign beyond ASCII where that is wanted', () => {
  const record = fakeRecord({ run: fakeRun({ verdict: { kind: 'violated', violation } }) });
  const lines = failureBlock(record, palette({ ascii: true, color: false, columns: 80 }));
  expect(lines.join('\n')).toMatch(/^[\n -~]+$/);
  expect(lines.join('\n')).toContain('Raft sec. 5.4');
});

describe('the failure block', () => {
  it('says what broke, where, why, and how to see it again', () => {
    const tail = [fakeEvent({ event: 9127, at: 4_318_204, node: 5, status: 'L5' })];
    expect(blockOf({ kind: 'violated', violation }, { tail })).toBe(
      [
        'FAIL figure-8 · seed 1203 · leader-completeness',
        '',
        '  n5 won term 5 without entry (index 2, term 2), which n1 had committed.',
        '',
        '  t (s) n1            n2            n3            n4            n5',
        '▶ 4.318 ·             ·             ·             ·             alarm',
        '',
        '  property   leader-completeness (end-to-end), Raft §5.4.3',
        '  when       t=4.318s, event 9127',
        '  evidence   leader 5, term 5, index 2',
        '  replay     whitewater run scenarios/figure-8.yaml --seed 1203',
      ].join('\n'),
    );
  });

  it('tells a stall, a crash, a missed goal and a budget apart', () => {
    expect(
      blockOf({ kind: 'stalled', property: 'leader-exists', message: 'not within 2 s', at: 30e6 }),
    ).toContain('not within 2 s\n\n  property   eventually leader-exists\n  when       t=30.000s');
    expect(blockOf({ kind: 'crashed', node: 2, event: 40, at: 5e6, error: 'TypeError: no log' })).toContain(
      'n2 threw TypeError: no log\n\n  when       t=5.000s, event 40',
    );
    expect(blockOf({ kind: 'missed', goals: ['two leaders', 'crash'] })).toContain(
      'Never reached, so the run proved nothing: two leaders, crash.',
    );
    expect(blockOf({ kind: 'inconclusive', reason: 'linearizable: 4,096 states' })).toContain('4,096 states');
  });

  it('adds the step that threw to the picture', () => {
    const tail = [fakeEvent({ event: 39, node: 2, status: 'f3', effects: ['send n1 vote'] })];
    const block = blockOf({ kind: 'crashed', node: 2, event: 40, at: 5e6, error: 'Error: no' }, { tail });
    expect(block).toContain('▶ 5.000 ·             throws ');
    expect(block).toContain('  1.000 ·             ▸n1 vote');
  });

  it('calls a planted bug caught, or says that nothing broke', () => {
    const subject = fakeSubject({ fails: 'leader-completeness', bugs: ['E01'] });
    const caught = fakeRecord({ subject, run: fakeRun({ verdict: { kind: 'violated', violation } }) });
    expect(failureBlock(caught, look)[0]).toBe('CAUGHT figure-8 · seed 1203 · leader-completeness');
    expect(failureBlock(fakeRecord({ subject }), look).join('\n')).toContain(
      'The planted bug should break leader-completeness, and nothing broke.',
    );
  });

  it('shows both runs where they differ', () => {
    const block = blockOf(
      { kind: 'passed' },
      { divergence: { event: 17, first: 'x is 1', second: 'x is 2' } },
    );
    expect(block).toContain('event 17 is the first that differs');
    expect(block).toContain('  first run  x is 1\n  second run x is 2');
  });

  it('draws operations that cannot be ordered over time, unknown ones open', () => {
    const operation = (changes: Partial<Operation>): Operation => ({
      id: 0,
      client: 1,
      sequence: 4,
      command: { kind: 'put', key: 'x', value: 'v7' },
      invokedEvent: 10,
      invokedAt: 1_000_000,
      state: 'ok',
      returnedEvent: 20,
      returnedAt: 1_500_000,
      result: { ok: true, value: null },
      ...changes,
    });
    const operations = [
      operation({}),
      operation({
        client: 2,
        command: { kind: 'get', key: 'x' },
        invokedAt: 1_600_000,
        returnedAt: 2_000_000,
        result: { ok: true, value: null },
      }),
      operation({ client: 3, state: 'unknown', invokedAt: 1_200_000, returnedAt: -1, result: null }),
    ];
    const run = fakeRun({ verdict: { kind: 'violated', violation }, operations });
    const block = failureBlock(fakeRecord({ run }), look);
    const at = block.indexOf('  operations that cannot be ordered');
    expect(block.slice(at + 1, at + 4)).toEqual([
      '    c1.4  put x v7 ok         ├────────┤            1.000s to 1.500s',
      '    c2.4  get x = none                   ├───────┤  1.600s to 2.000s',
      '    c3.4  put x v7 (unknown)     ├───────────────▸  1.200s to open',
    ]);
  });

  it('lets nothing that a program says reach the terminal raw', () => {
    expect(blockOf({ kind: 'crashed', node: 1, event: 1, at: 1, error: 'Error: \u001b[2J' })).not.toContain(
      '\u001b',
    );
  });
});
