// Disks in words.

import type { DiskPlan, Plan } from '../../sim/plan.ts';
import { distribution, percent, size } from './quantity.ts';

export function diskWords({ disk, disks, names }: Plan): readonly string[] {
  return [
    ...describe(disk),
    ...disks.flatMap(({ node, disk: own }) => describe(own).map((words) => `${names[node - 1]}: ${words}`)),
  ];
}

function describe(disk: DiskPlan): readonly string[] {
  const { writeLatency, stall, lies, bitRot } = disk;
  const isFree = writeLatency.kind === 'constant' && writeLatency.value === 0;
  const speed = [
    `fsync ${distribution(disk.fsyncLatency)}`,
    ...(isFree ? [] : [`a write ${distribution(writeLatency)}`]),
    ...(stall.probability === 0
      ? []
      : [`${percent(stall.probability)} stall for ${distribution(stall.duration)}`]),
    ...(disk.capacity === 0 ? [] : [`full after ${size(disk.capacity)}`]),
  ];
  const crash = [
    `at a crash each unsynced write survives with ${percent(disk.keepUnsynced)}`,
    `torn ${percent(disk.tornWrites)}`,
    ...(bitRot === 0 ? [] : [`something durable damaged ${percent(bitRot)}`]),
  ];
  const late = lies.after === null ? 'the next true one' : distribution(lies.after);
  return [
    speed.join(', '),
    crash.join(', '),
    ...(lies.probability === 0
      ? []
      : [`${percent(lies.probability)} of the fsyncs lie, made good after ${late}`]),
  ];
}
