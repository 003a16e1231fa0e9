// How one scenario goes over another: mappings are joined key by key, everything else is replaced.

type Mapping = { readonly [key: string]: unknown };

/** Of these only one may stand in a place: another one takes the place of it, and is not put beside it. */
const alternatives: readonly ReadonlySet<string>[] = [
  new Set(['uniform', 'exp', 'lognormal', 'longtail', 'choice', 'pick']),
  new Set(['closed', 'open']),
];

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether what lies above hides all that lies below. */
export function hides(above: unknown, below: unknown): boolean {
  if (!isMapping(above) || !isMapping(below)) return true;
  return alternatives.some((words) => {
    const [one, other] = [above, below].map((mapping) => Object.keys(mapping).find((key) => words.has(key)));
    return one !== undefined && other !== undefined && one !== other;
  });
}

export function merged(below: unknown, above: unknown): unknown {
  if (hides(above, below)) return above;
  const result = new Map(Object.entries(below as Mapping));
  for (const [key, value] of Object.entries(above as Mapping)) {
    result.set(key, result.has(key) ? merged(result.get(key), value) : value);
  }
  return Object.fromEntries(result);
}
