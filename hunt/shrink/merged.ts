// Several deliveries in a line: what a person would call "until quiet", or "all that n1 has sent".

import type { DeliverSpec, ScriptStepSpec } from '../../scenarios/scenario.ts';
import { tryScript } from './into-script.ts';
import type { Search } from './search.ts';

/** Longest runs of deliveries first; each merger is kept if the script still fails with all other steps done. */
export function mergedDeliveries(search: Search): boolean {
  const before = search.scenario.script!.length;
  for (let start = 0; start < search.scenario.script!.length; start++) {
    const script = search.scenario.script!;
    for (let end = endOfDeliveries(script, start); end - start >= 2; end--) {
      if (merge(search, start, end)) break;
    }
  }
  return search.scenario.script!.length < before;
}

/** Behind the last of the deliveries that begin here. */
function endOfDeliveries(script: readonly ScriptStepSpec[], start: number): number {
  let end = start;
  while (isPlainDelivery(script[end])) end++;
  return end;
}

function isPlainDelivery(step: ScriptStepSpec | undefined): boolean {
  return step?.deliver !== undefined && step.deliver.keep === undefined && step.delay === undefined;
}

function merge(search: Search, start: number, end: number): boolean {
  const script = search.scenario.script!;
  for (const deliver of mergersOf(script.slice(start, end).map((step) => step.deliver!))) {
    const shorter = [...script.slice(0, start), { deliver }, ...script.slice(end)];
    const candidate = { ...search.best, scenario: { ...search.scenario, script: shorter } };
    const found = tryScript(search.trials, candidate);
    if (found === null || found.best.scenario.script!.length < shorter.length) continue;
    search.adopt(found.best, found.trial.run);
    return true;
  }
  return false;
}

/** What is said in the fewest words comes first. */
function mergersOf(deliveries: readonly DeliverSpec[]): readonly DeliverSpec[] {
  return [...wordings(deliveries)].sort((one, other) => lengthOf(one) - lengthOf(other));
}

function lengthOf(spec: DeliverSpec): number {
  return JSON.stringify(spec).length;
}

function wordings(deliveries: readonly DeliverSpec[]): readonly DeliverSpec[] {
  const all = (of: (one: DeliverSpec) => unknown): readonly string[] =>
    [
      ...new Set(deliveries.flatMap((one) => (of(one) as string | readonly string[] | undefined) ?? [])),
    ].sort();
  const kinds = all(({ message }) => message);
  const senders = all(({ from }) => from);
  const receivers = all(({ to }) => to);
  const nodes = [...new Set([...senders, ...receivers])].sort();
  const one = <T>(list: readonly T[]): T | readonly T[] => (list.length === 1 ? list[0]! : list);
  const message = kinds.length === 0 ? {} : { message: one(kinds) };
  return [
    { ...message, from: one(senders), to: one(receivers), all: true },
    { ...message, between: nodes, until: 'quiet' },
    { between: nodes, until: 'quiet' },
    { ...message, until: 'quiet' },
    { until: 'quiet' },
  ];
}
