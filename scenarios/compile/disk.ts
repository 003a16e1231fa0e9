// The plan of disks: one for all, and those that differ.

import type { DiskPlan, Plan } from '../../sim/plan.ts';
import * as defaults from '../defaults.ts';
import type { Picks } from '../pick.ts';
import { always } from '../quantity.ts';
import type { DiskSpec, LiesSpec, StorageSection } from '../scenario.ts';

/** `path`: names the draws. */
export function compileDisk(section: DiskSpec, path: string, picks: Picks): DiskPlan {
  const { writeLatency, fsyncLatency, stalls, keepUnsynced, tornWrites, bitRot, capacity } = section;
  return {
    writeLatency:
      writeLatency === undefined
        ? { kind: 'constant', value: 0 }
        : picks.distribution(writeLatency, `${path}.writeLatency`),
    fsyncLatency:
      fsyncLatency === undefined
        ? { kind: 'constant', value: defaults.fsyncLatency }
        : picks.distribution(fsyncLatency, `${path}.fsyncLatency`),
    stall:
      stalls === undefined
        ? { probability: 0, duration: { kind: 'constant', value: 0 } }
        : {
            probability: picks.probability(stalls.probability, `${path}.stalls.probability`),
            duration: picks.distribution(stalls.duration, `${path}.stalls.duration`),
          },
    keepUnsynced:
      keepUnsynced === undefined
        ? defaults.keepUnsynced
        : picks.probability(keepUnsynced, `${path}.keepUnsynced`),
    tornWrites: picks.probability(tornWrites ?? 0, `${path}.tornWrites`),
    lies: compileLies(section.fsync ?? 'honest', path, picks),
    bitRot: picks.probability(bitRot ?? 0, `${path}.bitRot`),
    capacity: capacity === undefined ? 0 : picks.size(capacity, `${path}.capacity`),
  };
}

/** What a node's own section leaves out is as for all. */
export function compileDisks(section: StorageSection, names: readonly string[], picks: Picks): Plan['disks'] {
  const { nodes = {}, ...all } = section;
  return Object.entries(nodes).map(([name, own]) => {
    const shared = compileDisk(all, 'storage', picks);
    const single = compileDisk(own, `storage.nodes.${name}`, picks);
    const isOwn = (key: keyof DiskSpec): boolean => own[key] !== undefined;
    return {
      node: names.indexOf(name) + 1,
      disk: {
        writeLatency: (isOwn('writeLatency') ? single : shared).writeLatency,
        fsyncLatency: (isOwn('fsyncLatency') ? single : shared).fsyncLatency,
        stall: (isOwn('stalls') ? single : shared).stall,
        keepUnsynced: (isOwn('keepUnsynced') ? single : shared).keepUnsynced,
        tornWrites: (isOwn('tornWrites') ? single : shared).tornWrites,
        lies: (isOwn('fsync') ? single : shared).lies,
        bitRot: (isOwn('bitRot') ? single : shared).bitRot,
        capacity: (isOwn('capacity') ? single : shared).capacity,
      },
    };
  });
}

function compileLies(given: NonNullable<DiskSpec['fsync']>, path: string, picks: Picks): DiskPlan['lies'] {
  if (isLies(given)) {
    return {
      probability: picks.probability(given.lies, `${path}.fsync.lies`),
      after: given.after === undefined ? null : picks.distribution(given.after, `${path}.fsync.after`),
    };
  }
  return { probability: picks.from(given, `${path}.fsync`) === 'lies' ? always : 0, after: null };
}

function isLies(given: NonNullable<DiskSpec['fsync']>): given is LiesSpec {
  return typeof given === 'object' && 'lies' in given;
}
