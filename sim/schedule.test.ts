// Deliveries by priority: in order within a line, the highest line first, a line that falls last.

import { describe, expect, it } from 'vitest';
import { DecisionBook } from './decision.ts';
import { plan } from './fixtures/plan.ts';
import { EventQueue } from './kernel/event-queue.ts';
import type { Plan } from './plan.ts';
import type { Envelope } from './program.ts';
import { registerPrograms } from './programs.ts';
import { run } from './run.ts';
import { Schedule } from './schedule.ts';

const message = 2;
const lines = { '1>2': 1 * 4 + 2, '2>1': 2 * 4 + 1, '3>1': 3 * 4 + 1 };

/** What is put in at 0, as it comes out. */
function delivered(
  letters: readonly string[],
  changes: number,
  overrides: Plan['overrides'],
): readonly string[] {
  const queue = new EventQueue();
  const book = new DecisionBook({ ...plan(), overrides });
  const schedule = new Schedule({ every: 10, changes, steps: 100 }, 3, ['A'], 1, queue, book);
  for (const letter of letters) {
    const [from, to] = letter.split(' ')[0]!.split('>').map(Number) as [number, number];
    const envelope: Envelope & { letter: string } = { kind: 'A', from, to, letter };
    schedule.put(message, 0, envelope, 0, 0);
  }
  const out: string[] = [];
  while (queue.pop()) {
    if (queue.kind !== message) schedule.onTurn(queue.at);
    else out.push(`${queue.at} ${(queue.item as { letter: string }).letter}`);
  }
  return out;
}

const priorities = {
  [`schedule/${lines['1>2']}/priority`]: 30,
  [`schedule/${lines['2>1']}/priority`]: 20,
  [`schedule/${lines['3>1']}/priority`]: 10,
};

describe('a schedule', () => {
  it('delivers the highest line first, each in its own order, one every so often', () => {
    const letters = ['3>1 a', '2>1 b', '1>2 c', '2>1 d', '1>2 e'];
    expect(delivered(letters, 0, priorities)).toEqual([
      '10 1>2 c',
      '20 1>2 e',
      '30 2>1 b',
      '40 2>1 d',
      '50 3>1 a',
    ]);
  });

  it('lets a line fall below all others at a change', () => {
    const letters = ['3>1 a', '2>1 b', '1>2 c', '2>1 d', '1>2 e'];
    // Before the second delivery (numbers count from 0 in the draw).
    const fixed = { ...priorities, 'schedule/1/change': 1 };
    expect(delivered(letters, 1, fixed)).toEqual([
      '10 1>2 c',
      '20 2>1 b',
      '30 2>1 d',
      '40 3>1 a',
      '50 1>2 e',
    ]);
  });
});

describe('a run by priorities', () => {
  registerPrograms();
  const { network, run: length } = plan();
  const scheduled = plan({
    network: { ...network, schedule: { every: 4000, changes: 2, steps: 300 } },
    run: { ...length, chaos: 3_000_000, settle: 1_000_000 },
  });

  it('is the same again, another under another seed, and counts what it delivered', () => {
    const [one, again, other] = [run(scheduled, 1), run(scheduled, 1), run(scheduled, 2)];
    expect(again).toEqual(one);
    expect(other.digest).not.toBe(one.digest);
    expect(one.verdict.kind).toBe('passed');
    expect(one.statistics.schedule?.deliveries).toBeGreaterThan(100);
    // Three servers, two ways, and at most four kinds of messages without pre-votes or six with them.
    expect(one.statistics.schedule?.threads).toBeLessThanOrEqual(36);
    expect(one.statistics.schedule?.threads).toBeGreaterThanOrEqual(4);
  });
});
