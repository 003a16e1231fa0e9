// Servers that wait a third as long for a leader as their options say: all but the first, so that it has other
// options than the rest.

import type { Replica } from '../../raft/replica.ts';
import type { RaftMutation } from '../raft-program.ts';
import { inCandidate, inFollower } from './change.ts';

const patient = 1;
const part = 3;

export const impatientFollowers: RaftMutation = inFollower(
  (base) =>
    class extends base {
      protected override restartElectionTimer(): void {
        super.restartElectionTimer();
        this.deadline = sooner(this.replica, this.deadline);
      }

      protected override hearsLeader(): boolean {
        return super.hearsLeader() && isRecent(this.replica);
      }
    },
);

export const impatientCandidates: RaftMutation = inCandidate(
  (base) =>
    class extends base {
      protected override restartElectionTimer(): void {
        super.restartElectionTimer();
        this.deadline = sooner(this.replica, this.deadline);
      }

      protected override hearsLeader(): boolean {
        return super.hearsLeader() && isRecent(this.replica);
      }
    },
);

function sooner({ id, now }: Replica, deadline: number): number {
  return id === patient ? deadline : now + Math.floor((deadline - now) / part);
}

function isRecent({ id, now, heardLeaderAt, options }: Replica): boolean {
  return id === patient || now - heardLeaderAt < Math.floor(options.electionTimeoutMin / part);
}
