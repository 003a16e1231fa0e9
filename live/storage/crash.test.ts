// Power lost, or the process killed, at any call: what was promised is there, the rest is a first part of what was written, and the
// directory can be used again, and again.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DurableImage } from '../../raft/durable.ts';
import type { Write } from '../../raft/host.ts';
import type { Entry } from '../../raft/message.ts';
import type { OnEvent } from '../server/live-event.ts';
import { FileDisk } from './file-disk.ts';
import { CrashingFiles } from './fixtures/crashing-files.ts';

const lock = { release: () => Promise.resolve() };
const identity = { cluster: 'test', id: 1, members: [1, 2, 3] };

function settings(files: CrashingFiles, onEvent: OnEvent = () => {}) {
  // So small that segments are begun all the time.
  return { folder: 'data', identity, files, segmentBytes: 1500, onEvent, lock };
}

/** What a server may ask of a disk with this image. */
function nextWrite(image: DurableImage, draw: (limit: number) => number): Write {
  const { currentTerm, entries } = image;
  const kind = draw(8);
  if (kind === 0) return { kind: 'hard-state', currentTerm: currentTerm + 1, votedFor: draw(4) };
  if (kind === 1 && entries.length > 0) return { kind: 'truncate', from: 1 + draw(entries.length) };
  const added: Entry[] = [];
  for (let i = 0; i <= draw(3); i++) {
    const value = 'v'.repeat(draw(1200));
    const command = { kind: 'put', key: `${draw(100)}`, value };
    const index = entries.length + added.length + 1;
    added.push({
      index,
      term: currentTerm,
      command,
      client: 1,
      sequence: index,
      acknowledgedBelow: 1,
      bytes: 1300,
    });
  }
  return { kind: 'append', entries: added };
}

function textOf({ currentTerm, votedFor, entries }: DurableImage): string {
  return JSON.stringify([currentTerm, votedFor, entries]);
}

it('keeps what it promised through any end, and any end after that', async () => {
  const outcomes = { torn: 0, justPromised: 0, more: 0 };
  await fc.assert(
    fc.asyncProperty(fc.noShrink(fc.infiniteStream(fc.nat())), async (stream) => {
      const draw = (limit: number): number => stream.next().value % limit;
      const files = new CrashingFiles();
      let disk = await FileDisk.open(settings(files));
      for (let life = 0; life < 4; life++) {
        // All that the disk may hold after the crash: the state at the last promise, and every later one.
        const written = new DurableImage();
        written.persist({ kind: 'hard-state', ...disk.image });
        if (disk.image.entries.length > 0) written.persist({ kind: 'append', entries: disk.image.entries });
        let possible = [textOf(written)];
        disk.listen({
          onDurable(ticket) {
            possible = possible.slice(possible.length - 1 - (newest - ticket));
          },
          onWriteFailed() {},
        });
        let newest = 0;
        files.fuse = 1 + draw(60);
        while (disk.failure === null) {
          for (let i = 0; i <= draw(4); i++) {
            const write = nextWrite(written, draw);
            written.persist(write);
            possible.push(textOf(written));
            disk.write(write, ++newest);
          }
          await new Promise((resolve) => setImmediate(resolve));
        }
        await disk.close();
        if (draw(3) === 0) files.kill();
        else files.restart(draw);
        // Power may be lost again while the log is read.
        files.fuse = draw(3) === 0 ? 1 + draw(6) : Number.POSITIVE_INFINITY;
        const onEvent: OnEvent = (event) => {
          if (event.kind === 'recovered' && event.torn > 0) outcomes.torn++;
        };
        try {
          disk = await FileDisk.open(settings(files, onEvent));
        } catch {
          files.restart(draw);
          disk = await FileDisk.open(settings(files, onEvent));
        }
        files.fuse = Number.POSITIVE_INFINITY;
        const found = possible.indexOf(textOf(disk.image as DurableImage));
        expect(found).toBeGreaterThanOrEqual(0);
        if (found === 0) outcomes.justPromised++;
        else outcomes.more++;
      }
    }),
    { numRuns: 60 },
  );
  for (const count of Object.values(outcomes)) expect(count).toBeGreaterThan(10);
});
