// A finished history as what happened one after the other.

import type { Operation } from '../../history.ts';

/** One thing that happens in a history, in order: a call, or its end. */
export interface HistoryEvent {
  readonly event: number;
  readonly operation: Operation;
  readonly kind: 'invoked' | 'returned';
}

/** Calls and ends in the order in which they happen; what was never answered ends nowhere. */
export function eventsOf(operations: readonly Operation[]): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  for (const operation of operations) {
    events.push({ event: operation.invokedEvent, operation, kind: 'invoked' });
    if (operation.state !== 'pending')
      events.push({ event: operation.returnedEvent, operation, kind: 'returned' });
  }
  return events.sort(
    (a, b) => a.event - b.event || Number(a.kind === 'returned') - Number(b.kind === 'returned'),
  );
}
