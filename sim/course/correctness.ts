// The checks that a course run must pass whatever it costs: pure functions of its counts.

import type { CourseMode, CoursePlan } from './plan.ts';
import type { ByKind, CourseCheck } from './summary.ts';

export interface Counted {
  readonly replicas: number;
  readonly incorrectGets: number;
  readonly malformed: number;
  readonly died: number;
  readonly keys: number;
  readonly requests: ByKind;
  readonly ungenerated: number;
  readonly unanswered: ByKind;
  readonly excused: ByKind;
  readonly messagesSent: number;
  readonly redirects: number;
}

/** More, and the run is stopped: requests go round among replicas of which none will answer. */
export const redirectsMax = 500_000;

/** Every check, in the order in which the course tells them. */
export function correctnessOf(counted: Counted, plan: CoursePlan): readonly CourseCheck[] {
  const { fractions, mode } = plan;
  const checks = [
    incorrectResponses(counted, mode),
    { name: 'replicas-alive', holds: counted.died === 0, detail: `${counted.died} replicas died` },
    { name: 'some-state', holds: counted.keys > 0, detail: `${counted.keys} keys acknowledged` },
    unanswered('get', counted, fractions.getFail, mode),
    unanswered('put', counted, fractions.putFail, mode),
    generation(counted, fractions.generationFail),
    storm(counted),
  ];
  return mode === 'course' ? [...checks, replication(counted, plan)] : checks;
}

/** The strict mode leaves values to linearizability, which knows that an unanswered put may have happened. */
function incorrectResponses({ incorrectGets, malformed }: Counted, mode: CourseMode): CourseCheck {
  const incorrect = mode === 'course' ? incorrectGets + malformed : malformed;
  const what = mode === 'course' ? `${incorrectGets} gets incorrect, ` : '';
  return {
    name: 'incorrect-responses',
    holds: incorrect === 0,
    detail: `${what}${malformed} answers out of order`,
  };
}

function unanswered(kind: 'get' | 'put', counted: Counted, fraction: number, mode: CourseMode): CourseCheck {
  const excused = mode === 'strict' ? counted.excused[kind] : 0;
  const silent = counted.unanswered[kind] - excused;
  const asked = counted.requests[kind];
  const apart = excused === 0 ? '' : ` (${excused} more excused)`;
  return {
    name: `unanswered-${kind}s`,
    holds: silent <= fraction * asked,
    detail: `${silent} of ${asked}, at most ${fraction} of them${apart}`,
  };
}

/** Of all requests: of the gets alone, chance has more than a tenth find no key, whatever the replicas do. */
function generation({ ungenerated, requests }: Counted, fraction: number): CourseCheck {
  const made = requests.get + requests.put;
  return {
    name: 'gets-generated',
    holds: ungenerated <= fraction * made,
    detail: `${ungenerated} of ${made} requests were gets without a key, at most ${fraction} of them`,
  };
}

function storm({ redirects }: Counted): CourseCheck {
  return {
    name: 'no-redirect-storm',
    holds: redirects < redirectsMax,
    detail: `${redirects} redirects, the run stops at ${redirectsMax}`,
  };
}

/** Fewer messages than this cannot have copied every put to every replica. */
function replication(
  { messagesSent, replicas }: Counted,
  { requests, gets, fractions }: CoursePlan,
): CourseCheck {
  const putShare = 1 - gets / 0x1_0000_0000;
  // Whole messages: the shares of a config file are no exact binary numbers.
  const least = Math.round(requests * replicas * putShare * (1 - fractions.appendsBatched) * 1e6) / 1e6;
  return {
    name: 'enough-messages',
    holds: messagesSent >= least,
    detail: `${messagesSent} between replicas, at least ${Math.ceil(least)}`,
  };
}
