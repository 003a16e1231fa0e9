// Who an event belongs to: a node, a client, or the nemesis; and what they are called.

import type { TraceEvent } from '../../sim/trace.ts';
import type { TraceHeader } from './trace-header.ts';

/** Nodes as 1, 2, …; clients as -1, -2, …; 0 is the nemesis. */
export function processOf({ node, client }: Pick<TraceEvent, 'node' | 'client'>): number {
  return node > 0 ? node : -client;
}

/** `n1`, `client-2`, `faults`: one word each, no two the same. */
export function processNames(header: Pick<TraceHeader, 'names'>): (process: number) => string {
  const nodes = header.names.map((name, position) => {
    const word = name.replace(/\s+/g, '_');
    const isTaken = /^(client-\d+|faults)$/.test(word) || header.names.indexOf(name) !== position;
    return isTaken ? `${word}_${position + 1}` : word;
  });
  return (process) => {
    if (process > 0) return nodes[process - 1] ?? `n${process}`;
    return process === 0 ? 'faults' : `client-${-process}`;
  };
}
