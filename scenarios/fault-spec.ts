// Faults and scripts of a scenario as data: triggers, actions, steps.

import type { Role } from '../sim/condition.ts';
import type { CommandKind } from '../sim/kv-model.ts';
import type {
  ComparisonSpec,
  ConditionSpec,
  DistributionSpec,
  DurationText,
  LinkSpec,
  MessageSpec,
  Pickable,
  Probability,
  SelectorSpec,
} from './scenario.ts';

/** Which messages an `on` trigger catches. */
export interface MessageTriggerSpec extends MessageSpec {
  readonly nth?: number | undefined;
  readonly every?: number | undefined;
  readonly probability?: Pickable<Probability> | undefined;
}

export interface FaultHead {
  readonly id?: string | undefined;
  readonly at?: Pickable<DurationText> | undefined;
  readonly every?: DistributionSpec | undefined;
  readonly start?: Pickable<DurationText> | undefined;
  readonly stop?: Pickable<DurationText> | undefined;
  readonly when?: ConditionSpec | undefined;
  readonly on?: MessageTriggerSpec | undefined;
  readonly after?: string | undefined;
  readonly delay?: DistributionSpec | undefined;
  readonly since?: string | undefined;
  readonly times?: Pickable<number> | 'unlimited' | undefined;
  readonly class?: string | undefined;
  readonly as?: string | undefined;
}

export type FaultSpec = FaultHead & ActionSpec;

interface Lasting {
  readonly for?: DistributionSpec | undefined;
}

export type PartitionShape = 'halves' | 'majority-minority' | 'ring' | 'bridge' | 'one-way';

/** What may be done at any time, and as a step among others. */
export type PlainActionSpec =
  | (Lasting & {
      readonly do: 'partition';
      readonly groups?: readonly SelectorSpec[] | undefined;
      readonly shape?: PartitionShape | undefined;
      readonly from?: SelectorSpec | undefined;
      readonly to?: SelectorSpec | undefined;
    })
  | (Lasting & { readonly do: 'isolate'; readonly nodes: SelectorSpec })
  | { readonly do: 'heal' }
  | (Lasting & {
      readonly do: 'crash';
      readonly nodes: SelectorSpec;
      readonly lose?: 'random' | 'unsynced' | 'nothing' | undefined;
    })
  | { readonly do: 'restart'; readonly nodes: SelectorSpec }
  | (Lasting & { readonly do: 'pause'; readonly nodes: SelectorSpec })
  | (Lasting & LinkSpec & { readonly do: 'link'; readonly from: SelectorSpec; readonly to: SelectorSpec })
  | (Lasting & {
      readonly do: 'disk';
      readonly nodes: SelectorSpec;
      readonly fault: 'slow' | 'stall' | 'full';
      readonly latency?: DistributionSpec | undefined;
    })
  | (Lasting & {
      readonly do: 'clock';
      readonly nodes: SelectorSpec;
      readonly jump?: Pickable<string> | undefined;
      readonly drift?: Pickable<string> | undefined;
    })
  | { readonly do: 'campaign' | 'heartbeat'; readonly nodes: SelectorSpec }
  | {
      readonly do: 'client';
      readonly client: string;
      readonly op: CommandKind;
      readonly key: string;
      readonly value?: string | number | undefined;
      readonly expected?: string | number | undefined;
      readonly target?: SelectorSpec | undefined;
    }
  | (Lasting & {
      readonly do: 'workload';
      readonly calls: 'stop' | 'start';
      readonly every?: DistributionSpec | undefined;
    })
  | { readonly do: 'mark'; readonly name: string }
  | { readonly do: 'stop'; readonly what?: 'chaos' | 'run' | undefined };

/** What becomes of the message that an `on` trigger has caught. */
export type MessageActionSpec =
  | { readonly do: 'drop' }
  | { readonly do: 'delay'; readonly by: DistributionSpec }
  | { readonly do: 'duplicate'; readonly by?: DistributionSpec | undefined }
  | (Lasting & { readonly do: 'hold'; readonly until?: ConditionSpec | undefined });

export type ActionSpec =
  | PlainActionSpec
  | MessageActionSpec
  | { readonly do: 'sequence'; readonly steps: readonly ActionStepSpec[] };

interface StepHead {
  readonly delay?: DistributionSpec | undefined;
  readonly as?: string | undefined;
}

export type ActionStepSpec = StepHead & PlainActionSpec;

export interface WaitingSpec extends MessageSpec {
  readonly between?: SelectorSpec | undefined;
}

export interface DeliverSpec extends WaitingSpec {
  readonly nth?: number | undefined;
  readonly all?: true | undefined;
  readonly until?: 'quiet' | undefined;
  readonly keep?: true | undefined;
}

type ValueSpec = string | number;

export interface CallSpec {
  readonly client: string;
  readonly get?: string | undefined;
  readonly put?: { readonly [key: string]: ValueSpec } | undefined;
  readonly append?: { readonly [key: string]: ValueSpec } | undefined;
  readonly delete?: string | undefined;
  readonly cas?: { readonly [key: string]: readonly (ValueSpec | null)[] } | undefined;
  readonly again?: true | undefined;
  readonly to: SelectorSpec;
}

/** Of a node, or of a client: `last` and `value`. */
export interface NodeExpectation {
  readonly role?: Role | undefined;
  readonly term?: ComparisonSpec | undefined;
  readonly vote?: string | undefined;
  readonly log?: readonly number[] | undefined;
  readonly commit?: ComparisonSpec | undefined;
  readonly applied?: ComparisonSpec | undefined;
  readonly last?: 'pending' | 'ok' | 'failed' | 'unknown' | undefined;
  readonly value?: ValueSpec | null | undefined;
}

/** Exactly one verb. */
export interface ScriptStepSpec extends StepHead {
  readonly timeout?: SelectorSpec | undefined;
  readonly heartbeat?: SelectorSpec | undefined;
  readonly crash?: SelectorSpec | undefined;
  readonly lose?: 'random' | 'unsynced' | 'nothing' | undefined;
  readonly restart?: SelectorSpec | undefined;
  readonly deliver?: DeliverSpec | undefined;
  readonly drop?: DeliverSpec | undefined;
  readonly call?: CallSpec | undefined;
  readonly fault?: ActionStepSpec | undefined;
  readonly isolate?: SelectorSpec | undefined;
  readonly heal?: true | undefined;
  readonly wait?: Pickable<DurationText> | undefined;
  readonly await?: ConditionSpec | undefined;
  readonly within?: Pickable<DurationText> | undefined;
  readonly expect?: { readonly [name: string]: NodeExpectation } | undefined;
  readonly waiting?: (WaitingSpec & { readonly count: ComparisonSpec }) | undefined;
  readonly mark?: string | undefined;
}
