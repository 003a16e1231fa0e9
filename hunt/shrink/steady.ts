// Less left to chance where no script does: constants in place of distributions, faults at the times and nodes at
// which they struck.

import type { FaultSpec, Scenario } from '../../scenarios/scenario.ts';
import type { TraceEvent } from '../../sim/trace.ts';
import type { Search } from './search.ts';

/** Strikes of one fault that are still worth writing down one by one. */
const strikesMax = 6;

export function steadier(search: Search): boolean {
  const { scenario } = search;
  search.keepShare();
  const attempts: readonly ((one: Scenario) => Scenario)[] = [
    (one) => ({ ...one, network: { ...one.network, latency: '5ms' } }),
    (one) =>
      search.run.clients === 0
        ? one
        : { ...one, workload: { ...one.workload, arrival: { closed: { think: '20ms' } } } },
    (one) =>
      one.storage?.fsyncLatency === undefined
        ? one
        : { ...one, storage: { ...one.storage, fsyncLatency: '5ms' } },
    (one) =>
      one.faults === undefined ? one : { ...one, faults: fixedFaults(one.faults, strikesOf(search)) },
  ];
  for (const attempt of attempts) {
    const changed = attempt(search.scenario);
    if (JSON.stringify(changed) !== JSON.stringify(search.scenario)) search.accept(changed);
  }
  return search.scenario !== scenario;
}

interface Strike {
  readonly at: number;
  readonly id: string;
  readonly nodes: readonly number[];
}

function strikesOf({ trials, best }: Search): readonly Strike[] {
  const strikes: Strike[] = [];
  const note = ({ kind, text, at }: TraceEvent): void => {
    const [, id, nodes] = /^(\S+): .*?((?: n\d+)*)$/.exec(kind === 'nemesis' ? text : '') ?? [];
    if (id === undefined) return;
    strikes.push({
      at,
      id,
      nodes: (nodes ?? '')
        .split(' ')
        .filter(Boolean)
        .map((name) => Number(name.slice(1))),
    });
  };
  trials.run(best, { trace: { record: note } });
  return strikes;
}

/** Faults that strike again and again, or whom chance chooses, as faults at fixed times. */
function fixedFaults(faults: readonly FaultSpec[], strikes: readonly Strike[]): readonly FaultSpec[] {
  return faults.flatMap((fault) => {
    const own = strikes.filter(({ id }) => id === fault.id);
    if (fault.on !== undefined || own.length === 0 || own.length > strikesMax) return [fault];
    const {
      every: _every,
      start: _start,
      stop: _stop,
      when: _when,
      after: _after,
      delay: _delay,
      since: _since,
      ...rest
    } = fault;
    const { times: _times, at: _at, id: _id, ...action } = rest;
    return own.map(({ at, nodes }, position): FaultSpec => {
      const fixed = {
        ...action,
        id: `${fault.id}${own.length === 1 ? '' : `-${position + 1}`}`,
        at: `${Math.round(at / 1000)}ms`,
      };
      return 'nodes' in fixed && nodes.length > 0
        ? ({ ...fixed, nodes: nodes.map((node) => `n${node}`) } as FaultSpec)
        : (fixed as FaultSpec);
    });
  });
}
