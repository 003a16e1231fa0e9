// Three real servers, and what may happen to one of them while clients write: stopped and resumed, told to end, its
// disk full, its log torn or damaged, noise at its ports. Each time nothing is lost and nobody else is worse off.

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { encodeMessage } from '../../raft/codec.ts';
import { messageOf } from '../../raft/message.ts';
import { type Bundle, bundle } from '../../scripts/built/bundle.ts';
import { encodeFrame } from '../tcp/frame.ts';
import { encodeGreeting } from '../tcp/greeting.ts';
import { Cluster } from './fixtures/cluster.ts';
import { Load } from './fixtures/load.ts';
import { randomBytes, spoilt, throwAt } from './fixtures/noise.ts';
import { isThorough } from './fixtures/thorough.ts';
import { flipMiddleBit, logKiB, tearTail } from './fixtures/wounds.ts';

let command: Bundle;
let cluster: Cluster;
let load: Load;

beforeAll(async () => {
  command = await bundle('cli/main.ts');
  cluster = await Cluster.start({ command: command.file, size: 3 });
});

afterAll(async () => {
  await cluster.close();
  command.remove();
});

async function begin(): Promise<{ readonly leader: number; readonly follower: number }> {
  load = new Load(cluster.servers, 3);
  await load.progress(10);
  const leader = await cluster.leader();
  return { leader, follower: cluster.ids.find((id) => id !== leader)! };
}

afterEach(async () => {
  await load.progress(5);
  expect(await load.judge()).toEqual([]);
  expect(cluster.mishaps).toEqual([]);
});

it('a leader that is stopped is replaced, and gives way when it goes on', async () => {
  const { leader } = await begin();
  cluster.signal(leader, 'SIGSTOP');
  expect(await cluster.leader([leader])).not.toBe(leader);
  await load.progress(20);
  cluster.signal(leader, 'SIGCONT');
  await load.progress(20);
});

it('a leader that is told to end does so with 0, and comes back', async () => {
  const { leader } = await begin();
  expect(await cluster.kill(leader, 'SIGTERM')).toBe(0);
  expect(cluster.logOf(leader).at(-1)).toContain('"msg":"stopped"');
  await load.progress(5);
  await cluster.start(leader);
});

it('a server whose disk is full says so and takes nothing more; with room again it catches up', async () => {
  const { follower } = await begin();
  await cluster.kill(follower);
  await cluster.start(follower, logKiB(cluster.logFolderOf(follower)) + 8);
  let status = await cluster.statusOf(follower);
  while (status?.state !== 'halted') {
    await load.progress(1);
    status = await cluster.statusOf(follower);
  }
  expect(status.reason).toMatch(/^cannot write to .*\.log: EFBIG/);
  await load.progress(10);
  expect(await cluster.kill(follower, 'SIGTERM')).toBe(1);
  await cluster.start(follower);
});

it('a log that ends within a record is taken up to it', async () => {
  const { follower } = await begin();
  await cluster.kill(follower);
  tearTail(cluster.logFolderOf(follower));
  await cluster.start(follower);
  expect(cluster.logOf(follower).find((line) => line.includes('recovered'))).toContain('"torn":120,');
});

const frames = isThorough ? 10_000 : 500;

it(`${frames} frames of noise at each port change nothing`, async () => {
  const { leader, follower } = await begin();
  const { peers, clients } = cluster.portsOf(leader);
  const hello = encodeFrame(
    'hello',
    encodeGreeting({ cluster: 'whitewater', from: follower, to: leader, clients: '127.0.0.1:9' }),
  );
  const vote = messageOf('PreVote', follower, leader, 1, { nextTerm: 2, lastLogIndex: 1, lastLogTerm: 1 });
  const visit = Buffer.concat([hello, encodeFrame('message', encodeMessage(vote))]);
  const request = Buffer.from(
    'PUT /v1/kv/noise HTTP/1.1\r\nhost: a\r\nif-match: "3"\r\ncontent-length: 5\r\n\r\nnoisy',
  );
  await throwAt(peers, frames, () => {
    const draw = Math.random();
    if (draw < 0.4) return randomBytes(300);
    if (draw < 0.7) return spoilt(visit);
    return Buffer.concat([hello, encodeFrame('message', randomBytes(300))]);
  });
  await throwAt(clients, frames, () => (Math.random() < 0.5 ? randomBytes(300) : spoilt(request)));
});

// The last: a server whose disk has lied has to be replaced by somebody who knows.
it('a server whose log is damaged in the middle does not start, and the others go on', async () => {
  const { follower } = await begin();
  await cluster.kill(follower);
  flipMiddleBit(cluster.logFolderOf(follower));
  const { code, said } = await cluster.startInVain(follower);
  expect([code, said]).toEqual([2, expect.stringMatching(/\d+\.log is damaged at byte \d+: /)]);
  await load.progress(10);
});
