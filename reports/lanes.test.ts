// The picture of the last events: what is shown, what is left out, and that it fits.

import { describe, expect, it } from 'vitest';
import { fakeEvent } from './fixtures/run.ts';
import { laneRows } from './lane-rows.ts';
import { lanes } from './lanes.ts';
import { width } from './layout.ts';
import { palette } from './palette.ts';

const look = palette({ ascii: false, color: false, columns: 80 });
const five = ['n1', 'n2', 'n3', 'n4', 'n5'];

const story = [
  fakeEvent({ event: 1, at: 3_881_000, node: 1, kind: 'start', text: 'start', status: 'f1' }),
  fakeEvent({ event: 2, at: 3_900_000, node: 1, status: 'L4 commit 1', effects: ['send n2 AE 2..2'] }),
  fakeEvent({
    event: 3,
    at: 3_902_000,
    node: 2,
    kind: 'message',
    cause: 2,
    text: 'n1 → n2 AE 2..2',
    status: 'f4',
  }),
  fakeEvent({ event: 4, at: 3_910_000, node: 1, kind: 'crash', text: 'crash', status: '' }),
  fakeEvent({ event: 5, at: 3_950_000, node: 0, kind: 'nemesis', text: 'fault-1: partition', status: '' }),
  fakeEvent({ event: 6, at: 4_122_000, node: 5, status: 'C5', effects: ['send n2 RV 5', 'send n3 RV 5'] }),
  fakeEvent({
    event: 7,
    at: 4_318_204,
    node: 5,
    kind: 'message',
    cause: 6,
    text: 'n2 → n5 vote 5',
    status: 'L5',
  }),
];

describe('lanes', () => {
  it('show each event in its node’s column, crashed nodes as down, the failure marked', () => {
    expect(lanes({ tail: story, names: five, event: 7, node: 5 }, look)).toEqual([
      '  t (s) n1            n2            n3            n4            n5',
      '  3.881 start         ·             ·             ·             ·',
      '  3.900 L4 ▸n2 AE 2..2              ·             ·             ·',
      '  3.910 ✖ crash       ·             ·             ·             ·',
      '  3.950 · fault-1: partition',
      '  4.122 ✖             ·             ·             ·             ▸2x RV 5',
      '▶ 4.318 ✖             ·             ·             ·             L5 ◂n2 vote 5',
    ]);
  });

  it('fit into 80 columns for five nodes and leave out idle nodes of wider clusters', () => {
    for (const nodes of [1, 3, 5, 9, 25]) {
      const names = Array.from({ length: nodes }, (_, position) => `n${position + 1}`);
      const tail = names.map((_, position) =>
        fakeEvent({ event: position + 1, node: position + 1, effects: ['send n1 a very long message text'] }),
      );
      const lines = lanes({ tail, names, event: nodes, node: nodes }, look);
      for (const line of lines) expect(width(line), line).toBeLessThanOrEqual(80);
      expect(lines[0]).toContain(`n${nodes}`);
    }
  });

  it('show nothing after the failure, nothing dull, and nothing where there are no events', () => {
    expect(laneRows(story, 4, 10).map((row) => row.event)).toEqual([1, 2, 4]);
    expect(lanes({ tail: [], names: five, event: 7, node: 5 }, look)).toEqual([]);
  });

  it('prefer causes, faults and elections to the rest', () => {
    const noise = Array.from({ length: 100 }, (_, position) =>
      fakeEvent({ event: 100 + position, node: 2, status: 'f4', effects: ['send n1 ack'] }),
    );
    const end = fakeEvent({ event: 300, node: 5, cause: 7, kind: 'message', status: 'L5 commit 3' });
    const rows = laneRows([...story, ...noise, end], 300, 8).map((row) => row.event);
    expect(rows).toEqual(expect.arrayContaining([1, 4, 5, 6, 7, 300]));
    expect(rows).toHaveLength(8);
  });
});
