// How one node stands between two moves: all of it in one number, and of a Raft server what the past will be asked
// about. Equal standings take equal steps, whatever led to them.

import type { Entry } from '../../../raft/message.ts';
import type { ReplicaView } from '../../../raft/view.ts';
import type { Simulation } from '../../simulation.ts';
import { Fingerprint, fingerprintOf } from './fingerprint.ts';

export interface Standing {
  readonly id: number;
  readonly isUp: boolean;
  readonly isLeader: boolean;
  readonly term: number;
  /** 0 = nobody. */
  readonly vote: number;
  readonly commitIndex: number;
  /** Of the log, from index 1: a number for each entry, and its term. */
  readonly entries: readonly number[];
  readonly terms: readonly number[];
}

interface DiskImage {
  readonly currentTerm?: number;
  readonly votedFor?: number;
  readonly entries?: readonly Entry[];
}

/** Every standing met, each with a number of its own. */
export class Standings {
  readonly met: Standing[] = [];
  private readonly byPrint: Map<number, Standing> = new Map();

  of(simulation: Simulation, node: number): Standing {
    const { cluster } = simulation;
    const program = cluster.program(node);
    const image = cluster.image(node) as DiskImage;
    const print = new Fingerprint()
      .number(node)
      .all(program ?? null)
      .all(image)
      .value();
    const known = this.byPrint.get(print);
    if (known !== undefined) return known;
    const status = cluster.status(node);
    const entries = program === undefined ? (image.entries ?? []) : entriesOf(program);
    const standing: Standing = {
      id: this.met.length,
      isUp: program !== undefined,
      isLeader: status?.role === 'leader',
      term: status?.term ?? image.currentTerm ?? 0,
      vote: status?.votedFor ?? image.votedFor ?? 0,
      commitIndex: status?.commitIndex ?? 0,
      entries: entries.map(fingerprintOf),
      terms: entries.map(({ term }) => term),
    };
    this.met.push(standing);
    this.byPrint.set(print, standing);
    return standing;
  }
}

/** A program that shows no log has none that the past could be asked about. */
function entriesOf(program: unknown): readonly Entry[] {
  const view = (program as { view?(): ReplicaView }).view?.();
  if (view?.log === undefined) return [];
  const { log } = view;
  return Array.from({ length: log.lastIndex }, (_, position) => log.entryAt(position + 1)!);
}
