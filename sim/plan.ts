// A scenario compiled for one seed: every field is data, every time an integer of µs,
// every probability a 32-bit threshold. Nothing of the run comes from anywhere else.

import type { Scope } from './checkers/checker.ts';
import type { Comparison, Condition, Role } from './condition.ts';
import type { CoursePlan } from './course/plan.ts';
import type { FaultPlan, Step } from './fault.ts';
import type { CommandKind } from './kv-model.ts';
import type { MetricName } from './metric.ts';

export type { CourseMode, CoursePlan, CourseThresholds } from './course/plan.ts';
export type { Action, FaultPlan, Step, Trigger } from './fault.ts';
export type { Selector } from './selection.ts';

/** µs. `quantiles`: ascending values at 0/n … n/n, read with linear interpolation in integers. */
export type Distribution =
  | { readonly kind: 'constant'; readonly value: number }
  /** Both ends included. */
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly values: readonly number[] }
  | { readonly kind: 'table'; readonly quantiles: readonly number[] };

/** Of 2^32: an event happens when a 32-bit draw is below it. 0 = never, 2^32 = always. */
export type Threshold = number;

export interface LinkPlan {
  readonly latency: Distribution;
  readonly loss: Threshold;
  readonly duplicate: Threshold;
  /** A damaged frame: its receiver sees that by a checksum and drops it. */
  readonly corrupt: Threshold;
  /** A reordered message waits up to `window` µs longer. */
  readonly reorder: { readonly probability: Threshold; readonly window: number };
  /** Bytes a second; 0 = unlimited. */
  readonly bandwidth: number;
  /** Bytes that may wait for the bandwidth; more are lost. 0 = unlimited. */
  readonly queueBytes: number;
}

/** A part of a link's settings, over the rest; null keeps what was there. */
export interface LinkOverride {
  readonly latency: Distribution | null;
  readonly loss: Threshold | null;
  readonly duplicate: Threshold | null;
  readonly corrupt?: Threshold | null;
  readonly reorder: { readonly probability: Threshold; readonly window: number } | null;
  readonly bandwidth: number | null;
}

/** Messages between nodes are delivered one every `every` µs, by priorities that change before `changes` of the deliveries. */
export interface SchedulePlan {
  readonly every: number;
  readonly changes: number;
  /** The changes are drawn from so many first deliveries. */
  readonly steps: number;
}

export interface NetworkPlan {
  readonly defaults: LinkPlan;
  /** Directed; 1..n on both sides. Later ones win. */
  readonly links: readonly { readonly from: number; readonly to: number; readonly set: LinkOverride }[];
  /** Between clients and nodes, both ways; faults between nodes do not touch it. */
  readonly clientLatency: Distribution;
  /** manual: messages between nodes wait until a script delivers them, or the calm begins. */
  readonly delivery: 'running' | 'manual';
  /** In place of latencies, until the calm; absent: none. */
  readonly schedule?: SchedulePlan;
  readonly clientLoss: Threshold;
  /** Of single nodes, over the two above; null keeps what is there. */
  readonly clientLinks: readonly {
    readonly node: number;
    readonly latency: Distribution | null;
    readonly loss: Threshold | null;
  }[];
}

export interface DiskPlan {
  /** Of each write, on top of the fsync that covers it. */
  readonly writeLatency: Distribution;
  /** From a write that finds the disk idle to its durability. */
  readonly fsyncLatency: Distribution;
  readonly stall: { readonly probability: Threshold; readonly duration: Distribution };
  /** At a crash: the chance that each unsynced write, in order, survives it; the first that does not ends it. */
  readonly keepUnsynced: Threshold;
  /** At a crash: the chance that the first write lost leaves a part of itself. */
  readonly tornWrites: Threshold;
  /** Fsyncs that report writes as durable which a crash may still take; `after` a while they are, null: with the next true fsync. */
  readonly lies: { readonly probability: Threshold; readonly after: Distribution | null };
  /** At a crash: the chance that something long durable is damaged; its checksum tells, and the node never starts again. */
  readonly bitRot: Threshold;
  /** Bytes written after which the disk is full; 0 = unlimited. */
  readonly capacity: number;
}

export interface ClockPlan {
  readonly node: number;
  readonly offset: number;
  /** Parts per million by which the clock runs fast (slow if negative). */
  readonly ratePpm: number;
}

export interface WorkloadPlan {
  readonly clients: number;
  /** Relative weights. */
  readonly mix: { readonly [K in CommandKind]: number };
  readonly keys: {
    readonly count: number;
    /** uniform, or weights by rank (32-bit cumulative thresholds, one a key). */
    readonly distribution:
      | { readonly kind: 'uniform' }
      | { readonly kind: 'weighted'; readonly cumulative: readonly number[] };
  };
  /** closed: the next call `think` after an answer. open: one call every `every`, whatever is outstanding. */
  readonly arrival:
    | { readonly kind: 'closed'; readonly think: Distribution }
    | { readonly kind: 'open'; readonly every: Distribution };
  /** Calls a client of the closed loop has outstanding; the open loop has no bound. */
  readonly inFlight: number;
  /** After this long without an answer the outcome of the attempt is unknown. */
  readonly timeout: number;
  /** same-id: retried within the session until answered or `attempts` is used up. never: given up at once. new-id: given up, and called again as a new operation. */
  readonly retry: 'same-id' | 'new-id' | 'never';
  readonly attempts: number;
  /** From the start, µs: when the first and the last call may be made; the last is usually the end of chaos + part of settle. */
  readonly from: number;
  readonly until: number;
  /** Calls a client makes at most; 0 = unlimited. */
  readonly operations: number;
  /** Where a client sends: the last leader it heard of, or any server each time. */
  readonly target: 'leader' | 'any';
}

