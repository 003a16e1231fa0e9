// What a run and a trace weigh.

import { TraceLines } from '../reports/trace/trace-lines.ts';
import type { Plan } from '../sim/plan.ts';
import { run } from '../sim/run.ts';
import type { TraceEvent } from '../sim/trace.ts';

export interface MemoryFigures {
  /** Bytes of heap that a checked run needed at most, over what was there before it. */
  readonly peakHeap: number;
  /** Bytes of a trace line, on average. */
  readonly traceBytesAnEvent: number;
}

const eventsBetweenSamples = 5000;

export function measureMemory(plan: Plan, seed: number): MemoryFigures {
  const before = process.memoryUsage().heapUsed;
  let peak = before;
  const onDigest = (event: number): void => {
    if (event % eventsBetweenSamples === 0) peak = Math.max(peak, process.memoryUsage().heapUsed);
  };
  run(plan, seed, { onDigest });
  let bytes = 0;
  const lines = new TraceLines();
  const weigh = (event: TraceEvent): void => {
    bytes += Buffer.byteLength(lines.line(event));
  };
  const traced = run(plan, seed, { trace: { record: weigh } });
  return { peakHeap: peak - before, traceBytesAnEvent: bytes / traced.events };
}
