// The settings of a link in words.

import type { LinkOverride } from '../../sim/plan.ts';
import { distribution, percent, size, time } from './quantity.ts';

/** What is set; what is not is left out. */
export function linkWords(set: LinkOverride): string {
  const words: string[] = [];
  if (set.latency !== null) words.push(`latency ${distribution(set.latency)}`);
  if (set.loss !== null) words.push(`loss ${percent(set.loss)}`);
  if (set.duplicate !== null) words.push(`duplicates ${percent(set.duplicate)}`);
  if (set.corrupt) words.push(`damaged ${percent(set.corrupt)}`);
  if (set.reorder !== null && set.reorder.probability > 0) {
    words.push(`reordered ${percent(set.reorder.probability)} by up to ${time(set.reorder.window)}`);
  }
  if (set.bandwidth !== null && set.bandwidth > 0) words.push(`bandwidth ${size(set.bandwidth)}/s`);
  return words.join(', ');
}
