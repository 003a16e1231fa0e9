// Which unknown writes of a window may still take effect, found out by search where values do not tell.

import type { Call } from './call.ts';
import { Search } from './search.ts';
import type { Values } from './values.ts';
import type { Window } from './window.ts';

/** Places that one attempt may visit. */
const stepsMax = 2000;

/** The unknown calls that no order has used and every order may still use; null when that depends on the order. */
export function leftOver(window: Window, values: Values): Call[] | null {
  const unknown = window.unknown();
  if (unknown.length === 0) return unknown;
  const seen = seenTexts(window.calls);
  const used = unknown.filter(({ text }) => text !== null && seen.some((other) => other.includes(text)));
  const rest = unknown.filter((call) => !used.includes(call));
  if (!isPossible(window, rest, values)) return null;
  for (const call of used) if (isPossible(window, [call], values) !== false) return null;
  return rest;
}

function seenTexts(calls: readonly Call[]): readonly string[] {
  const seen = new Set<string>();
  for (const { state, told, operation } of calls) {
    if (state === 'seen') seen.add(told ?? '');
    else if (operation.command.kind === 'cas' && state !== 'failed')
      seen.add(operation.command.expected ?? '');
  }
  return [...seen];
}

/** Whether there is an order without these; null: not known. */
function isPossible(window: Window, without: readonly Call[], values: Values): boolean | null {
  const calls = window.calls.filter((call) => !without.includes(call));
  const answer = new Search(calls, values, values.of(window.start)).run(stepsMax);
  return answer === 'exhausted' ? null : answer === 'linearizable';
}
