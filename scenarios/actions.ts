// What faults can do, read from the schema of the language, so that no action is ever missing.

import { scenarioJsonSchema } from './schema.ts';

export interface Action {
  readonly name: string;
  readonly description: string;
  /** Keys of its own, beside those that every fault has. */
  readonly keys: readonly string[];
}

/** In the order of the schema. */
export function actions(): readonly Action[] {
  const found = new Map<string, { readonly keys: string[]; readonly description: string }>();
  for (const { name, keys, description } of faultsIn(scenarioJsonSchema())) {
    const known = found.get(name);
    if (known === undefined) found.set(name, { keys: [...keys], description });
    else known.keys.push(...keys.filter((key) => !known.keys.includes(key)));
  }
  const all = [...found.values()];
  const isShared = (key: string): boolean => all.every(({ keys }) => keys.includes(key));
  return [...found].map(([name, { keys, description }]) => ({
    name,
    description,
    keys: keys.filter((key) => !isShared(key)),
  }));
}

interface Found {
  readonly name: string;
  readonly keys: readonly string[];
  readonly description: string;
}

/** Every mapping whose `do` is one word. */
function* faultsIn(schema: Mapping, root: Mapping = schema): Generator<Found> {
  const { properties } = schema;
  const doing = isMapping(properties) ? resolved(properties['do'], root) : null;
  if (isMapping(properties) && doing !== null && typeof doing['const'] === 'string') {
    const description = typeof schema['description'] === 'string' ? schema['description'] : '';
    yield { name: doing['const'], keys: Object.keys(properties), description };
    return;
  }
  for (const inner of Object.values(schema)) {
    for (const each of Array.isArray(inner) ? inner : [inner])
      if (isMapping(each)) yield* faultsIn(each, root);
  }
}

interface Mapping {
  readonly [key: string]: unknown;
}

function resolved(schema: unknown, root: Mapping): Mapping | null {
  if (!isMapping(schema)) return null;
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  let target: unknown = root;
  for (const step of reference.split('/').slice(1)) target = isMapping(target) ? target[step] : undefined;
  return isMapping(target) ? target : null;
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
