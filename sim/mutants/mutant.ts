// A replica broken on purpose: one named change of the protocol, made from outside its files.

import type { RaftMutation } from '../raft-program.ts';

export interface Mutant {
  /** As scenarios name it: `R01`. */
  readonly id: string;
  /** What is wrong, in a sentence. */
  readonly description: string;
  /** Where such a mistake was made, or the rule that it breaks. */
  readonly source: string;
  /** The property that it should break; null: nothing that a run could show, and no check may claim otherwise. */
  readonly property: string | null;
  readonly mutate: RaftMutation;
}
