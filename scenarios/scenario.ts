// The scenario language, version 1, as data: what a file holds once it is known to be valid.
// Quantities are still texts with units; `pick` is not drawn yet.

import type { Scope } from '../sim/checkers/checker.ts';
import type { EventName, Role } from '../sim/condition.ts';
import type { CommandKind } from '../sim/kv-model.ts';
import type { MetricName } from '../sim/metric.ts';
import type { EventuallyName, Limit } from '../sim/plan.ts';
import type { ClocksSection, NetworkSection, StorageSection } from './environment.ts';
import type { FaultSpec, ScriptStepSpec } from './fault-spec.ts';
import type { DistributionSpec, DurationText, Pickable, Probability, SelectorSpec } from './given.ts';

export type {
  ClockSpec,
  ClocksSection,
  DiskSpec,
  LiesSpec,
  LinkSpec,
  NetworkSection,
  ReorderSpec,
  ScheduleSpec,
  StandingLink,
  StorageSection,
} from './environment.ts';
export type {
  ActionSpec,
  ActionStepSpec,
  CallSpec,
  DeliverSpec,
  FaultSpec,
  MessageTriggerSpec,
  NodeExpectation,
  PartitionShape,
  ScriptStepSpec,
  WaitingSpec,
} from './fault-spec.ts';
export type { DistributionSpec, DurationText, Pickable, Probability, SelectorSpec } from './given.ts';

/** What the disks hold at the start, by node. */
export interface InitialSection {
  /** The terms of the entries, from index 1. */
  readonly logs?: { readonly [node: string]: readonly number[] } | undefined;
  readonly terms?: { readonly [node: string]: number } | undefined;
  readonly votes?: { readonly [node: string]: string } | undefined;
  readonly commit?: number | undefined;
}

export interface ClusterSection {
  readonly initial?: InitialSection | undefined;
  readonly nodes?: Pickable<number> | undefined;
  readonly names?: readonly string[] | undefined;
  /** Names of nodes, by zone. */
  readonly zones?: { readonly [zone: string]: readonly string[] } | undefined;
}

export interface ProtocolSection {
  readonly timers?: 'running' | 'manual' | undefined;
  readonly implementation?: string | undefined;
  readonly electionTimeout?: readonly Pickable<DurationText>[] | undefined;
  readonly heartbeat?: Pickable<DurationText> | undefined;
  readonly entriesMax?: Pickable<number> | undefined;
  readonly bytesMax?: Pickable<number> | undefined;
  readonly inflightMax?: Pickable<number> | undefined;
  readonly batchDelay?: Pickable<DurationText> | undefined;
  readonly applyLag?: Pickable<DurationText> | undefined;
  readonly preVote?: Pickable<boolean> | undefined;
  readonly leaderStickiness?: Pickable<boolean> | undefined;
  readonly checkQuorum?: Pickable<boolean> | undefined;
  readonly noOpOnElection?: Pickable<boolean> | undefined;
  readonly termHint?: Pickable<boolean> | undefined;
  readonly parallelDiskWrite?: Pickable<boolean> | undefined;
  readonly reads?: Pickable<'log' | 'read-index' | 'lease'> | undefined;
  readonly leaseMargin?: Pickable<DurationText> | undefined;
  readonly thrifty?: Pickable<boolean> | undefined;
  readonly retryInterval?: Pickable<DurationText> | undefined;
  readonly voteRetryInterval?: Pickable<DurationText> | undefined;
  readonly uncommittedMax?: Pickable<number> | undefined;
  readonly eagerCommit?: Pickable<boolean> | undefined;
  readonly sparseHeartbeats?: Pickable<boolean> | undefined;
  readonly patience?: Pickable<DurationText> | undefined;
  readonly redirectWhenHeard?: Pickable<boolean> | undefined;
  readonly bugs?: readonly string[] | undefined;
}

export interface WorkloadSection {
  readonly model?: 'kv' | undefined;
  readonly clients?: Pickable<number> | undefined;
  readonly ops?: { readonly [K in CommandKind]?: Pickable<number> | undefined } | undefined;
  readonly keys?:
    | {
        readonly count?: Pickable<number> | undefined;
        readonly distribution?: Pickable<'uniform' | 'zipf'> | undefined;
        readonly exponent?: number | undefined;
      }
    | undefined;
  readonly arrival?:
    | {
        readonly closed?: { readonly think: DistributionSpec } | undefined;
        readonly open?: { readonly every: DistributionSpec } | undefined;
      }
    | undefined;
  readonly inFlight?: Pickable<number> | undefined;
  readonly timeout?: Pickable<DurationText> | undefined;
  readonly retry?: Pickable<'same-id' | 'new-id' | 'never'> | undefined;
  readonly attempts?: Pickable<number> | undefined;
  readonly from?: Pickable<DurationText> | undefined;
  readonly until?: Pickable<DurationText> | undefined;
  readonly operations?: Pickable<number> | undefined;
  readonly target?: Pickable<'leader' | 'any'> | undefined;
}

