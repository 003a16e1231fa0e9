// Stalls of a disk last until the crash that they are for, however many steps lie between.

import type { ScriptStepSpec } from '../../scenarios/scenario.ts';

/** The pace of a script, ms: between two steps that say nothing else. */
const paceMs = 10;

/** The same steps; a stall with no crash of its node after it lasts for good. */
export function withStallsFitted(steps: readonly ScriptStepSpec[]): readonly ScriptStepSpec[] {
  return steps.map((step, position) => {
    const { fault } = step;
    if (fault?.do !== 'disk' || fault.fault !== 'stall') return step;
    const { for: _for, ...rest } = fault;
    const crash = steps.findIndex((other, later) => later > position && other.crash === fault.nodes);
    if (crash < 0) return { ...step, fault: rest };
    return { ...step, fault: { ...rest, for: `${(crash - position) * paceMs + paceMs / 2}ms` } };
  });
}
