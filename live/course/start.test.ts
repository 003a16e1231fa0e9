// How a replica starts, and how it behaves where nobody can be elected: no storm of messages, no answer that leads
// nowhere.

import { readFileSync } from 'node:fs';
import { platform } from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, bundle } from '../../scripts/built/bundle.ts';
import { Arena } from '../fixtures/arena.ts';

let program: Bundle;
beforeAll(async () => {
  program = await bundle('live/course/main.ts');
});
afterAll(() => program.remove());

/** Of Linux, the only one there is. */
const ticksASecond = 100;

/** Seconds of a processor that the process has had, of its own and of the kernel. */
function processorTime(pid: number): number {
  // The name of the program, in parentheses, may hold anything.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksASecond;
}

describe('a replica', () => {
  // What the clock on the wall says depends on what else the machine does.
  it.skipIf(platform !== 'linux')('needs less than 0.3 s of a processor to say hello', async () => {
    const arena = new Arena(3);
    await arena.start([process.execPath, program.file]);
    const times = arena.pids().map(processorTime);
    await arena.close();
    for (const time of times) expect(time).toBeLessThan(0.3);
  });

  it('that hears of no other neither floods nor sends its clients about', async () => {
    const arena = new Arena(3);
    arena.drops = 1;
    await arena.start([process.execPath, program.file]);
    // Past the longest election timeout: all are candidates, and ask again and again.
    const asked = arena.ids.flatMap((id) =>
      Array.from({ length: 50 }, () => arena.attempt(id, { type: 'put', key: 'k', value: 'v' })),
    );
    await setTimeout(3200);
    const { carried } = arena;
    const answered = await Promise.race([Promise.race(asked), setTimeout(0, null)]);
    await arena.close();
    expect([answered, arena.mishaps, arena.replies]).toEqual([null, [], []]);
    expect(carried).toBeGreaterThan(0);
    // Each asks both others every 50 ms at most, from 2 s on.
    expect(carried).toBeLessThanOrEqual(3 * 2 * (2000 / 50 + 1) * 1.5);
  });
});
