// `--checks`: which checks judge a run.

import { type CheckChoice, checkChoices } from './adjust.ts';
import { type Args, text } from './args.ts';
import { BadInput } from './bad-input.ts';
import { didYouMean } from './did-you-mean.ts';

/** Null: as each file says. */
export function checksOf(args: Args): CheckChoice | null {
  const given = text(args, 'checks');
  if (given === null) return null;
  const known = checkChoices.find((choice) => choice === given);
  if (known !== undefined) return known;
  throw new BadInput(
    `--checks cannot be "${given}"`,
    didYouMean(given, checkChoices) ?? `it is one of ${checkChoices.join(', ')}`,
  );
}
