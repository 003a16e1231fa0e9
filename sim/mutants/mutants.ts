// All mutants. Ids of one letter and two digits come from a catalogue of mistakes that real systems made;
// those with W are made for a checker that none of these would wake.

import { availabilityMutants } from './availability-mutants.ts';
import { clientMutants } from './client-mutants.ts';
import { commitMutants } from './commit-mutants.ts';
import { diskMutants } from './disk-mutants.ts';
import { electionMutants } from './election-mutants.ts';
import { livenessMutants } from './liveness-mutants.ts';
import type { Mutant } from './mutant.ts';
import { replicationMutants } from './replication-mutants.ts';

export const mutants: readonly Mutant[] = [
  ...electionMutants,
  ...livenessMutants,
  ...replicationMutants,
  ...commitMutants,
  ...diskMutants,
  ...clientMutants,
  ...availabilityMutants,
];
