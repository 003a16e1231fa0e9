// Delta debugging (Zeller and Hildebrandt 2002) of a list: leaves out parts, large ones first, for as long as what
// is wanted remains. In the end no single item can go.

/**
 * `keeps`: what remains of these items if they still do, perhaps less than was given; null: they do not.
 * Tries later parts first: what comes after the failure, or long before it, is most of a run.
 */
export function ddmin<T>(
  given: readonly T[],
  keeps: (items: readonly T[]) => readonly T[] | null,
): readonly T[] {
  let items = given;
  let size = Math.ceil(items.length / 2);
  while (items.length > 0) {
    const before = items.length;
    for (let start = 0; start < items.length; ) {
      const rest = [...items.slice(0, start), ...items.slice(start + size)];
      const kept = keeps(rest);
      if (kept === null) start += size;
      else items = kept;
    }
    if (size === 1 && items.length === before) break;
    size = Math.max(1, Math.floor(Math.min(size, items.length) / 2));
  }
  return items;
}
