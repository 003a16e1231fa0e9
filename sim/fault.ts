// Faults and steps as data: when one strikes, whom, and what it does.

import type { Condition, MessageFilter } from './condition.ts';
import type { Expectation } from './expectation.ts';
import type { Command } from './kv-model.ts';
import type { Distribution, LinkOverride, Threshold } from './plan.ts';
import type { Selector } from './selection.ts';

/** `times`: strikes at most; 0 = unlimited. `since`: not before the fault of this id has struck. */
export type Trigger =
  | { readonly kind: 'at'; readonly at: number }
  /** The n-th time comes `every` after the one before, within [from, until). */
  | {
      readonly kind: 'every';
      readonly every: Distribution;
      readonly from: number;
      readonly until: number;
      readonly times: number;
    }
  /** Right after the event with which the condition comes about, before anything else. */
  | {
      readonly kind: 'when';
      readonly that: Condition;
      readonly times: number;
      readonly since: string | null;
    }
  /** Right before the delivery of a message that is meant. */
  | {
      readonly kind: 'on';
      readonly which: MessageFilter;
      /** Only the n-th of those meant; 0 = all. */
      readonly nth: number;
      /** Only every so many-th of them; 1 = each. */
      readonly every: number;
      readonly probability: Threshold;
      readonly times: number;
      readonly since: string | null;
    }
  /** `delay` after each strike of another fault. */
  | {
      readonly kind: 'after';
      readonly fault: string;
      readonly delay: Distribution;
      readonly times: number;
    };

export type Action =
  | { readonly kind: 'partition'; readonly groups: readonly Selector[] }
  /** A random majority against the rest. */
  | { readonly kind: 'split'; readonly shape: 'halves' | 'majority-minority' | 'ring' | 'bridge' }
  | { readonly kind: 'one-way'; readonly from: Selector; readonly to: Selector }
  | { readonly kind: 'isolate'; readonly nodes: Selector }
  /** Ends every partition, cut and link change. */
  | { readonly kind: 'heal' }
  | { readonly kind: 'crash'; readonly nodes: Selector; readonly lose: 'random' | 'unsynced' | 'nothing' }
  | { readonly kind: 'restart'; readonly nodes: Selector }
  | { readonly kind: 'pause'; readonly nodes: Selector }
  | { readonly kind: 'link'; readonly from: Selector; readonly to: Selector; readonly set: LinkOverride }
  /** slow: fsync takes `latency`. stall: nothing becomes durable. full: every write fails. */
  | {
      readonly kind: 'disk';
      readonly nodes: Selector;
      readonly fault: 'slow' | 'stall' | 'full';
      readonly latency: Distribution | null;
    }
  | {
      readonly kind: 'clock';
      readonly nodes: Selector;
      readonly jump: number;
      readonly ratePpm: number | null;
    }
  | MessageAction
  /** The program is told that its timer has run out, whatever the time. */
  | { readonly kind: 'campaign' | 'heartbeat'; readonly nodes: Selector }
  /** One call of this client, at once at a node of the selector (null: where it would call). */
  | {
      readonly kind: 'client';
      readonly client: number;
      readonly command: Command;
      readonly target: Selector | null;
    }
  /** Clients stop calling, call again, or at another pace (null: their own). */
  | { readonly kind: 'workload'; readonly set: 'stop' | 'start'; readonly every: Distribution | null }
  | { readonly kind: 'mark'; readonly name: string }
  /** chaos: the calm begins now. run: the run ends now. */
  | { readonly kind: 'stop'; readonly what: 'chaos' | 'run' }
  | { readonly kind: 'sequence'; readonly steps: readonly Step[] }
  | ScriptAction;

/** What becomes of the message that an `on` trigger has caught. */
export type MessageAction =
  | { readonly kind: 'drop' }
  | { readonly kind: 'delay'; readonly by: Distribution }
  /** A copy comes this much later. */
  | { readonly kind: 'duplicate'; readonly by: Distribution }
  /** Kept back, this one and all that follow, and let go in order. null: for the fault's duration, or until calm. */
  | { readonly kind: 'hold'; readonly until: Condition | null };

/** What only a step can do: about messages that wait, and about how things stand. */
export type ScriptAction =
  /** The client sends its last call once more. */
  | { readonly kind: 'again'; readonly client: number; readonly target: Selector }
  /** once: the oldest that is meant. all: each that waits. quiet: and what follows from them, until none waits. */
  | {
      readonly kind: 'deliver';
      readonly which: MessageFilter;
      readonly nth: number;
      readonly until: Amount;
      readonly keeps: boolean;
    }
  | { readonly kind: 'discard'; readonly which: MessageFilter; readonly nth: number; readonly all: boolean }
  /** The next step comes once it has come about. */
  | { readonly kind: 'await'; readonly that: Condition; readonly within: number }
  | { readonly kind: 'expect'; readonly all: readonly Expectation[] }
  | { readonly kind: 'wait' };

export type Amount = 'once' | 'all' | 'quiet';

/** Something done once, by a fault or as a step. */
export interface Strike {
  /** Unique in the plan; names its random stream. */
  readonly id: string;
  readonly action: Action;
  /** After which it is undone (a crashed node restarts, a partition heals); null = it stays until calm. */
  readonly duration: Distribution | null;
  /** Keeps the nodes hit under this name for `bound` selectors. */
  readonly as: string | null;
}

export interface FaultPlan extends Strike {
  readonly trigger: Trigger;
}

/** One of several, in order. */
export interface Step extends Strike {
  /** After the step before. */
  readonly delay: Distribution;
  /** Where it stands in its file: `line 12`; '' where that is not known. */
  readonly place: string;
}
