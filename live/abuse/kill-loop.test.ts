// Servers killed without warning, leaders and followers in turn, while clients write, and started again from their
// disks. `npm run live:abuse` kills fifty times.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bundle, bundle } from '../../scripts/built/bundle.ts';
import { Cluster } from './fixtures/cluster.ts';
import { Load } from './fixtures/load.ts';
import { isThorough } from './fixtures/thorough.ts';

/** Servers, and how often one of them is killed. */
const rounds: readonly (readonly [number, number])[] = isThorough
  ? [
      [3, 25],
      [5, 25],
    ]
  : [[3, 2]];

let command: Bundle;
beforeAll(async () => {
  command = await bundle('cli/main.ts');
});
afterAll(() => command.remove());

it.each(rounds)(
  'of %i servers one is killed %i times, and nothing is lost',
  { timeout: 300_000 },
  async (size, kills) => {
    const cluster = await Cluster.start({ command: command.file, size });
    try {
      const load = new Load(cluster.servers, 4);
      await load.progress(10);
      let starting: Promise<void> = Promise.resolve();
      let victim = 0;
      for (let count = 0; count < kills; count++) {
        const leader = await cluster.leader();
        // Of three, no two may be down if anything is to be written; of five, the last one may still be starting.
        const others = cluster.ids.filter((id) => id !== leader && (size === 3 || id !== victim));
        victim = count % 2 === 0 ? leader : others[(count >> 1) % others.length]!;
        if (size === 3) await starting;
        await cluster.kill(victim);
        await load.progress(3);
        await starting;
        starting = cluster.start(victim);
      }
      await starting;
      expect(await load.judge()).toEqual([]);
      await cluster.agree();
      expect(cluster.mishaps).toEqual([]);
      const done = `${load.operations.length} operations, ${load.acknowledged} writes acknowledged`;
      if (isThorough) process.stdout.write(`${size} servers, ${kills} kills: ${done}\n`);
    } finally {
      await cluster.close();
    }
  },
);
