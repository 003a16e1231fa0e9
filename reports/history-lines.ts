// A history as JSON lines: a header, then an operation a line, as the client saw it.

import type { Operation } from '../sim/history.ts';

export const historyFormat = 'whitewater-history';
export const historyVersion = 1;

export interface HistoryHeader {
  readonly whitewater: string;
  readonly scenario: string;
  readonly seed: number;
}

export function historyHeaderLine(header: HistoryHeader): string {
  return `${JSON.stringify({ format: historyFormat, version: historyVersion, ...header })}\n`;
}

export function operationLine(operation: Operation): string {
  const { id, client, command, invokedEvent, invokedAt, returnedEvent, returnedAt, state, result } =
    operation;
  const { kind, key, ...values } = command;
  const isEnded = state !== 'pending';
  return `${JSON.stringify({
    id,
    client,
    op: kind,
    key,
    ...values,
    invoked: invokedEvent,
    ...(isEnded ? { returned: returnedEvent } : {}),
    invokedAt,
    ...(isEnded ? { returnedAt } : {}),
    outcome: state,
    ...(result === null || kind === 'put' || kind === 'append' || kind === 'delete'
      ? {}
      : kind === 'get'
        ? { result: result.value }
        : { swapped: result.ok, held: result.value }),
  })}\n`;
}
