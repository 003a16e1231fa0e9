// What a single value of a scenario may be given as: plainly, or as a draw once a seed or once a use.

/** A value, or a draw made once a seed: from a list, or evenly between two ends, both included. */
export type Pickable<T> = T | { readonly pick: readonly T[] | { readonly uniform: readonly T[] } };

/** `150ms`; a shift may have a sign. */
export type DurationText = string;
/** `5%` or 0.05. */
export type Probability = number | string;
/** `any(followers - $old)`, or a list of those. */
export type SelectorSpec = string | readonly string[];

/** Drawn for every message, operation or strike. Exactly one key; a text is a constant. */
export type DistributionSpec =
  | DurationText
  | {
      readonly pick?: readonly DurationText[] | { readonly uniform: readonly DurationText[] } | undefined;
      readonly uniform?: readonly Pickable<DurationText>[] | undefined;
      readonly exp?:
        | { readonly mean: Pickable<DurationText>; readonly max?: Pickable<DurationText> | undefined }
        | undefined;
      readonly lognormal?:
        | { readonly median: Pickable<DurationText>; readonly p99: Pickable<DurationText> }
        | undefined;
      readonly longtail?:
        | {
            readonly median: Pickable<DurationText>;
            readonly p99: Pickable<DurationText>;
            readonly p999: Pickable<DurationText>;
          }
        | undefined;
      readonly choice?: readonly Pickable<DurationText>[] | undefined;
    };
