// Which properties are checked: what every program's own observers report, asked of a run of one event.

import { compileScenario } from '../scenarios/compile.ts';
import { programNames } from '../sim/registry.ts';
import { run } from '../sim/run.ts';
import type { PropertyEntry } from './engine.ts';

export function knownProperties(): readonly PropertyEntry[] {
  const plan = compileScenario({ version: 1, name: 'properties', description: 'Nothing happens.' }, 0);
  const found = new Map<string, PropertyEntry>();
  for (const name of programNames()) {
    const program = { name, options: {}, bugs: [] };
    const scopes = ['end-to-end', 'deep'] as const;
    const { properties } = run({ ...plan, program }, 0, { scopes, stopAtEvent: 1 });
    for (const { property, source, scope } of properties)
      found.set(property, { name: property, source, scope });
  }
  return [...found.values()];
}
