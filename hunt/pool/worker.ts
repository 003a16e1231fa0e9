// A worker's thread: knows the programs, takes cases to run or to shrink, reports what came of them.

import { parentPort, workerData } from 'node:worker_threads';
import { registerExamples } from '../../examples/programs.ts';
import { registerPrograms } from '../../sim/programs.ts';
import { shrinkingOf } from '../shrink/shrink.ts';
import type { ShrinkNews, ShrinkOrder, WireCase, WorkerReport, WorkerStart } from './message.ts';
import { work } from './work.ts';

registerPrograms();
registerExamples();
const { scenarios, running } = workerData as WorkerStart;
const current = new Int32Array(running);

parentPort!.on('message', (order: readonly WireCase[] | ShrinkOrder) => {
  if ('shrink' in order) shrink(order);
  else runAll(order);
});

function runAll(cases: readonly WireCase[]): void {
  const start = performance.now();
  const outcomes = work(cases, scenarios, (id) => void Atomics.store(current, 0, id));
  const report: WorkerReport = { outcomes, tookMs: performance.now() - start };
  parentPort!.postMessage(report);
}

function shrink({ shrink: given, budgetMs }: ShrinkOrder): void {
  const endsAt = performance.now() + budgetMs;
  const shrinking = shrinkingOf(given, { shouldStop: () => performance.now() >= endsAt });
  let next = shrinking.next();
  while (next.done !== true) {
    tell({ step: next.value });
    next = shrinking.next();
  }
  tell({ result: next.value.steps.length === 0 ? null : next.value });
}

function tell(news: ShrinkNews): void {
  parentPort!.postMessage(news);
}
