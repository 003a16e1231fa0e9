// The command that shows a bug again.

import type { FoundBug } from '../../hunt/tally.ts';
import { quoted, replayCommand } from '../replay.ts';
import type { HuntSettings } from './settings.ts';
import type { NamedScenario } from './subject.ts';

export interface AsGiven {
  readonly bugs: readonly string[];
  readonly checks: string | null;
  readonly assignments: readonly string[];
}

export function replayWords(
  { scenario, shown }: FoundBug,
  folder: string | null,
  named: readonly NamedScenario[],
  settings: HuntSettings,
  given: AsGiven,
): string {
  if (folder !== null) return `whitewater replay ${quoted(folder)}`;
  const origin = named.find(({ name }) => name === scenario)!;
  const { seed } = shown.given;
  const command = replayCommand({ file: origin.file, seed, ...given });
  const isAsItStands =
    shown.given.scenario === origin.scenario && Object.keys(shown.given.overrides).length === 0;
  if (isAsItStands) return command;
  // A strategy has changed the scenario for this seed.
  return command
    .replace(' run ', ' hunt ')
    .replace(`--seed ${seed}`, `--seeds ${seed}..${seed}`)
    .concat(` --strategy ${settings.strategies.join(',')}`);
}
