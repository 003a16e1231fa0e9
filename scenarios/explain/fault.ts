// A planned fault in words.

import type { Action, FaultPlan, Selector, Trigger } from '../../sim/plan.ts';
import { linkWords } from './link.ts';
import { distribution, time } from './quantity.ts';
import { selectorWords } from './selector.ts';

/** `cut: at 2s isolate the leader, for 3s, kept as $old`. */
export function describeFault(fault: FaultPlan, names: readonly string[]): string {
  const lasts = fault.duration === null ? '' : `, for ${distribution(fault.duration)}`;
  const kept = fault.as === null ? '' : `, kept as $${fault.as}`;
  return `${fault.id}: ${trigger(fault.trigger)} ${action(fault.action, names)}${lasts}${kept}`;
}

function trigger(given: Trigger): string {
  if (given.kind === 'at') return `at ${time(given.at)}`;
  const window = `from ${time(given.from)} until ${time(given.until)}`;
  const times = given.times === 0 ? '' : `, ${given.times} times at most`;
  return `every ${distribution(given.every)}, ${window}${times},`;
}

function action(given: Action, names: readonly string[]): string {
  const who = (selector: Selector): string => selectorWords(selector, names);
  switch (given.kind) {
    case 'partition':
      return `partition ${given.groups.map(who).join(' | ')}`;
    case 'split':
      return `partition by ${given.shape}`;
    case 'one-way':
      return `cut ${who(given.from)} to ${who(given.to)}`;
    case 'isolate':
      return `isolate ${who(given.nodes)}`;
    case 'heal':
      return 'heal all links';
    case 'crash':
      return `crash ${who(given.nodes)}, losing ${lost(given.lose)}`;
    case 'restart':
      return `restart ${who(given.nodes)}`;
    case 'pause':
      return `pause ${who(given.nodes)}`;
    case 'link':
      return `change links ${who(given.from)} to ${who(given.to)}: ${linkWords(given.set)}`;
    case 'disk': {
      const latency = given.latency === null ? '' : ` (fsync ${distribution(given.latency)})`;
      return `disk ${given.fault}${latency} at ${who(given.nodes)}`;
    }
    case 'clock': {
      const jump = given.jump === 0 ? '' : ` jumps ${time(given.jump)}`;
      const drift = given.ratePpm === null ? '' : ` drifts by ${given.ratePpm} ppm`;
      return `clock of ${who(given.nodes)}${[jump, drift].filter((words) => words !== '').join(' and')}`;
    }
  }
}

function lost(lose: 'random' | 'unsynced' | 'nothing'): string {
  switch (lose) {
    case 'random':
      return 'some of what was not synced';
    case 'unsynced':
      return 'all that was not synced';
    case 'nothing':
      return 'nothing';
  }
}
