// Those parts of a scenario that are valid by themselves, so that their relations can be checked
// even while other parts hold mistakes.

import type { z } from 'zod';
import type {
  ClocksSection,
  ClusterSection,
  ExpectSection,
  FaultSpec,
  NetworkSection,
  ProtocolSection,
  RunSection,
  WorkloadSection,
} from './scenario.ts';
import { cluster, protocol } from './schema/cluster.ts';
import { expectations, run } from './schema/expect.ts';
import { fault } from './schema/fault.ts';
import { clocks, network } from './schema/network.ts';
import { workload } from './schema/workload.ts';

/** null: the part is there, but not valid. A part that is absent is empty. */
export interface Parts {
  readonly cluster: ClusterSection | null;
  readonly protocol: ProtocolSection | null;
  readonly network: NetworkSection | null;
  readonly clocks: ClocksSection | null;
  readonly workload: WorkloadSection | null;
  readonly run: RunSection | null;
  readonly expect: ExpectSection | null;
  /** By their place in the file; empty when the list itself is not one. */
  readonly faults: readonly (FaultSpec | null)[];
}

export function partsOf(data: unknown): Parts {
  const sections =
    typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>) : {};
  const { faults } = sections;
  return {
    cluster: valid(cluster, sections['cluster'] ?? {}),
    protocol: valid(protocol, sections['protocol'] ?? {}),
    network: valid(network, sections['network'] ?? {}),
    clocks: valid(clocks, sections['clocks'] ?? {}),
    workload: valid(workload, sections['workload'] ?? {}),
    run: valid(run, sections['run'] ?? {}),
    expect: valid(expectations, sections['expect'] ?? {}),
    faults: Array.isArray(faults) ? faults.map((item) => valid(fault, item)) : [],
  };
}

function valid<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
