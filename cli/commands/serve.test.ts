// Real servers as processes: they elect a leader, lose it to `kill -9`, go on, and take it back; and what they say
// when they cannot start.

import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { KvClient } from '../../live/client/kv-client.ts';
import { Processes } from '../../live/server/fixtures/processes.ts';
import { Authority } from '../../live/tcp/fixtures/certificates.ts';
import { type Bundle, bundle } from '../../scripts/built/bundle.ts';

let program: Bundle;
let cluster: Processes;

beforeAll(async () => {
  program = await bundle('cli/main.ts');
});
afterAll(() => program.remove());

beforeEach(async () => {
  cluster = await Processes.of(program.file, 3);
});
afterEach(() => cluster.close());

it('outlives its leader', async () => {
  await Promise.all(cluster.members.map((id) => cluster.start(id)));
  const client = new KvClient(cluster.members.map((id) => cluster.clientAddressOf(id)));
  try {
    const first = await cluster.leader();
    for (let i = 0; i < 10; i++) await client.put(`k${i}`, `v${i}`);
    expect(await cluster.end(first.id, 'SIGKILL')).toMatchObject({ code: null, signal: 'SIGKILL' });
    // Nothing was waited for in between: this call goes through the election.
    await client.put('k0', 'after');
    const second = await cluster.leader(first.term);
    expect(second.id).not.toBe(first.id);
    for (let i = 1; i < 10; i++) expect((await client.get(`k${i}`))?.value).toBe(`v${i}`);

    await cluster.start(first.id);
    const { commitIndex } = await cluster.leader();
    while (((await cluster.status(first.id))?.lastApplied ?? 0) < commitIndex);
    const third = cluster.members.find((id) => id !== first.id && id !== second.id)!;
    // Now its copy is needed for a majority.
    await cluster.end(third, 'SIGKILL');
    expect((await client.get('k0'))?.value).toBe('after');

    const taken = await cluster.run(cluster.words(first.id));
    const { code, stderr } = taken;
    const holder = `${cluster.dataOf(first.id)} is in use by another server, process ${cluster.pidOf(first.id)}\n`;
    expect([code, stderr]).toEqual([2, holder]);
  } finally {
    client.close();
  }
  for (const id of cluster.members) {
    if ((await cluster.status(id)) === null) continue;
    expect(await cluster.end(id, 'SIGTERM')).toMatchObject({ code: 0, signal: null });
    expect(readdirSync(cluster.dataOf(id)).sort()).toEqual(['log', 'state']);
  }
  expect(await cluster.run(cluster.words(1, { data: cluster.dataOf(2) }))).toEqual({
    code: 2,
    signal: null,
    stderr: `${cluster.dataOf(2)} belongs to server 2, not to server 1\n`,
  });
});

it('serves with TLS, and says which port it cannot have', async () => {
  const authority = new Authority('test');
  try {
    for (const id of cluster.members) authority.certify(`${id}`);
    const tls = (id: number): { readonly [option: string]: string } => ({
      'tls-cert': authority.path(`${id}.pem`),
      'tls-key': authority.path(`${id}.key`),
      'tls-ca': authority.path('ca.pem'),
    });
    await Promise.all([1, 2].map((id) => cluster.start(id, tls(id))));
    const { id } = await cluster.leader();
    const other = id === 1 ? 2 : 1;
    const data = cluster.dataOf(3);
    const peers = cluster.peerAddressOf(other);
    const stolen = cluster.words(1, { peers: `1=${peers},2=${cluster.peerAddressOf(3)}`, data });
    const { code, stderr } = await cluster.run(stolen);
    expect([code, stderr.split('\n').at(-2)]).toEqual([
      2,
      expect.stringContaining(`cannot listen to peers at ${peers}: `),
    ]);
    expect((await cluster.status(other))?.leader).toBe(id);
  } finally {
    authority.remove();
  }
});
