// The sections of a scenario that say where it runs: network, storage and clocks.

import type { DistributionSpec, DurationText, Pickable, Probability, SelectorSpec } from './given.ts';

export interface ReorderSpec {
  readonly probability: Pickable<Probability>;
  readonly window: Pickable<DurationText>;
}

export interface LinkSpec {
  readonly latency?: DistributionSpec | undefined;
  readonly loss?: Pickable<Probability> | undefined;
  readonly duplicate?: Pickable<Probability> | undefined;
  readonly corrupt?: Pickable<Probability> | undefined;
  readonly reorder?: ReorderSpec | undefined;
  readonly bandwidth?: Pickable<string> | undefined;
}

/** A link that differs from the others from the start. */
export interface StandingLink extends LinkSpec {
  readonly from: SelectorSpec;
  readonly to: SelectorSpec;
}

/** Deliveries by priority. */
export interface ScheduleSpec {
  readonly every: Pickable<DurationText>;
  readonly changes?: Pickable<number> | undefined;
  readonly steps?: Pickable<number> | undefined;
}

export interface NetworkSection extends LinkSpec {
  readonly delivery?: 'running' | 'manual' | undefined;
  readonly schedule?: ScheduleSpec | undefined;
  readonly queue?: Pickable<string> | undefined;
  readonly links?: readonly StandingLink[] | undefined;
  readonly zones?:
    | { readonly within?: LinkSpec | undefined; readonly across?: LinkSpec | undefined }
    | undefined;
  readonly clients?: ClientLinksSpec | undefined;
}

export interface ClientLinkSpec {
  readonly latency?: DistributionSpec | undefined;
  readonly loss?: Pickable<Probability> | undefined;
}

export interface ClientLinksSpec extends ClientLinkSpec {
  readonly nodes?: { readonly [name: string]: ClientLinkSpec } | undefined;
}

export interface DiskSpec {
  readonly writeLatency?: DistributionSpec | undefined;
  readonly fsyncLatency?: DistributionSpec | undefined;
  readonly stalls?:
    | { readonly probability: Pickable<Probability>; readonly duration: DistributionSpec }
    | undefined;
  readonly keepUnsynced?: Pickable<Probability> | undefined;
  readonly tornWrites?: Pickable<Probability> | undefined;
  readonly fsync?: Pickable<'honest' | 'lies'> | LiesSpec | undefined;
  readonly bitRot?: Pickable<Probability> | undefined;
  readonly capacity?: Pickable<string> | undefined;
}

/** Fsyncs that report what they have not done, and when that is done after all. */
export interface LiesSpec {
  readonly lies: Pickable<Probability>;
  readonly after?: DistributionSpec | undefined;
}

export interface StorageSection extends DiskSpec {
  readonly nodes?: { readonly [name: string]: DiskSpec } | undefined;
}

export interface ClockSpec {
  readonly drift?: Pickable<string> | undefined;
  readonly offset?: Pickable<string> | undefined;
}

export interface ClocksSection extends ClockSpec {
  readonly nodes?: { readonly [name: string]: ClockSpec } | undefined;
}
