// Ways to put a changed class in place of one of Raft's, whatever other mutants have put there before.

import type { Log } from '../../raft/log.ts';
import type { Replica } from '../../raft/replica.ts';
import type { Candidate } from '../../raft/roles/candidate.ts';
import type { Follower } from '../../raft/roles/follower.ts';
import type { Leader } from '../../raft/roles/leader.ts';
import type { Server } from '../../raft/server.ts';
import type { RaftMutation, RaftVariant } from '../raft-program.ts';

type Change<C> = (base: C) => C;

export function inFollower(change: Change<typeof Follower>): RaftMutation {
  return (variant) => withPart(variant, 'follower', change(variant.parts.follower as typeof Follower));
}

export function inCandidate(change: Change<typeof Candidate>): RaftMutation {
  return (variant) => withPart(variant, 'candidate', change(variant.parts.candidate as typeof Candidate));
}

export function inLeader(change: Change<typeof Leader>): RaftMutation {
  return (variant) => withPart(variant, 'leader', change(variant.parts.leader as typeof Leader));
}

export function inReplica(change: Change<typeof Replica>): RaftMutation {
  return (variant) => withPart(variant, 'replica', change(variant.parts.replica as typeof Replica));
}

export function inLog(change: Change<typeof Log>): RaftMutation {
  return (variant) => withPart(variant, 'log', change(variant.parts.log as typeof Log));
}

export function inServer(change: Change<typeof Server>): RaftMutation {
  return (variant) => ({ ...variant, server: change(variant.server as typeof Server) });
}

function withPart<K extends keyof RaftVariant['parts']>(
  variant: RaftVariant,
  name: K,
  part: RaftVariant['parts'][K],
): RaftVariant {
  return { ...variant, parts: { ...variant.parts, [name]: part } };
}
