// What holds where a scenario says nothing: a small cluster on a calm local network.
// The schema's descriptions repeat these figures for readers.

export const millisecond = 1000;
export const second: number = 1000 * millisecond;

export const nodes = 3;
export const latency: { readonly min: number; readonly max: number } = {
  min: millisecond,
  max: 10 * millisecond,
};
export const clientLatency: { readonly min: number; readonly max: number } = {
  min: millisecond,
  max: 5 * millisecond,
};
export const scheduleChanges = 2;
export const scheduleSteps = 1000;
export const fsyncLatency = 100;
/** Of 2^32. */
export const keepUnsynced = 0x8000_0000;
export const clients = 2;
export const keys = 5;
export const think: { readonly min: number; readonly max: number } = {
  min: 10 * millisecond,
  max: 50 * millisecond,
};
export const timeout: number = 500 * millisecond;
export const attempts = 20;
export const chaos: number = 10 * second;
export const settle: number = 5 * second;
export const eventsMax = 10_000_000;
/** The protocol's own, for relations in which the scenario gives only one side. */
export const electionTimeoutMin: number = 150 * millisecond;
export const heartbeatInterval: number = 50 * millisecond;
export const leaseMargin: number = 15 * millisecond;
