// The observer as a run feeds it: both properties, their reports, and an audit that agrees.

import { describe, expect, it } from 'vitest';
import { Facts } from '../../facts.ts';
import type { Operation } from '../../history.ts';
import type { Violation } from '../checker.ts';
import { corrupted } from './fixtures/corrupted.ts';
import { Draws, generatedHistory, type HistoryShape } from './generated-history.ts';
import { eventsOf } from './history-events.ts';
import { LinearizabilityObserver } from './linearizability-observer.ts';

const shape: HistoryShape = {
  seed: 5,
  operations: 400,
  clients: 5,
  keys: 6,
  mix: { get: 5, put: 3, delete: 1, cas: 2, append: 1 },
  unknown: 20,
};

function feed(observer: LinearizabilityObserver, operations: readonly Operation[]): Violation | null {
  const facts = new Facts();
  for (const { event, operation, kind } of eventsOf(operations)) {
    facts.clear();
    facts.event = event;
    facts[kind].push(operation);
    const violation = observer.afterEvent(facts);
    if (violation !== null) return violation;
  }
  facts.clear();
  return observer.audit(facts);
}

describe('the observer', () => {
  it('holds on an atomic store, and its audit of all that happened agrees', () => {
    const observer = new LinearizabilityObserver({ scopes: ['end-to-end'], budget: { retained: 1000 } });
    expect(feed(observer, generatedHistory(shape))).toBeNull();
    expect(observer.report()).toMatchObject([{ property: 'linearizable', status: 'held' }]);
  });

  it('names the event, the key and the operations of what it finds, and the audit finds nothing more', () => {
    let found = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const operations = corrupted(generatedHistory({ ...shape, seed }), new Draws(seed));
      const observer = new LinearizabilityObserver({ scopes: ['end-to-end'] });
      const violation = feed(observer, operations);
      if (violation === null) continue;
      found++;
      const last = operations.find(({ returnedEvent }) => returnedEvent === violation.event);
      expect(violation.operations, 'found online, at an answer, not by the audit').toContain(last?.id);
      expect(violation.evidence['key']).toBe(last?.command.key);
      expect(observer.report()).toMatchObject([{ status: 'violated' }]);
    }
    expect(found).toBeGreaterThan(20);
  });

  it('judges what the scopes and the names ask for', () => {
    const named = (options: ConstructorParameters<typeof LinearizabilityObserver>[0]): readonly string[] =>
      new LinearizabilityObserver(options).report().map(({ property }) => property);
    expect(named({ scopes: ['end-to-end', 'deep'] })).toEqual(['linearizable', 'log-order-linearizable']);
    expect(named({ scopes: ['deep'] })).toEqual(['log-order-linearizable']);
    expect(named({ scopes: ['end-to-end', 'deep'], always: ['election-safety'] })).toEqual([]);
  });
});
