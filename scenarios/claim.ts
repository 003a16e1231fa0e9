// What a scenario says of itself in a comment: the planted bug that it finds, as what, and how soon.

export interface Claim {
  /** As in `run --bug ID`. */
  readonly bug: string;
  /** By which seed, counted from 1. */
  readonly seeds: number;
  /** What breaks first: a property, or a goal of `eventually` or `never`. */
  readonly as: string;
  /** What the bug does here, in words. */
  readonly why: string;
}

const claimLine = /^# Catches (\w+) in (\d+) seeds?, as ([\w-]+): (.+)\.$/;

/** One for each line that begins with `# Catches`; throws where such a line is not in the form that can be checked. */
export function claimsOf(text: string): readonly Claim[] {
  const lines = text.split('\n').filter((line) => line.startsWith('# Catches'));
  return lines.map((line) => {
    const [, bug, seeds, as, why] = claimLine.exec(line) ?? [];
    if (bug === undefined || seeds === undefined || as === undefined || why === undefined) {
      throw new Error(`write "# Catches ID in N seeds, as PROPERTY: what the bug does here.", not "${line}"`);
    }
    return { bug, seeds: Number(seeds), as, why };
  });
}
