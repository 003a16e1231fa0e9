// What a shrunk scenario expects: nothing but what broke.

import type { ExpectSection, Scenario } from '../../scenarios/scenario.ts';
import type { Run } from '../../sim/verdict.ts';

/** The same scenario, judged by the property or goal alone that was not kept. */
export function expectOnly(scenario: Scenario, { verdict }: Run): Scenario {
  switch (verdict.kind) {
    case 'violated':
      return { ...scenario, expect: onlyProperty(scenario.expect ?? {}, verdict.violation.property) };
    case 'stalled': {
      const eventually = (scenario.expect?.eventually ?? []).filter(({ that }) => verdict.property === that);
      return { ...scenario, expect: { eventually } };
    }
    case 'crashed':
      return { ...scenario, expect: {} };
    case 'passed':
    case 'missed':
    case 'outside':
    case 'inconclusive':
      throw new Error(`a run that ended as ${verdict.kind} broke nothing`);
  }
}

function onlyProperty(expect: ExpectSection, property: string): ExpectSection {
  const never = expect.never?.filter(({ name }) => property === `never ${name}`) ?? [];
  return never.length > 0 ? { never } : { always: [property] };
}
