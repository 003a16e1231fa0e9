// A worker's thread: knows the programs, takes cases, reports what came of them.

import { parentPort, workerData } from 'node:worker_threads';
import { registerExamples } from '../../examples/programs.ts';
import { registerPrograms } from '../../sim/programs.ts';
import type { WireCase, WorkerReport, WorkerStart } from './message.ts';
import { work } from './work.ts';

registerPrograms();
registerExamples();
const { scenarios, running } = workerData as WorkerStart;
const current = new Int32Array(running);

parentPort!.on('message', (cases: readonly WireCase[]) => {
  const start = performance.now();
  const outcomes = work(cases, scenarios, (id) => void Atomics.store(current, 0, id));
  const report: WorkerReport = { outcomes, tookMs: performance.now() - start };
  parentPort!.postMessage(report);
});
