// What is counted while a course run goes on.

export interface ByKindCount {
  get: number;
  put: number;
}

export class CourseCounts {
  died = 0;
  killed = 0;
  readonly requests: ByKindCount = { get: 0, put: 0 };
  ungenerated = 0;
  duplicates = 0;
  redirects = 0;
  readonly failures: ByKindCount = { get: 0, put: 0 };
  /** Gets with another value than the client's last acknowledged one. */
  incorrectGets = 0;
  /** Answers that no client can make sense of. */
  malformed = 0;
  /** Keys that a put was acknowledged for. */
  keys = 0;
  /** µs from each attempt to its answer. */
  readonly latencies: number[] = [];
  stopped = false;
}

/** µs; 0 for no latencies. */
export function meanOf(latencies: readonly number[]): number {
  return latencies.length === 0 ? 0 : latencies.reduce((sum, each) => sum + each, 0) / latencies.length;
}

/** µs, halfway between the middle two where their number is even; 0 for no latencies. */
export function medianOf(latencies: readonly number[]): number {
  if (latencies.length === 0) return 0;
  const rising = [...latencies].sort((one, other) => one - other);
  const middle = rising.length >> 1;
  return rising.length % 2 === 1 ? rising[middle]! : (rising[middle - 1]! + rising[middle]!) / 2;
}
