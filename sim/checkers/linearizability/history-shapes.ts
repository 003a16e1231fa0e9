// The histories by which the checker is timed.

import type { HistoryShape } from './generated-history.ts';

const readsAndPuts: HistoryShape['mix'] = { get: 50, put: 50 };
const allCommands: HistoryShape['mix'] = { get: 40, put: 20, delete: 5, cas: 20, append: 15 };
/** As many deletes as anything else: what a reader of nothing saw is rarely plain. */
const evenly: HistoryShape['mix'] = { get: 1, put: 1, delete: 1, cas: 1, append: 1 };

const manyKeys: HistoryShape = { seed: 1, operations: 100_000, clients: 10, keys: 50, mix: readsAndPuts };
const hotKey: HistoryShape = { seed: 2, operations: 10_000, clients: 20, keys: 1, mix: readsAndPuts };
const unknownWrites: HistoryShape = { ...hotKey, seed: 3, clients: 10, unknownPuts: 1000 };

/** By what they are. */
export const historyShapes: Readonly<Record<string, HistoryShape>> = {
  '100k ops, 10 clients, 50 keys, get and put': manyKeys,
  'the same, 5 % unknown': { ...manyKeys, unknown: 50 },
  '100k ops, 10 clients, 50 keys, all commands': { ...manyKeys, mix: allCommands },
  'the same, evenly mixed, 5 % unknown': { ...manyKeys, mix: evenly, unknown: 50 },
  '10k ops, 20 clients, one key, get and put': hotKey,
  '10k ops, 10 clients, one key, all commands': { ...hotKey, clients: 10, mix: allCommands },
  'the same, evenly mixed': { ...hotKey, clients: 10, mix: evenly },
  '1,000 unknown writes, 10k ops, get and put': unknownWrites,
  '1,000 unknown writes, 10k ops, get and append': { ...unknownWrites, mix: { get: 50, append: 50 } },
  '1,000 unknown writes, 10k ops, all commands': { ...unknownWrites, mix: allCommands },
  '30k ops, 10 clients, 10 keys, get and append': {
    ...manyKeys,
    operations: 30_000,
    keys: 10,
    mix: { get: 50, append: 50 },
  },
};
