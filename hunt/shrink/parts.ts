// What a scenario is made of, in a word or two each: for saying which of it a failure needs.

import type { Scenario, ScriptStepSpec } from '../../scenarios/scenario.ts';
import type { Run } from '../../sim/verdict.ts';

/** In a fixed order. */
export function partsOf(scenario: Scenario, run: Run): readonly string[] {
  const { network = {}, storage = {}, clocks, faults = [], script = [], cluster, protocol = {} } = scenario;
  const does = new Set<string>([...faults.map((fault) => fault.do), ...script.flatMap(faultOf)]);
  const all: readonly (readonly [part: string, isThere: boolean])[] = [
    ['loss', network.loss !== undefined],
    ['duplication', network.duplicate !== undefined || script.some(({ deliver }) => deliver?.keep === true)],
    ['reordering', network.reorder !== undefined || script.some(({ deliver }) => deliver?.nth !== undefined)],
    ['damaged frames', network.corrupt !== undefined],
    ['bandwidth', network.bandwidth !== undefined],
    ['uneven links', network.links !== undefined || network.zones !== undefined],
    ['clients’ trouble', network.clients !== undefined],
    ['a disk of its own kind', Object.keys(storage).length > 0],
    ['clocks that differ', clocks !== undefined],
    ['crashes', does.has('crash')],
    ['restarts', does.has('restart') || hasLasting(scenario, 'crash')],
    ['partitions', does.has('partition') || does.has('isolate') || does.has('link')],
    ['pauses', does.has('pause')],
    ['faults of disks', does.has('disk')],
    ['faults of clocks', does.has('clock')],
    ['rules for messages', ['drop', 'delay', 'duplicate', 'hold'].some((what) => does.has(what))],
    ['more than three servers', run.nodes > 3],
    ['clients', run.clients > 0],
    ['logs to begin with', cluster?.initial !== undefined],
    ['options of the protocol', Object.keys(protocol).some((key) => !switches.has(key))],
  ];
  return all.flatMap(([part, isThere]) => (isThere ? [part] : []));
}

/** What makes a script of a scenario, and what is looked for. */
const switches: ReadonlySet<string> = new Set([
  'timers',
  'bugs',
  'preVote',
  'leaderStickiness',
  'checkQuorum',
]);

function faultOf({ crash, restart, isolate, fault }: ScriptStepSpec): readonly string[] {
  if (crash !== undefined) return ['crash'];
  if (restart !== undefined) return ['restart'];
  if (isolate !== undefined) return ['isolate'];
  return fault === undefined ? [] : [fault.do];
}

function hasLasting({ faults = [] }: Scenario, what: string): boolean {
  return faults.some((fault) => fault.do === what && 'for' in fault && fault.for !== undefined);
}
