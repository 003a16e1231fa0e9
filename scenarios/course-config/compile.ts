// A course's config becomes two plans: one for the simulation that its students know, one for ours.

import type { CourseMode, CoursePlan, CourseThresholds, Distribution, Plan } from '../../sim/plan.ts';
import { compileChecks } from '../compile/checks.ts';
import { compileProgram } from '../compile/cluster.ts';
import { Picks } from '../pick.ts';
import { durationOf, probabilityOf } from '../quantity.ts';
import type { CourseConfig } from './config.ts';
import { endWaitDefault, generationFailDefault, startWaitDefault } from './parse.ts';
import { protocolOf } from './protocol.ts';

const second = 1_000_000;

/**
 * One way, µs. On the course's network a message between a client (which lives in the simulator) and a replica is
 * one datagram on the loopback, one between replicas is two: see docs/decisions/0011.
 */
export const courseLatency: { readonly client: number; readonly replica: number } = {
  client: 20,
  replica: 40,
};

/** Strict mode's delays, one way, µs: far enough apart that messages overtake each other. */
const strictLatency: { readonly client: Distribution; readonly replica: Distribution } = {
  client: { kind: 'uniform', min: 50, max: 1000 },
  replica: { kind: 'uniform', min: 100, max: 2000 },
};

export function compileCourse(name: string, config: CourseConfig, mode: CourseMode, seed: number): Plan {
  const { replicas, network = {} } = config;
  const picks = new Picks(seed);
  const course = courseOf(config, mode);
  const isStrict = mode === 'strict';
  const names = Array.from({ length: replicas }, (_, position) => idOf(position));
  return {
    scenario: `${name} (${mode})`,
    nodes: replicas,
    names,
    program: compileProgram(protocolOf(config), picks),
    network: {
      defaults: {
        latency: latencyOf(
          network.latency,
          isStrict ? strictLatency.replica : constant(courseLatency.replica),
        ),
        loss: probabilityOf(config.drops ?? 0),
        duplicate: 0,
        corrupt: 0,
        reorder: { probability: 0, window: 0 },
        bandwidth: 0,
        queueBytes: 0,
      },
      links: [],
      clientLatency: latencyOf(
        network.clientLatency,
        isStrict ? strictLatency.client : constant(courseLatency.client),
      ),
      clientLoss: 0,
      delivery: 'running',
      clientLinks: [],
    },
    disk: {
      writeLatency: { kind: 'constant', value: 0 },
      // A course's replica keeps everything in memory, and one that is killed never returns.
      fsyncLatency: constant(isStrict ? 100 : 0),
      stall: { probability: 0, duration: constant(0) },
      keepUnsynced: 0,
      tornWrites: 0,
      lies: { probability: 0, after: null },
      bitRot: 0,
      capacity: 0,
    },
    disks: [],
    clocks: [],
    workload: silent,
    faults: [],
    script: [],
    limits: { down: 'unlimited', damaged: 'unlimited' },
    timers: 'running',
    initial: null,
    run: { chaos: course.startWait + course.lifetime, settle: course.endWait, eventsMax },
    checks: compileChecks({}, names, picks),
    course,
    picked: picks.drawn,
    overrides: {},
  };
}

const eventsMax = 10_000_000;

function courseOf(config: CourseConfig, mode: CourseMode): CoursePlan {
  const { tests = {} } = config;
  const { benchmarks = {} } = tests;
  const isStrict = mode === 'strict';
  const misplaced = isStrict ? config.maximum_get_generation_fail_fraction : undefined;
  const documented = isStrict ? config.wait : undefined;
  return {
    mode,
    requests: config.requests,
    lifetime: micros(config.lifetime),
    startWait: micros(config.start_wait ?? documented ?? startWaitDefault),
    endWait: micros(config.end_wait ?? endWaitDefault),
    gets: probabilityOf(config.mix ?? 0.8),
    messagesMax: config.max_packets ?? 20_000,
    events: (config.events ?? []).map(({ type, time }) => ({ kind: type, at: micros(time) })),
    benchmarks: {
      totalMessages: thresholdsOf(benchmarks.total_msgs),
      failures: thresholdsOf(benchmarks.failures),
      duplicates: thresholdsOf(benchmarks.duplicates),
      medianLatency: thresholdsOf(benchmarks.median_latency),
    },
    fractions: {
      getFail: tests.maximum_get_fail_fraction ?? 0.5,
      putFail: tests.maximum_put_fail_fraction ?? 0.5,
      generationFail: tests.maximum_get_generation_fail_fraction ?? misplaced ?? generationFailDefault,
      appendsBatched: tests.maximum_appends_batched_fraction ?? 0.5,
    },
  };
}

/** The clients of a course are its own; a plan has a workload all the same, with as many of them. */
const silent: Plan['workload'] = {
  clients: 8,
  mix: { get: 0, put: 1, delete: 0, cas: 0, append: 0 },
  keys: { count: 1, distribution: { kind: 'uniform' } },
  arrival: { kind: 'open', every: constant(second) },
  inFlight: 1,
  timeout: second,
  retry: 'never',
  attempts: 1,
  from: 0,
  until: 0,
  operations: 0,
  target: 'leader',
};

/** Four upper-case hex digits. */
function idOf(position: number): string {
  return position.toString(16).toUpperCase().padStart(4, '0');
}

function micros(seconds: number): number {
  return Math.round(seconds * second);
}

function constant(value: number): Distribution {
  return { kind: 'constant', value };
}

function latencyOf(given: string | undefined, standard: Distribution): Distribution {
  return given === undefined ? standard : constant(durationOf(given));
}

function thresholdsOf(given: readonly number[] | undefined): CourseThresholds | null {
  return given === undefined ? null : (given as unknown as CourseThresholds);
}