export interface SwarmSection {
  readonly omit: Pickable<Probability>;
}

export type LimitsSection =
  | 'unlimited'
  | { readonly down?: Limit | undefined; readonly damaged?: Limit | undefined };

export interface RunSection {
  readonly chaos?: Pickable<DurationText> | undefined;
  readonly settle?: Pickable<DurationText> | undefined;
  readonly maxEvents?: number | undefined;
  readonly seeds?: number | undefined;
  /** The one seed to run where nobody names any. */
  readonly seed?: number | undefined;
}

/** `3` or `">= 2"`. */
export type ComparisonSpec = string | number;

/** Which messages are meant. */
export interface MessageSpec {
  readonly message?: string | readonly string[] | undefined;
  readonly from?: SelectorSpec | undefined;
  readonly to?: SelectorSpec | undefined;
  readonly term?: ComparisonSpec | undefined;
  readonly index?: ComparisonSpec | undefined;
}

/** What may come about: exactly one of event, message, operation, fault and state, and what narrows it. */
export interface ConditionSpec extends MessageSpec {
  readonly event?: EventName | undefined;
  readonly operation?: 'called' | 'ok' | 'failed' | 'unknown' | undefined;
  readonly fault?: string | undefined;
  readonly mark?: string | undefined;
  readonly state?: 'leaders' | 'no-leader' | 'node' | undefined;
  readonly node?: SelectorSpec | undefined;
  readonly is?: ComparisonSpec | undefined;
  readonly role?: Role | undefined;
  readonly commit?: ComparisonSpec | undefined;
  readonly applied?: ComparisonSpec | undefined;
  readonly for?: Pickable<DurationText> | undefined;
  readonly client?: string | undefined;
  readonly op?: CommandKind | undefined;
  readonly key?: string | undefined;
}

export interface EventuallySpec {
  readonly that: EventuallyName;
  readonly within: Pickable<DurationText>;
  readonly after?: 'settle' | undefined;
}

export interface SometimesSpec {
  readonly name: string;
  readonly that: ConditionSpec;
  readonly times?: string | undefined;
  readonly perSeeds?: number | undefined;
}

export interface NeverSpec {
  readonly name: string;
  readonly that: ConditionSpec;
}

/** `< 2s`, `>= 10`, by the name of the measure. */
export type ThresholdsSpec = { readonly [K in MetricName]?: string | undefined };

/** A node's name, or whether there is any. */
export interface FinalSpec {
  readonly leader?: string | undefined;
  readonly term?: ComparisonSpec | undefined;
  readonly roles?: { readonly [node: string]: Role } | undefined;
  readonly commit?: { readonly [node: string]: ComparisonSpec } | undefined;
  readonly logs?: { readonly [node: string]: readonly number[] } | undefined;
  readonly kv?: { readonly [key: string]: string | number | null } | undefined;
  readonly read?: 'majority' | 'leader' | 'each' | undefined;
}

export interface ExpectSection {
  readonly scopes?: readonly Scope[] | undefined;
  readonly always?: readonly string[] | undefined;
  readonly eventually?: readonly EventuallySpec[] | undefined;
  readonly sometimes?: readonly SometimesSpec[] | undefined;
  readonly never?: readonly NeverSpec[] | undefined;
  readonly thresholds?: ThresholdsSpec | undefined;
  readonly final?: FinalSpec | undefined;
  readonly fails?: { readonly property: string; readonly within?: string | number | undefined } | undefined;
}

/** What a run of the file showed when it was kept: it changes nothing of a run, but tells one that went another way. */
export interface RecordedSection {
  /** What broke; absent: nothing did. */
  readonly fails?: string | undefined;
  /** The id of the bug. */
  readonly bug?: string | undefined;
  readonly digest: string;
  readonly events: number;
  /** Version and revision of the program that ran it. */
  readonly build?: string | undefined;
}

export interface Scenario {
  readonly version: 1;
  readonly name: string;
  readonly description: string;
  readonly recorded?: RecordedSection | undefined;
  /** Of a file; nothing is left of it once the file is read. */
  readonly extends?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly cluster?: ClusterSection | undefined;
  readonly protocol?: ProtocolSection | undefined;
  readonly network?: NetworkSection | undefined;
  readonly storage?: StorageSection | undefined;
  readonly clocks?: ClocksSection | undefined;
  readonly workload?: WorkloadSection | undefined;
  readonly faults?: readonly FaultSpec[] | undefined;
  readonly script?: readonly ScriptStepSpec[] | undefined;
  readonly swarm?: SwarmSection | undefined;
  readonly limits?: LimitsSection | undefined;
  /** Decisions of the environment that are fixed, by name: `link/1>2/17/lost`. */
  readonly overrides?: { readonly [decision: string]: number } | undefined;
  readonly run?: RunSection | undefined;
  readonly expect?: ExpectSection | undefined;
}
