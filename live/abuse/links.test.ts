// Five real servers, and links between them that are cut: a leader with a minority loses its place, and what it could
// not finish misleads nobody.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bundle, bundle } from '../../scripts/built/bundle.ts';
import { Cluster } from './fixtures/cluster.ts';
import { Link } from './fixtures/link.ts';
import { Load } from './fixtures/load.ts';

let command: Bundle;
beforeAll(async () => {
  command = await bundle('cli/main.ts');
});
afterAll(() => command.remove());

it('a leader that is cut off with a minority is replaced, and follows once the links are mended', async () => {
  const links = new Map<string, Link>();
  const cluster = await Cluster.start({
    command: command.file,
    size: 5,
    detour: (from, to, port) => {
      const link = new Link(port);
      links.set(`${from}>${to}`, link);
      return link.open();
    },
  });
  try {
    const load = new Load(cluster.servers, 3);
    await load.progress(10);
    const leader = await cluster.leader();
    const ally = cluster.ids.find((id) => id !== leader)!;
    const minority = [leader, ally];
    const between = [...links].filter(([name]) => {
      const ends = name.split('>').map(Number);
      return ends.filter((id) => minority.includes(id)).length === 1;
    });
    expect(between).toHaveLength(12);
    for (const [, link] of between) link.cut();
    expect(minority).not.toContain(await cluster.leader(minority));
    await load.progress(20);
    expect((await cluster.statusOf(leader))?.role).not.toBe('leader');
    for (const [, link] of between) link.heal();
    await load.progress(20);
    expect(await load.judge()).toEqual([]);
    await cluster.agree();
    expect(cluster.mishaps).toEqual([]);
  } finally {
    await cluster.close();
    for (const link of links.values()) link.close();
  }
});
