// Every condition that a plan asks about, wherever it stands: what must be followed from the start of a run.

import type { Condition } from './condition.ts';
import type { Action } from './fault.ts';
import type { Plan } from './plan.ts';

export function conditionsOf(plan: Plan): readonly Condition[] {
  return [
    ...[...plan.checks.sometimes, ...plan.checks.never].map(({ that }) => that),
    ...plan.faults.flatMap(({ trigger }) => (trigger.kind === 'when' ? [trigger.that] : [])),
    ...plan.faults.flatMap(({ action }) => within(action)),
    ...plan.script.flatMap(({ action }) => within(action)),
  ];
}

/** Whether a fault waits for another, or for a message: both are looked at after every event. */
export function hasTies({ faults }: Plan): boolean {
  return faults.some(({ trigger, action }) => {
    return trigger.kind === 'after' || trigger.kind === 'on' || action.kind === 'sequence';
  });
}

function within(action: Action): readonly Condition[] {
  switch (action.kind) {
    case 'hold':
      return action.until === null ? [] : [action.until];
    case 'await':
      return [action.that];
    case 'sequence':
      return action.steps.flatMap((step) => within(step.action));
    default:
      return [];
  }
}
