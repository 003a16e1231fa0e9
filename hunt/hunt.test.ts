// A hunt is the same however many work on it, and says what stopped it.

import { describe, expect, it } from 'vitest';
import { anyFinding, hands } from './fixtures/hands.ts';
import { testHunt } from './fixtures/hunt.ts';
import type { Hunt } from './hunt.ts';
import { huntDigest } from './island.ts';
import type { WireCase } from './pool/message.ts';

const bugsOf = ({ tally }: Hunt): unknown =>
  [...tally.bugs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { count, seeds, shown }]) => [key, count, seeds, shown.given.seed]);

async function hunted(...parameters: Parameters<typeof testHunt>): Promise<Hunt> {
  const hunt = testHunt(...parameters);
  await hunt.run();
  return hunt;
}

describe('a hunt', () => {
  it('tries and finds the same with any number of workers, whoever is faster', async () => {
    const one = await hunted({ workers: 1 });
    expect(one.tally.runs).toBe(400);
    expect(one.tally.bugs.size).toBeGreaterThan(3);
    for (const workers of [2, 3, 7]) {
      const many = await hunted({ workers });
      expect([many.digest, bugsOf(many)]).toEqual([one.digest, bugsOf(one)]);
    }
  });

  it('is the same whole as in shards', async () => {
    const whole = await hunted();
    for (const of of [3, 7, 60]) {
      const shards = await Promise.all(
        Array.from({ length: of }, (_, i) => hunted({ shard: { index: i + 1, of }, workers: 1 + (i % 3) })),
      );
      expect(huntDigest(shards.flatMap(({ standings }) => standings))).toBe(whole.digest);
      expect(shards.reduce((sum, { tally }) => sum + tally.runs, 0)).toBe(400);
    }
  });

  it('is another one with another master seed, or with more seeds', async () => {
    const digests = await Promise.all([hunted(), hunted({ masterSeed: 2 }), hunted({}, 201)]);
    expect(new Set(digests.map(({ digest }) => digest)).size).toBe(3);
  });

  it('lets scenarios take turns', async () => {
    const hunt = testHunt({ workers: 1, bugsMax: 3 });
    await hunt.run();
    const [one, two] = hunt.tally.scenarios;
    expect(hunt.tally.runs).toBeLessThan(400);
    expect(Math.abs(one!.runs - two!.runs)).toBeLessThanOrEqual(1);
  });

  it('ends with the bugs that are enough', async () => {
    const hunt = await hunted({ bugsMax: 1 });
    expect(hunt.isStopped).toBe(true);
    expect(hunt.tally.runs).toBeLessThan(400);
    expect(hunt.tally.bugs.size).toBeGreaterThanOrEqual(1);
  });

  it('finishes what is in flight when it is stopped, and nothing else', async () => {
    let begun = 0;
    const answer = (given: WireCase): ReturnType<typeof anyFinding> => {
      if (++begun === 100) hunt.stop();
      return anyFinding(given);
    };
    const hunt = testHunt({ spawn: hands(answer) });
    await hunt.run();
    expect(hunt.tally.runs).toBe(begun);
    expect(begun).toBeLessThan(400);
  });
});

describe('the check of determinism', () => {
  it('runs a share of the cases twice, always the same ones', async () => {
    const repeated = await Promise.all(
      [1, 2].map(async (workers) => (await hunted({ twice: 0.1, workers })).repeated),
    );
    expect(repeated[0]).toBe(repeated[1]);
    expect(repeated[0]).toBeGreaterThan(20);
    expect(repeated[0]).toBeLessThan(80);
    expect((await hunted({ twice: 1 })).repeated).toBe(400);
  });

  it('tells a case whose second run is another, and leaves the hunt as it is', async () => {
    const times = new Map<number, number>();
    const answer = (given: WireCase): ReturnType<typeof anyFinding> => {
      times.set(given.seed, (times.get(given.seed) ?? 0) + 1);
      const found = anyFinding(given);
      // Each seed is run once by each scenario, and then again.
      return given.seed === 17 && times.get(17)! > 2 ? { ...found, digest: 'f'.repeat(16) } : found;
    };
    const hunt = await hunted({ twice: 1, spawn: hands(answer), workers: 1 });
    expect(hunt.divergences.length).toBeGreaterThan(0);
    expect(new Set(hunt.divergences.map(({ given }) => given.seed))).toEqual(new Set([17]));
    expect(hunt.divergences[0]!.digests[1]).toBe('f'.repeat(16));
  });
});

describe('the watchdog', () => {
  it('names the case that takes too long, and goes on with a new worker', async () => {
    let now = 0;
    const spawn = hands((given) => (given.seed === 17 ? 'hangs' : anyFinding(given)));
    // The clock runs while nothing else does.
    const hunt = await hunted({ spawn, wallMs: 50, now: () => (now += 20) });
    expect(hunt.tally.runs).toBe(400);
    const ended = [...hunt.tally.bugs.values()].filter(
      ({ signature }) => signature.property === 'watchdog: wall time',
    );
    expect(ended.map(({ scenario, seeds }) => [scenario, seeds]).sort()).toEqual([
      ['one', [17]],
      ['two', [17]],
    ]);
  });

  it('blames a case for the memory only when it was alone with a new worker', async () => {
    let tries = 0;
    const spawn = hands((given) => {
      if (given.seed === 17) return { kind: 'heap' };
      return given.seed === 20 && ++tries < 2 ? { kind: 'heap' } : anyFinding(given);
    });
    const hunt = await hunted({ spawn });
    expect(hunt.tally.runs).toBe(400);
    const ended = [...hunt.tally.bugs.values()].filter(
      ({ signature }) => signature.property === 'watchdog: out of memory',
    );
    expect(ended.map(({ seeds }) => seeds)).toEqual([[17], [17]]);
  });

  it('tells an error of ours with its case once, and goes on', async () => {
    const hunt = await hunted({
      spawn: hands((given) => (given.seed % 50 === 0 ? 'breaks' : anyFinding(given))),
    });
    expect(hunt.tally.runs).toBe(400);
    expect(hunt.broken).toHaveLength(1);
    expect(hunt.broken[0]).toMatchObject({ error: 'it broke' });
  });

  it('gives up when workers cannot be had', async () => {
    const spawn = hands(() => ({ kind: 'error', error: 'no such file' }));
    const hunt = testHunt({
      spawn: (events) => ({ ...spawn(events), running: () => 0 }),
    });
    await expect(hunt.run()).rejects.toThrow('no such file');
  });
});
