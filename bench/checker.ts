// The linearizability checker alone, on generated histories: fed event by event as in a run, and offline.

import { checkLinearizability } from '../sim/checkers/linearizability/check-linearizability.ts';
import { generatedHistory } from '../sim/checkers/linearizability/generated-history.ts';
import { eventsOf } from '../sim/checkers/linearizability/history-events.ts';
import { historyShapes } from '../sim/checkers/linearizability/history-shapes.ts';
import { LinearizabilityObserver } from '../sim/checkers/linearizability/linearizability-observer.ts';
import { Facts } from '../sim/facts.ts';
import type { Operation } from '../sim/history.ts';
import { cpuNow } from './cpu-clock.ts';
import { alternate, type Figure } from './rounds.ts';

export interface CheckerFigures {
  /** Operations a second, by name of the measurement. */
  readonly rates: Readonly<Record<string, number>>;
  /** Bytes of heap that an online check needed at most, garbage included, over what was there before it. */
  readonly peakHeaps: Readonly<Record<string, number>>;
}

const eventsBetweenSamples = 1000;

export function measureChecker(rounds: number): CheckerFigures {
  const figures: Figure[] = [];
  const peakHeaps: Record<string, number> = {};
  for (const [name, shape] of Object.entries(historyShapes)) {
    const history = generatedHistory(shape);
    const rate = (check: (operations: readonly Operation[]) => void) => (): number => {
      const begin = cpuNow();
      check(history);
      return history.length / ((cpuNow() - begin) / 1000);
    };
    figures.push({ name: `online, ${name}`, measure: rate(online) });
    figures.push({ name: `offline, ${name}`, measure: rate(offline) });
    peakHeaps[`online, ${name}`] = peakHeapOf(history);
  }
  return { rates: Object.fromEntries(alternate(figures, rounds)), peakHeaps };
}

function online(operations: readonly Operation[], onEvent: (count: number) => void = () => {}): void {
  const observer = new LinearizabilityObserver({ scopes: ['end-to-end'] });
  const facts = new Facts();
  let count = 0;
  for (const { event, operation, kind } of eventsOf(operations)) {
    facts.clear();
    facts.event = event;
    facts[kind].push(operation);
    if (observer.afterEvent(facts) !== null) throw new Error('a linearizable history was refused');
    onEvent(++count);
  }
  const [report] = observer.report();
  if (report?.status !== 'held') throw new Error(`a linearizable history was found ${report?.status}`);
}

function offline(operations: readonly Operation[]): void {
  const verdict = checkLinearizability(operations);
  if (verdict.kind !== 'linearizable') throw new Error(`a linearizable history was found ${verdict.kind}`);
}

function peakHeapOf(history: readonly Operation[]): number {
  let before = Number.NaN;
  let peak = 0;
  online(history, (count) => {
    if (count === 1) before = process.memoryUsage().heapUsed;
    if (count % eventsBetweenSamples === 0) peak = Math.max(peak, process.memoryUsage().heapUsed);
  });
  return Math.max(0, peak - before);
}
