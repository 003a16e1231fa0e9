// The classes that a server is made of. Roles know the replica, never each other; a variant of the
// protocol is this record with one class replaced.

import { Log } from './log.ts';
import type { Entry } from './message.ts';
import { Replica } from './replica.ts';
import { Candidate } from './roles/candidate.ts';
import { Follower } from './roles/follower.ts';
import { Leader } from './roles/leader.ts';
import type { Role } from './roles/role.ts';

export type RoleClass = new (replica: Replica) => Role;

export interface Parts {
  readonly replica: new (...state: ConstructorParameters<typeof Replica>) => Replica;
  readonly log: new (entries: readonly Entry[]) => Log;
  readonly follower: RoleClass;
  readonly candidate: RoleClass;
  readonly leader: RoleClass;
}

export const defaultParts: Parts = {
  replica: Replica,
  log: Log,
  follower: Follower,
  candidate: Candidate,
  leader: Leader,
};
