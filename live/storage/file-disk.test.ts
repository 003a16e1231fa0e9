// What a directory is like after each mishap, on the machine's own files and on those that fail at will.

import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Write } from '../../raft/host.ts';
import type { LiveEvent } from '../server/live-event.ts';
import { FileDisk } from './file-disk.ts';
import { type Files, machineFiles } from './files.ts';
import { CrashingFiles } from './fixtures/crashing-files.ts';

const lock = { release: () => Promise.resolve() };
const identity = { cluster: 'test', id: 1, members: [1, 2, 3] };
let folder: string;
let events: LiveEvent[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'disk-'));
  events = [];
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function opened(files: Files = machineFiles, more: object = {}): Promise<FileDisk> {
  const onEvent = (event: LiveEvent): void => void events.push(event);
  return FileDisk.open({ folder, identity, files, segmentBytes: 1 << 20, onEvent, lock, ...more });
}

function entry(index: number, value = 'x', term = 1) {
  const command = { kind: 'put', key: 'k', value };
  return { index, term, command, client: 1, sequence: index, acknowledgedBelow: 1, bytes: 200 };
}

function append(...indexes: readonly number[]): Write {
  return { kind: 'append', entries: indexes.map((index) => entry(index)) };
}

const vote: Write = { kind: 'hard-state', currentTerm: 1, votedFor: 2 };

/** Each write in a group of its own; null: it failed. */
async function write(disk: FileDisk, ...writes: readonly Write[]): Promise<readonly (number | null)[]> {
  const told: (number | null)[] = [];
  disk.listen({ onDurable: (ticket) => told.push(ticket), onWriteFailed: () => told.push(null) });
  for (const [i, each] of writes.entries()) {
    disk.write(each, i + 1);
    while (told.length === i && disk.failure === null) await new Promise((resolve) => setImmediate(resolve));
  }
  return told;
}

/** A log of a vote and three records with an entry each; where each record ends. */
async function threeRecords(): Promise<readonly number[]> {
  const disk = await opened();
  const ends: number[] = [];
  const { length } = readFileSync(log());
  await write(disk, vote, append(1), append(2), append(3));
  for (const event of events) if (event.kind === 'synced' && event.bytes > 0) ends.push(event.bytes);
  await disk.close();
  return ends.map((_, i) => ends.slice(0, i + 1).reduce((sum, bytes) => sum + bytes, length));
}

const log = (): string => join(folder, 'log', '00000001.log');

function flip(file: string, offset: number): void {
  const bytes = readFileSync(file);
  bytes[offset]! ^= 0x10;
  writeFileSync(file, bytes);
}

it('gives back what was written, over segments and cuts', async () => {
  const disk = await opened(machineFiles, { segmentBytes: 100 });
  expect(statSync(join(folder, 'state')).mode & 0o077).toBe(0);
  const told = await write(disk, vote, append(1, 2), append(3), { kind: 'truncate', from: 2 }, append(2));
  expect(told).toEqual([1, 2, 3, 4, 5]);
  await disk.close();
  expect(readdirSync(join(folder, 'log')).length).toBeGreaterThan(2);
  expect(readdirSync(folder).sort()).toEqual(['log', 'state']);
  const { image } = await opened();
  expect([image.currentTerm, image.votedFor, image.entries]).toEqual([1, 2, [entry(1), entry(2)]]);
});

it('makes everything that arrives during a sync durable with the next', async () => {
  const disk = await opened();
  const told: number[] = [];
  disk.listen({ onDurable: (ticket) => told.push(ticket), onWriteFailed: () => {} });
  disk.write(vote, 1);
  disk.write(append(1), 2);
  expect(told).toEqual([]);
  await new Promise((resolve) => setImmediate(resolve));
  // The first group is under way.
  for (let i = 2; i <= 100; i++) disk.write(append(i), i + 1);
  await disk.close();
  expect(told).toEqual([2, 101]);
  expect(events.filter(({ kind }) => kind === 'synced')).toMatchObject([{ writes: 2 }, { writes: 99 }]);
});

describe('a last record', () => {
  it('that was cut short anywhere is dropped, and the log goes on', async () => {
    const [, second, third] = await threeRecords();
    const whole = readFileSync(log());
    for (let length = second! + 1; length < third!; length += 3) {
      writeFileSync(log(), whole.subarray(0, length));
      events = [];
      const disk = await opened();
      expect(events).toContainEqual({ kind: 'recovered', entries: 2, term: 1, torn: length - second! });
      expect(statSync(log()).size).toBe(second);
      expect(await write(disk, append(3))).toEqual([1]);
      await disk.close();
      expect(readFileSync(log())).toEqual(whole);
    }
  });

  it('of which a sector was never written is dropped', async () => {
    const disk = await opened();
    await write(disk, vote, append(1), { kind: 'append', entries: [entry(2, 'y'.repeat(5000))] });
    await disk.close();
    const whole = readFileSync(log());
    for (const sector of [0, 1, 4, 9]) {
      // The first one lost is the one with the header, or a part of it.
      const damaged = Buffer.from(whole);
      const from = Math.max(
        sector * 512,
        events.flatMap((e) => (e.kind === 'synced' ? [e.bytes] : []))[1]! + 28,
      );
      damaged.fill(0, from, (sector + 1) * 512);
      writeFileSync(log(), damaged);
      const again = await opened();
      expect(again.image.entries).toEqual([entry(1)]);
      await again.close();
    }
  });

  it('with a flipped bit is no torn one: it may have been promised', async () => {
    const [, second, third] = await threeRecords();
    const whole = readFileSync(log());
    for (let offset = second!; offset < third!; offset += 2) {
      writeFileSync(log(), whole);
      flip(log(), offset);
      await expect(opened()).rejects.toThrow(`${log()} is damaged at byte ${second}: the checksum of a`);
    }
  });
});

