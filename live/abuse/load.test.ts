// The judgement on what clients saw, against servers that deserve one: what is never found says nothing.

import { afterEach, expect, it } from 'vitest';
import { closeAll, serve } from '../http/fixtures/api.ts';
import { startLone } from '../kv/fixtures/lone-service.ts';
import type { KvService } from '../kv/service.ts';
import { Load } from './fixtures/load.ts';

afterEach(closeAll);

async function judged(lie: (honest: KvService) => Partial<KvService>): Promise<readonly string[]> {
  const { server, service } = await startLone();
  const { url } = await serve({
    ask: (command, place) => service.ask(command, place),
    status: () => service.status(),
    clientAddressOf: () => null,
    ...lie(service),
  });
  const load = new Load([new URL(url).host], 3);
  await load.progress(60);
  const problems = await load.judge();
  await server.stop();
  return problems;
}

it('finds nothing wrong with an honest server', async () => {
  expect(await judged(() => ({}))).toEqual([]);
});

it('finds writes that were acknowledged and not made', async () => {
  let count = 0;
  const problems = await judged((honest) => ({
    ask: (command, place) =>
      command.kind === 'put' && ++count % 10 === 0
        ? Promise.resolve({ kind: 'ok', result: { kind: 'changed', before: 0, revision: 1 } })
        : honest.ask(command, place),
  }));
  expect(problems).not.toEqual([]);
});

it('finds reads of the past', async () => {
  const seen = new Map<string, Awaited<ReturnType<KvService['ask']>>>();
  const problems = await judged((honest) => ({
    ask: async (command, place) => {
      if (command.kind !== 'get') return honest.ask(command, place);
      const stale = seen.get(command.key);
      const answer = await honest.ask(command, place);
      seen.set(command.key, answer);
      return stale ?? answer;
    },
  }));
  expect(problems.join()).toContain('/');
});
