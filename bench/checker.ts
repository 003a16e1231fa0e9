// The linearizability checker alone, on generated histories: fed event by event as in a run, and offline.

import { checkLinearizability } from '../sim/checkers/linearizability/check-linearizability.ts';
import {
  generatedHistory,
  type HistoryShape,
  hotKey,
  manyKeys,
  unknownWrites,
} from '../sim/checkers/linearizability/generated-history.ts';
import { eventsOf } from '../sim/checkers/linearizability/history-events.ts';
import { LinearizabilityObserver } from '../sim/checkers/linearizability/linearizability-observer.ts';
import { Facts } from '../sim/facts.ts';
import type { Operation } from '../sim/history.ts';
import { cpuNow } from './cpu-clock.ts';
import { alternate, type Figure } from './rounds.ts';

/** Operations a second, by name of the measurement. */
export type CheckerFigures = Readonly<Record<string, number>>;

const shapes: Readonly<Record<string, HistoryShape>> = {
  '100k ops, 10 clients, 50 keys': manyKeys,
  'the same, 5 % unknown': { ...manyKeys, unknown: 50 },
  '10k ops, 20 clients, one key': hotKey,
  '1,000 unknown writes, then 10k ops': unknownWrites,
};

export function measureChecker(rounds: number): CheckerFigures {
  const figures: Figure[] = [];
  for (const [name, shape] of Object.entries(shapes)) {
    const history = generatedHistory(shape);
    const rate = (check: (operations: readonly Operation[]) => void) => (): number => {
      const begin = cpuNow();
      check(history);
      return history.length / ((cpuNow() - begin) / 1000);
    };
    figures.push({ name: `online, ${name}`, measure: rate(online) });
    figures.push({ name: `offline, ${name}`, measure: rate(offline) });
  }
  return Object.fromEntries(alternate(figures, rounds));
}

function online(operations: readonly Operation[]): void {
  const observer = new LinearizabilityObserver({ scopes: ['end-to-end'] });
  const facts = new Facts();
  for (const { event, operation, kind } of eventsOf(operations)) {
    facts.clear();
    facts.event = event;
    facts[kind].push(operation);
    if (observer.afterEvent(facts) !== null) throw new Error('a linearizable history was refused');
  }
}

function offline(operations: readonly Operation[]): void {
  const verdict = checkLinearizability(operations);
  if (verdict.kind !== 'linearizable') throw new Error(`a linearizable history was found ${verdict.kind}`);
}
