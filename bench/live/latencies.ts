// How long requests took, in order: what counts is the middle and the slow end.

export interface Figures {
  /** Of all, those of the warm-up too. */
  readonly count: number;
  /** Requests a second. */
  readonly rate: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export function figuresOf(
  latenciesMs: readonly number[],
  elapsedMs: number,
  count: number = latenciesMs.length,
): Figures {
  const sorted = Float64Array.from(latenciesMs).sort();
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count, rate: (sorted.length / elapsedMs) * 1000, p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** Runs `count` loops of `once` side by side for so long, after a warm-up that does not count. */
export async function measureSideBySide(
  count: number,
  seconds: number,
  once: (loop: number) => Promise<void>,
): Promise<Figures> {
  const latencies: number[] = [];
  let all = 0;
  const begun = performance.now();
  const from = begun + 500;
  const end = from + seconds * 1000;
  const loop = async (number: number): Promise<void> => {
    for (;;) {
      const start = performance.now();
      if (start >= end) return;
      await once(number);
      all++;
      const now = performance.now();
      if (start >= from && now < end) latencies.push(now - start);
    }
  };
  await Promise.all(Array.from({ length: count }, (_, number) => loop(number)));
  return figuresOf(latencies, seconds * 1000, all);
}
