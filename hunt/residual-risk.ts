// What runs without a failure say about the runs that were not made: how likely the next one shows something new
// (Good and Turing, by leaving one out), and how often it can fail at most (the rule of three).

import type { Finding } from './finding.ts';
import { textHash } from './text-hash.ts';

/** Features kept at most; beyond, a random half of them, and again. */
const usualFeaturesMax = 1 << 20;
const twice = -1;

export class ResidualRisk {
  runs = 0;
  failures = 0;
  /** By feature, the only run that showed it, or `twice`. */
  private showed: Map<number, number> = new Map();
  /** Only features whose hash ends in so many zeros are kept. */
  private thinning = 0;
  private readonly featuresMax: number;

  constructor(featuresMax: number = usualFeaturesMax) {
    this.featuresMax = featuresMax;
  }

  note(features: Iterable<number>, isFailure: boolean): void {
    const run = this.runs++;
    if (isFailure) this.failures++;
    for (const feature of features) this.add(feature, run);
    while (this.showed.size > this.featuresMax) this.thin();
  }

  /** The chance that the next run shows a feature that none has shown; null: nobody knows after so few runs. */
  novelty(): number | null {
    if (this.runs < 2) return null;
    const alone = new Set<number>();
    for (const run of this.showed.values()) if (run !== twice) alone.add(run);
    return alone.size / this.runs;
  }

  /** How often a run fails at most, at 95 %, if none did; null: some did, or there was none. */
  failureRateMax(): number | null {
    return this.failures > 0 || this.runs === 0 ? null : Math.min(1, 3 / this.runs);
  }

  /** Each estimate with what it assumes. */
  lines(): readonly string[] {
    const [novelty, rate] = [this.novelty(), this.failureRateMax()];
    const part = this.thinning === 0 ? '' : `, of ${2 ** this.thinning} kinds of states one is watched`;
    return [
      ...(novelty === null
        ? []
        : [
            `the next run shows something new with a chance of about ${percent(novelty)} ` +
              `(Good–Turing; if seeds are drawn as before${part})`,
          ]),
      ...(rate === null
        ? []
        : [
            `at most ${percent(rate)} of all runs fail, at 95 % confidence ` +
              `(rule of three: 3/${this.runs}; for independent runs of these same scenarios, settings and checks)`,
          ]),
    ];
  }

  private add(feature: number, run: number): void {
    if ((feature & ((1 << this.thinning) - 1)) !== 0) return;
    const before = this.showed.get(feature);
    if (before === undefined) this.showed.set(feature, run);
    else if (before !== run) this.showed.set(feature, twice);
  }

  private thin(): void {
    this.thinning++;
    const mask = (1 << this.thinning) - 1;
    for (const feature of this.showed.keys()) if ((feature & mask) !== 0) this.showed.delete(feature);
  }
}

/** What a run showed: its abstract states if they were watched, else how it ended and what it reached. */
export function featuresOf(finding: Finding, states: Uint32Array | null): Iterable<number> {
  if (states !== null) return states;
  const { verdict, signature, goals, events } = finding;
  const words = [
    `ended ${verdict.kind}`,
    `failed ${signature?.id ?? 'not'}`,
    `events 2^${31 - Math.clz32(Math.max(1, events))}`,
    ...Object.entries(goals).map(([name, isReached]) => `${name} ${isReached}`),
  ];
  return words.map(hashOf);
}

/** Mixed once more, so that its last bits are as good as its first. */
function hashOf(text: string): number {
  const hash = textHash(text);
  return (Math.imul(hash ^ (hash >>> 15), 0x735a2d97) ^ (hash >>> 13)) >>> 0;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}
