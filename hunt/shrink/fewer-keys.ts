// Sections of a script's scenario that play no part in it.

import type { Scenario } from '../../scenarios/scenario.ts';
import { tryScript } from './into-script.ts';
import type { Search } from './search.ts';

/** Without these the steps would have no meaning; bugs are what is looked for. */
const kept: ReadonlySet<string> = new Set(['timers', 'bugs', 'implementation']);

export function fewerKeys(search: Search): boolean {
  let isLess = false;
  const attempt = (scenario: Scenario): boolean => {
    const found = tryScript(search.trials, { ...search.best, scenario });
    if (found === null) return false;
    search.adopt(found.best, found.trial.run);
    isLess = true;
    return true;
  };
  for (const section of ['clocks', 'storage', 'workload', 'limits', 'protocol'] as const) {
    const given = search.scenario[section];
    if (given === undefined) continue;
    const { [section]: _gone, ...rest } = search.scenario;
    if (section !== 'protocol' && attempt(rest)) continue;
    if (typeof given === 'string') continue;
    for (const key of Object.keys(given).filter((name) => !kept.has(name))) {
      const { [key]: _key, ...others } = search.scenario[section] as { readonly [key: string]: unknown };
      attempt({ ...search.scenario, [section]: others } as Scenario);
    }
  }
  return isLess;
}