/** minority: faults never take away a quorum; unlimited: they may. */
export type Limit = 'minority' | 'unlimited';

export interface Limits {
  /** Nodes down, paused or without a working disk. */
  readonly down: Limit;
  /** Nodes whose disks lost what they had kept, or keep no more. */
  readonly damaged: Limit;
}

/** By position of the node. */
export interface InitialPlan {
  readonly nodes: readonly InitialNode[];
  /** So many first entries count as committed, and stand in the logs of a majority. */
  readonly commit: number;
}

export interface InitialNode {
  readonly term: number;
  /** 0 = nobody. */
  readonly vote: number;
  /** The terms of its entries, from index 1. */
  readonly log: readonly number[];
}

export type EventuallyName =
  | 'leader-exists'
  | 'stable-leader'
  | 'all-nodes-caught-up'
  | 'pending-ops-finish'
  | 'commit-advances';

export interface EventuallyPlan {
  readonly that: EventuallyName;
  /** µs after the calm begins. */
  readonly within: number;
}

export interface SometimesPlan {
  readonly name: string;
  readonly that: Condition;
  /** Times; of a state: times that it came about. */
  readonly atLeast: number;
  /** One run of so many has to reach it; absent: every run. */
  readonly perSeeds?: number;
}

/** What must not come about. */
export interface NeverPlan {
  readonly name: string;
  readonly that: Condition;
}

/** A bound on a measure of the whole run, in the measure's own unit: µs, a count, or thousandths. */
export interface ThresholdPlan {
  readonly metric: MetricName;
  readonly is: Comparison;
}

/** How the run must end; nodes that are not named may end as they like. */
export interface FinalPlan {
  /** A node, or whether there is one. */
  readonly leader: number | 'any' | 'none' | null;
  readonly term: Comparison | null;
  readonly roles: readonly { readonly node: number; readonly role: Role }[];
  readonly commits: readonly { readonly node: number; readonly is: Comparison }[];
  /** The terms of the entries, from the first. */
  readonly logs: readonly { readonly node: number; readonly terms: readonly number[] }[];
  readonly kv: {
    /** Whose state machines must hold the values. */
    readonly of: 'majority' | 'leader' | 'each';
    /** null: no value. */
    readonly values: readonly { readonly key: string; readonly value: string | null }[];
  };
}

export interface ChecksPlan {
  readonly scopes: readonly Scope[];
  /** Property names; empty = all that the program and the workload have. */
  readonly always: readonly string[];
  readonly eventually: readonly EventuallyPlan[];
  readonly sometimes: readonly SometimesPlan[];
  readonly never: readonly NeverPlan[];
  readonly thresholds: readonly ThresholdPlan[];
  readonly final?: FinalPlan | null;
  /** Whether a run proves nothing in which a strike was skipped. */
  readonly strictFaults?: boolean;
  /** The property that must break, for planted bugs; null = none. */
  readonly fails: string | null;
  /** By which run of a sweep it must have broken; 0 = by the last. */
  readonly failsWithin: number;
}

export interface Plan {
  readonly scenario: string;
  readonly nodes: number;
  readonly names: readonly string[];
  readonly program: {
    /** A registered program kind: `raft`, … */
    readonly name: string;
    readonly options: { readonly [name: string]: number | string | boolean };
    /** Mutants, by id. */
    readonly bugs: readonly string[];
  };
  readonly network: NetworkPlan;
  readonly disk: DiskPlan;
  /** Of single nodes, in place of `disk`. */
  readonly disks: readonly { readonly node: number; readonly disk: DiskPlan }[];
  readonly clocks: readonly ClockPlan[];
  readonly workload: WorkloadPlan;
  readonly faults: readonly FaultPlan[];
  /** Steps that begin with the run; a step that cannot be done breaks it. */
  readonly script: readonly Step[];
  readonly limits: Limits;
  /** manual: alarms ring in the calm only. */
  readonly timers: 'running' | 'manual';
  /** What the nodes' disks hold at the start; null = nothing. */
  readonly initial: InitialPlan | null;
  /** Faults act in [0, chaos); then everything heals and `settle` follows. */
  readonly run: { readonly chaos: number; readonly settle: number; readonly eventsMax: number };
  readonly checks: ChecksPlan;
  /** What the scenario left to the seed, by its path: for readers, a run takes nothing from it. */
  readonly picked: { readonly [path: string]: string };
  /** Requests, events and judgement of a course's config file, in place of `workload` and `faults`. */
  readonly course?: CoursePlan;
  /** Decisions by stable name: `link/1>2/17/lost` = 1. They replace the draw of that name. */
  readonly overrides: { readonly [decision: string]: number };
}
