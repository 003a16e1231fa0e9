// Decisions that are fixed: of nodes, clients and faults that there are, for another name would fix nothing.

import { nodes as nodesDefault } from '../defaults.ts';
import { finding, valueAt } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { isSure } from '../parts.ts';
import { didYouMean } from '../problem.ts';
import { rangeOf } from '../range.ts';
import { overrides } from '../schema/kept.ts';
import { faultId } from './fault-id.ts';
import type { Relations } from './relation.ts';

export function checkOverrides({ parts, report }: Relations, data: unknown): void {
  const parsed = overrides.safeParse(valueAt(data, ['overrides']) ?? {});
  if (!parsed.success) return;
  const nodesMost = isSure(parts.cluster, 'nodes', 'names')
    ? (parts.cluster.value.names?.length ??
      rangeOf(parts.cluster.value.nodes ?? nodesDefault, (count) => count).most)
    : null;
  const faults = [
    ...parts.faults.map((fault, position) => faultId(fault?.value ?? null, position)),
    ...parts.script.map((_, position) => `script-${position + 1}`),
  ];
  for (const name of Object.keys(parsed.data)) {
    const [family, whose = ''] = name.split('/');
    const say = (message: string, hint: string | null = null): void =>
      report(finding(['overrides', name], message, hint, 'key'));
    if (family === 'fault') {
      // The steps of a sequence are its id and their number.
      const id = faults.includes(whose) ? whose : whose.replace(/\.\d+$/, '');
      if (!faults.includes(id)) say(`no fault is called "${whose}"`, didYouMean(nearest(whose, faults)));
    } else if (nodesMost !== null && (family === 'link' || family === 'disk' || family === 'server')) {
      const beyond = whose.split('>').find((node) => Number(node) > nodesMost);
      if (beyond !== undefined) say(`there is no node ${beyond}: nodes are 1 to ${nodesMost}`);
    }
  }
}
