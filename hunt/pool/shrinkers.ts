// Threads that make failing cases smaller, each one case, so many at a time, and all together within a budget.

import { Worker } from 'node:worker_threads';
import type { Case } from '../case.ts';
import type { ShrinkResult, ShrinkStep } from '../shrink/shrink.ts';
import type { ThreadOptions } from './hand.ts';
import type { ShrinkNews, ShrinkOrder, WorkerStart } from './message.ts';

export interface ShrinkPlan {
  readonly cases: readonly Case[];
  readonly workers: number;
  /** For all of them together, wall clock. */
  readonly budgetMs: number;
  readonly now: () => number;
  /** `position`: of the case. */
  onStep(position: number, step: ShrinkStep): void;
  /** Null: it could not be made smaller. */
  onResult(position: number, result: ShrinkResult | null): void;
}

/** Beyond its budget a shrinking may finish the run that it is at. */
const graceMs = 5000;

/** Ends early, with what there is, when `stopped` comes about. */
export async function shrinkAll(
  plan: ShrinkPlan,
  thread: Omit<ThreadOptions, 'scenarios'>,
  stopped: Promise<void>,
): Promise<void> {
  const endsAt = plan.now() + plan.budgetMs;
  let next = 0;
  const workOn = async (): Promise<void> => {
    while (next < plan.cases.length) {
      const position = next++;
      const rounds = Math.ceil((plan.cases.length - position) / plan.workers);
      const budgetMs = (endsAt - plan.now()) / rounds;
      if (budgetMs <= 0) return;
      const order: ShrinkOrder = { shrink: plan.cases[position]!, budgetMs };
      const result = await shrinkOne(order, thread, (step) => plan.onStep(position, step), stopped);
      plan.onResult(position, result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(plan.workers, plan.cases.length) }, workOn));
}

function shrinkOne(
  order: ShrinkOrder,
  { file, heapMb }: Omit<ThreadOptions, 'scenarios'>,
  onStep: (step: ShrinkStep) => void,
  stopped: Promise<void>,
): Promise<ShrinkResult | null> {
  const workerData: WorkerStart = { scenarios: [], running: new SharedArrayBuffer(4) };
  const worker = new Worker(file, { workerData, resourceLimits: { maxOldGenerationSizeMb: heapMb } });
  return new Promise((resolve) => {
    const end = (result: ShrinkResult | null): void => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(result);
    };
    const timer = setTimeout(() => end(null), order.budgetMs + graceMs);
    worker.on('message', (news: ShrinkNews) => {
      if ('step' in news) onStep(news.step);
      else end(news.result);
    });
    // A case that cannot be made smaller is a bug all the same: it stays as it was found.
    worker.on('error', () => end(null));
    void stopped.then(() => end(null));
    worker.postMessage(order);
  });
}
