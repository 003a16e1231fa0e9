// One entry of the zoo: one mutant or several together, and what is known of how hard it is to find.

/**
 * Of a random search that knows nothing of the mistake. The figures of the catalogue are for 6 s of virtual time:
 * easy: at least 1 seed in 15, medium: 1 in 75, hard: 1 in 650, very hard: rarer.
 */
export type Difficulty = 'easy' | 'medium' | 'hard' | 'very hard';
export const difficulties: readonly Difficulty[] = ['easy', 'medium', 'hard', 'very hard'];

/**
 * safety, liveness: what clients, committed states or goals can show. inside: breaks a rule inside of a server, and
 * nothing that anybody else could see. harmless: breaks nothing at all. Neither of the last two may be reported by
 * end-to-end checks.
 */
export type Nature = 'safety' | 'liveness' | 'inside' | 'harmless';

export interface Specimen {
  /** `C01`, or `Q02+V08` for two at once. */
  readonly id: string;
  readonly bugs: readonly string[];
  readonly description: string;
  readonly source: string;
  readonly nature: Nature;
  readonly difficulty: Difficulty;
}

/** Processor seconds on one core within which the default strategy should find it, and how often of a hundred. */
export function targetOf(
  difficulty: Difficulty,
  nature: Nature,
): { readonly seconds: number; readonly percent: number } {
  // Long enough to be believed.
  if (!isVisible({ nature })) return { seconds: 20, percent: 0 };
  // The targets are for two cores.
  if (nature === 'liveness') return { seconds: 120, percent: 80 };
  switch (difficulty) {
    case 'easy':
      return { seconds: 20, percent: 95 };
    case 'medium':
      return { seconds: 120, percent: 90 };
    case 'hard':
      return { seconds: 600, percent: 70 };
    case 'very hard':
      return { seconds: 3600, percent: 30 };
  }
}

/** Whether end-to-end checks should find it. */
export function isVisible({ nature }: Pick<Specimen, 'nature'>): boolean {
  return nature === 'safety' || nature === 'liveness';
}
