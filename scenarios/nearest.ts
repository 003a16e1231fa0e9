// The word that somebody probably meant: the nearest one by edit distance, if it is near enough.

/** Edits that turn one word into the other: insert, delete, replace, or swap two neighbours. */
export function editDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let least = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (row > 1 && column > 1 && isSwapped) least = Math.min(least, beforeLast[column - 2]! + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last[other.length]!;
}

/** Longer words are not slips of a finger; comparing them would only take time. */
const lengthMax = 60;

/** The nearest of the words, among equals one as long as the word, the first of those; null when none is within a third of its length. */
export function nearest(word: string, words: Iterable<string>): string | null {
  if (word.length > lengthMax) return null;
  const wanted = plain(word);
  const isAsLong = (candidate: string): boolean => plain(candidate).length === wanted.length;
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of words) {
    if (candidate.length > lengthMax) continue;
    const distance = editDistance(wanted, plain(candidate));
    const allowed = Math.max(1, Math.floor(Math.max(wanted.length, candidate.length) / 3));
    const isBetter = distance === bestDistance && best !== null && isAsLong(candidate) && !isAsLong(best);
    if (distance <= allowed && (distance < bestDistance || isBetter)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Case and separators are what people mix up first. */
function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}
