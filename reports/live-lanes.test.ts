// Lanes as a run goes on: within the width, for few servers and many; what is news and what is folded.

import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../sim/trace.ts';
import { Capture } from './fixtures/capture.ts';
import { fakeEvent } from './fixtures/run.ts';
import { width } from './layout.ts';
import { LiveLanes } from './live-lanes.ts';
import { palette } from './palette.ts';

function standing(
  role: 'leader' | 'follower' | 'candidate',
  term: number,
  commitIndex = 0,
): TraceEvent['standing'] {
  return { role, term, votedFor: 0, lastLogIndex: 0, lastLogTerm: 0, commitIndex, lastApplied: 0 };
}

function story(nodes: number): readonly TraceEvent[] {
  const events: TraceEvent[] = [];
  const add = (changes: Partial<TraceEvent>): void => {
    events.push(fakeEvent({ event: events.length + 1, at: events.length * 1000, ...changes }));
  };
  for (let node = 1; node <= nodes; node++)
    add({ kind: 'start', node, at: 0, status: 'f0', standing: standing('follower', 0), text: 'start' });
  add({
    node: 2,
    status: 'C1',
    standing: standing('candidate', 1),
    text: 'alarm',
    effects: ['send n1 RV t1 log 0/0'],
  });
  add({
    kind: 'message',
    node: 2,
    status: 'L1',
    standing: standing('leader', 1),
    text: 'n1 → n2 RV reply t1 granted',
  });
  for (let i = 1; i <= 30; i++)
    add({
      kind: 'message',
      node: 2,
      status: 'L1',
      standing: standing('leader', 1, i),
      text: 'n1 → n2 AE reply',
    });
  add({ kind: 'nemesis', node: 0, status: '', text: 'storm: crash n1' });
  add({ kind: 'crash', node: 1, status: '', text: 'crash' });
  add({ kind: 'client', node: 0, client: 1, status: '', text: 'c1.4 put k1 v unknown' });
  add({
    kind: 'message',
    node: nodes,
    status: 'f1',
    standing: standing('follower', 1),
    text: `n2 → n${nodes} AE t1 ${'x'.repeat(300)}`,
  });
  return events;
}

function shown(
  nodes: number,
  columns: number,
  options: { folds?: boolean; ascii?: boolean; color?: boolean } = {},
) {
  const sink = new Capture();
  const look = palette({ ascii: options.ascii === true, color: options.color === true, columns });
  const names = Array.from({ length: nodes }, (_, position) => `n${position + 1}`);
  const lanes = new LiveLanes(sink, look, { names, columns, folds: options.folds ?? true });
  for (const event of story(nodes)) lanes.record(event);
  lanes.end();
  return sink.text.trimEnd().split('\n');
}

describe('live lanes', () => {
  it('give each of five servers a column at 80 columns', () => {
    const lines = shown(5, 80);
    expect(lines[0]).toMatch(/^ +t \(s\) n1 +n2 +n3 +n4 +n5$/);
    expect(lines[1]).toMatch(/^ {3}0\.005 · +C1 ▸n1 RV t1 log 0\/0/);
    expect(lines[2]).toMatch(/L1 ◂n1 RV reply/);
    expect(lines[3], 'the starts are too few for a line').toBe(
      '         … 35 events in 36ms, commit 0 to 30',
    );
    expect(lines[4]).toBe('   0.037 · storm: crash n1');
    expect(lines[5]).toMatch(/^ {3}0\.038 ✖ crash +L +· +· +·$/);
    expect(lines[6]).toBe('   0.039 · client 1: c1.4 put k1 v unknown');
    expect(lines[7]).toMatch(/^ {3}0\.040 ✖ +L +· +· +f1 ◂n2 AE t1…$/);
  });

  it.each([
    [5, 80],
    [3, 40],
    [5, 120],
    [7, 80],
    [21, 80],
    [21, 200],
    [60, 80],
    [60, 40],
  ])('of %i servers fit into %i columns and name whoever acts', (nodes, columns) => {
    for (const folds of [true, false]) {
      const lines = shown(nodes, columns, { folds });
      for (const line of lines) expect(width(line), line).toBeLessThanOrEqual(columns);
      const last = lines.findLast((line) => line.includes('AE t1'));
      expect(last).toBeDefined();
      if (nodes > 5) expect(last).toContain(`n${nodes} `);
    }
  });

  it('show in narrow columns who leads, who is down and who acts', () => {
    const lines = shown(7, 80);
    expect(lines[0]).toBe('   t (s) n1 n2 n3 n4 n5 n6 n7');
    const crash = lines.findIndex((line) => line.includes('crash n1')) + 1;
    expect(lines[crash]).toBe('   0.040 ✖  L  ·  ·  ·  ·  ·   n1 ✖ crash');
    expect(shown(21, 80).at(-1)).toContain('n21 f1 ◂n2 AE');
  });

  it('fold nothing where every event is wanted', () => {
    expect(shown(5, 80, { folds: false }).filter((line) => /AE reply/.test(line))).toHaveLength(30);
  });

  it('keep to ASCII, and colour only where asked', () => {
    for (const nodes of [5, 7]) {
      const plain = shown(nodes, 80, { ascii: true }).join('\n');
      expect(plain).toMatch(/^[\n\x20-\x7e]*$/);
    }
    expect(shown(5, 80).join('')).not.toContain('\u001b[');
    const coloured = shown(5, 80, { color: true }).join('\n');
    expect(coloured).toContain('\u001b[32mL');
    expect(coloured).toContain('\u001b[31m✖ crash');
    expect(coloured).toContain('\u001b[33mC1 ');
  });
});