it('refuses a log with a flipped bit, wherever it is, and leaves it as it is', async () => {
  const [, second] = await threeRecords();
  const whole = readFileSync(log());
  for (let offset = 0; offset < second!; offset++) {
    writeFileSync(log(), whole);
    flip(log(), offset);
    const damaged = readFileSync(log());
    await expect(opened()).rejects.toThrow(log());
    expect(readFileSync(log())).toEqual(damaged);
  }
});

it('refuses what is missing, and what another has written', async () => {
  const disk = await opened(machineFiles, { segmentBytes: 100 });
  await write(disk, vote, ...[1, 2, 3, 4, 5, 6].map((index) => append(index)));
  await disk.close();
  const state = readFileSync(join(folder, 'state'), 'utf8');
  const refused = async (reason: string, more: object = {}): Promise<void> =>
    expect(opened(machineFiles, more)).rejects.toThrow(reason);
  await refused('belongs to server 1, not to server 2', { identity: { ...identity, id: 2 } });
  await refused('belongs to cluster test, not to cluster other', {
    identity: { ...identity, cluster: 'other' },
  });
  await refused('servers 1, 2, 3, not to the cluster of servers 1, 2', {
    identity: { ...identity, members: [1, 2] },
  });

  flip(join(folder, 'state'), 40);
  await refused('state is damaged at byte 0: its checksum does not match');
  writeFileSync(join(folder, 'state'), state.replace('state 1', 'state 2'));
  await refused('has the format "whitewater state 2", this version reads "whitewater state 1"');
  rmSync(join(folder, 'state'));
  await refused('state is damaged at byte 0: it is missing, and a log is there');
  writeFileSync(join(folder, 'state'), state);

  const second = join(folder, 'log', '00000002.log');
  const bytes = readFileSync(second);
  rmSync(second);
  await refused('00000002.log is damaged at byte 0: it is missing, and later ones are there');
  writeFileSync(second, bytes.subarray(0, -1));
  await refused('it ends within a record, and later files are there');
  writeFileSync(second, readFileSync(join(folder, 'log', '00000003.log')));
  await refused('00000002.log is damaged at byte 0: it is segment 3');
  writeFileSync(second, bytes);
  await (await opened()).close();

  truncateSync(second, 0);
  await refused('the checksum of the header of the file does not match');
});

it('keeps term and vote when the new ones are written but not yet in their place', async () => {
  const files = new CrashingFiles();
  const disk = await opened(files);
  await write(disk, vote);
  // Create, write and sync go well, the rename does not.
  files.fuse = 4;
  disk.write({ kind: 'hard-state', currentTerm: 2, votedFor: 3 }, 2);
  await disk.close();
  expect(disk.failure).toBe(`cannot write to ${join(folder, 'state')}: the power is gone`);
  expect(files.bytesOf(join(folder, 'state.new')).toString()).toContain('"currentTerm":2');
  files.restart(() => 0);
  const { image } = await opened(files);
  expect([image.currentTerm, image.votedFor]).toEqual([1, 2]);
});

it('writes nothing more once the disk was full, and has all that it promised', async () => {
  const files = new CrashingFiles();
  const disk = await opened(files);
  await write(disk, vote, append(1));
  files.room = 50;
  disk.write(append(2), 3);
  await disk.close();
  expect(disk.failure).toBe(`cannot write to ${log()}: ENOSPC: no space left`);
  files.room = Number.POSITIVE_INFINITY;
  const before = files.calls.length;
  disk.write(append(2), 4);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(files.calls).toHaveLength(before);
  files.kill();
  expect((await opened(files)).image.entries).toEqual([entry(1)]);
});

it('believes no sync after one that failed', async () => {
  const files = new CrashingFiles();
  const disk = await opened(files);
  files.failsSync = true;
  disk.listen({
    onDurable: () => expect.fail('nothing is durable'),
    onWriteFailed: (ticket) => expect(ticket).toBe(1),
  });
  disk.write(vote, 1);
  disk.write(append(1), 2);
  await disk.close();
  files.failsSync = false;
  disk.write(append(1), 3);
  await disk.close();
  expect(disk.failure).toContain('EIO');
});
