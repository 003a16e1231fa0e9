// Values of a program as data, such as a file could hold: nothing in them runs, nothing refers to itself.

/** Deeper than anything in the language. */
const depthMax = 50;

type Step = string | number;

/** A copy without what is undefined. Throws a TypeError that names the place of what is no data. */
export function plainData(value: unknown): unknown {
  return copied(value, []);
}

function copied(value: unknown, path: readonly Step[]): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      throw refusal(path, String(value));
    case 'object':
      if (value === null) return null;
      if (path.length >= depthMax)
        throw refusal(path, 'something that nests too deeply, or refers to itself');
      if (Array.isArray(value))
        return value.map((item: unknown, position) => inList(item, [...path, position]));
      return mapping(value, path);
    default:
      throw refusal(path, `a ${typeof value}`);
  }
}

function inList(item: unknown, path: readonly Step[]): unknown {
  if (item === undefined) throw refusal(path, 'nothing');
  return copied(item, path);
}

function mapping(value: object, path: readonly Step[]): unknown {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype && Object.getPrototypeOf(prototype) !== null) {
    throw refusal(path, `an object of a class (${value.constructor?.name ?? 'unknown'})`);
  }
  const entries = Object.entries(value).map(([key, inner]) => [key, copied(inner, [...path, key])] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
}

function refusal(path: readonly Step[], what: string): TypeError {
  const place = path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${step}`))
    .join('');
  const where = place === '' ? 'a scenario' : place;
  return new TypeError(`${where}: expected data (texts, numbers, true, false, lists, mappings), got ${what}`);
}
