// How long the transport waits for what, ms, and how long before it tries again.

export interface Timing {
  /** A connection, with its greeting, comes about within this time. */
  readonly greetingMs: number;
  /** Between two pings. */
  readonly pingMs: number;
  /** A connection on which nothing was heard for so long is given up. */
  readonly silenceMs: number;
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
}

export const timingDefault: Timing = {
  greetingMs: 3000,
  pingMs: 1000,
  silenceMs: 5000,
  retryMinMs: 50,
  retryMaxMs: 2000,
};

/**
 * Before attempt `failures` + 1: twice as long each time up to the most, and by chance as little as half of that, so
 * that those who lost a server together do not all come back together. `chance`: in [0, 1).
 */
export function retryDelayMs({ retryMinMs, retryMaxMs }: Timing, failures: number, chance: number): number {
  const longest = Math.min(retryMaxMs, retryMinMs * 2 ** Math.min(failures, 30));
  return longest * (0.5 + chance / 2);
}
