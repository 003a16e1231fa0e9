// One part of the gate: what it came to, in a line and notes, and what of it the exit code has to say.

import type { ExitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';

export const partNames = ['scenarios', 'corpus', 'bugs', 'determinism', 'goals'] as const;
export type PartName = (typeof partNames)[number];

export interface Part {
  readonly title: string;
  readonly summary: string;
  /** At the right of it, dim. */
  readonly side: string;
  /** Each with a word that stands out, and what there is to say. */
  readonly notes: readonly (readonly [mark: string, text: string])[];
  readonly codes: readonly ExitCode[];
  /** For the last line: `1 planted bug missed`. */
  readonly wrong: readonly string[];
  readonly runs: number;
}

/** Time to be spent, asked between two runs. */
export class Budget {
  isStopped = false;
  private readonly io: Io;
  private readonly endsAt: number;

  constructor(io: Io, endsAt: number) {
    this.io = io;
    this.endsAt = endsAt;
  }

  get isOver(): boolean {
    return this.isStopped || this.io.now() >= this.endsAt;
  }

  async breathe(): Promise<void> {
    await this.io.breathe();
  }
}
