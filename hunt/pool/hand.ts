// One worker as its pool sees it: it is given cases, and reports or dies.

import { Worker } from 'node:worker_threads';
import type { WireCase, WorkerReport, WorkerStart } from './message.ts';

export interface HandEvents {
  onReport(report: WorkerReport): void;
  /** It is dead, and nobody ended it. */
  onDeath(cause: Death): void;
}

export type Death = { readonly kind: 'heap' } | { readonly kind: 'error'; readonly error: string };

export interface Hand {
  give(cases: readonly WireCase[]): void;
  /** The id of the case it is at, or was at when it died; 0 = none. */
  running(): number;
  end(): Promise<void>;
}

export type Spawn = (events: HandEvents) => Hand;

export interface ThreadOptions {
  /** The built file of worker.ts. */
  readonly file: URL;
  readonly scenarios: WorkerStart['scenarios'];
  /** Of each, MiB. */
  readonly heapMb: number;
}

/** Hands that are threads. */
export function threads({ file, scenarios, heapMb }: ThreadOptions): Spawn {
  return (events) => {
    const running = new SharedArrayBuffer(4);
    const current = new Int32Array(running);
    const start: WorkerStart = { scenarios, running };
    const worker = new Worker(file, {
      workerData: start,
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
      // What a program prints is no part of a report.
      stdout: true,
      stderr: true,
    });
    worker.stdout.resume();
    worker.stderr.resume();
    let isEnded = false;
    worker.on('message', (report: WorkerReport) => events.onReport(report));
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (isEnded) return;
      isEnded = true;
      const isHeap = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      events.onDeath(isHeap ? { kind: 'heap' } : { kind: 'error', error: error.stack ?? String(error) });
    });
    worker.on('exit', (code) => {
      if (isEnded) return;
      isEnded = true;
      events.onDeath({ kind: 'error', error: `a worker left with exit code ${code}` });
    });
    return {
      give: (cases) => worker.postMessage(cases),
      running: () => Atomics.load(current, 0),
      end: async () => {
        isEnded = true;
        await worker.terminate();
      },
    };
  };
}
