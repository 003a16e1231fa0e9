// The same script in plainer words: what a step says beyond what it needs to, settings that play no part,
// commands as a person would write them.

import type { CallSpec, ScriptStepSpec } from '../../scenarios/scenario.ts';
import { tryScript } from './into-script.ts';
import type { Search } from './search.ts';

export function plainerSteps(search: Search): boolean {
  let isPlainer = false;
  const attempt = (script: readonly ScriptStepSpec[]): boolean => {
    const scenario = { ...search.scenario, script };
    const found = tryScript(search.trials, { ...search.best, scenario });
    if (found === null || found.best.scenario.script!.length < script.length) return false;
    search.adopt(found.best, found.trial.run);
    isPlainer = true;
    return true;
  };
  attempt(withPlainCalls(search.scenario.script ?? []));
  attempt((search.scenario.script ?? []).map(({ delay: _delay, ...step }) => step));
  for (let position = 0; position < search.scenario.script!.length; position++) {
    for (let goesOn = true; goesOn; ) {
      const script = search.scenario.script!;
      goesOn = plainerOf(script[position]!).some((plainer) => attempt(script.with(position, plainer)));
    }
  }
  return isPlainer;
}

/** Each with one thing less. */
function plainerOf(step: ScriptStepSpec): readonly ScriptStepSpec[] {
  const { delay, lose, deliver, ...rest } = step;
  const found: ScriptStepSpec[] = [];
  if (delay !== undefined) found.push({ ...rest, lose, deliver });
  if (typeof delay === 'string' && delay.endsWith('us'))
    found.push(...['50ms', '200ms', '500ms'].map((round) => ({ ...step, delay: round })));
  if (lose !== undefined) found.push({ ...rest, delay, deliver });
  if (deliver?.nth !== undefined) found.push({ ...rest, deliver: { ...deliver, nth: undefined } });
  if (deliver?.keep !== undefined) found.push({ ...rest, deliver: { ...deliver, keep: undefined } });
  return found;
}

/** One client, one key, and values that count; what must differ for the failure keeps them all apart. */
function withPlainCalls(steps: readonly ScriptStepSpec[]): readonly ScriptStepSpec[] {
  const keys = new Map<string, string>();
  const values = new Map<string, number>();
  const keyOf = (key: string): string => {
    if (!keys.has(key)) keys.set(key, ['x', 'y', 'z'][keys.size] ?? `k${keys.size}`);
    return keys.get(key)!;
  };
  const numberOf = (value: string | number): number => {
    if (!values.has(String(value))) values.set(String(value), values.size + 1);
    return values.get(String(value))!;
  };
  return steps.map((step) =>
    step.call === undefined ? step : { ...step, call: plainCall(step.call, keyOf, numberOf) },
  );
}

function plainCall(
  { client, get, put, append, delete: removed, cas, again, to }: CallSpec,
  keyOf: (key: string) => string,
  numberOf: (value: string | number) => number,
): CallSpec {
  const written = (given: { readonly [key: string]: string | number }): { [key: string]: number } =>
    Object.fromEntries(Object.entries(given).map(([key, value]) => [keyOf(key), numberOf(value)]));
  if (get !== undefined) return { client, get: keyOf(get), to };
  if (removed !== undefined) return { client, delete: keyOf(removed), to };
  if (put !== undefined) return { client, put: written(put), to };
  if (append !== undefined) return { client, append: written(append), to };
  if (again !== undefined) return { client, again, to };
  const swapped = Object.entries(cas ?? {}).map(([key, both]) => [
    keyOf(key),
    both.map((value) => (value === null ? null : numberOf(value))),
  ]);
  return { client, cas: Object.fromEntries(swapped) as NonNullable<CallSpec['cas']>, to };
}
