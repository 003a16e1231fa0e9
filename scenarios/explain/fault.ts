// A planned fault in words.

import type { FaultPlan, Trigger } from '../../sim/fault.ts';
import { actionWords } from './action.ts';
import { conditionWords, messageWords } from './condition.ts';
import { distribution, percent, time } from './quantity.ts';

/** `cut: at 2s isolate the leader, for 3s, kept as $old`. */
export function describeFault(fault: FaultPlan, names: readonly string[]): string {
  const lasts = fault.duration === null ? '' : `, for ${distribution(fault.duration)}`;
  const kept = fault.as === null ? '' : `, kept as $${fault.as}`;
  return `${fault.id}: ${trigger(fault.trigger, names)} ${actionWords(fault.action, names)}${lasts}${kept}`;
}

function trigger(given: Trigger, names: readonly string[]): string {
  switch (given.kind) {
    case 'at':
      return `at ${time(given.at)}`;
    case 'every': {
      const window = `from ${time(given.from)} until ${time(given.until)}`;
      return `every ${distribution(given.every)}, ${window}${atMost(given.times, 0)},`;
    }
    case 'when':
      return `when ${conditionWords(given.that, names)}${atMost(given.times, 1)}${since(given.since)}:`;
    case 'on': {
      const { which, nth, every, probability, times } = given;
      const one = nth === 0 ? '' : `the ${ordinal(nth)} `;
      const each = every === 1 ? '' : `every ${ordinal(every)} `;
      const chance = probability === always ? '' : ` with ${percent(probability)}`;
      const meant = messageWords(which, names);
      return `on ${one}${each}${meant}${chance}${atMost(times, 1)}${since(given.since)}:`;
    }
    case 'after': {
      const delay = given.delay.kind === 'constant' && given.delay.value === 0;
      const after = delay ? '' : `${distribution(given.delay)} `;
      return `${after}after ${given.fault}${atMost(given.times, 0)}:`;
    }
  }
}

/** 2^32, the threshold of what always happens. */
const always = 0x1_0000_0000;

function atMost(times: number, usual: number): string {
  if (times === usual) return '';
  return times === 0 ? ', each time' : `, ${times} times at most`;
}

function since(id: string | null): string {
  return id === null ? '' : `, once ${id} has struck`;
}

function ordinal(number: number): string {
  const last = number % 10;
  const isTeen = number % 100 > 10 && number % 100 < 14;
  const ending = isTeen ? 'th' : last === 1 ? 'st' : last === 2 ? 'nd' : last === 3 ? 'rd' : 'th';
  return `${number}${ending}`;
}
