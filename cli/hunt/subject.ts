// What a hunt is about: its scenarios by name, and all else that makes two hunts the same.

import { createHash } from 'node:crypto';
import type { HuntSubject } from '../../hunt/result.ts';
import type { Shard } from '../../hunt/shard.ts';
import type { Build } from '../../hunt/store/build.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { BadInput } from '../bad-input.ts';
import type { LoadedScenario } from '../engine.ts';
import type { HuntSettings } from './settings.ts';

export interface NamedScenario {
  readonly name: string;
  readonly file: string;
  readonly scenario: Scenario;
}

/** Two of one name are told apart by their files. */
export function namedScenarios(loaded: readonly LoadedScenario[]): readonly NamedScenario[] {
  return loaded.map(({ name, file, data }) => {
    if (data === undefined) {
      throw new BadInput(
        `${file} is a course's config file`,
        `a hunt takes scenarios; see: whitewater course ${file}`,
      );
    }
    const isAlone = loaded.filter((other) => other.name === name).length === 1;
    return { name: isAlone ? name : `${name} (${file})`, file, scenario: data };
  });
}

export function subjectOfHunt(
  named: readonly NamedScenario[],
  { seeds, strategies, masterSeed, scopes, twice }: HuntSettings,
  bugs: readonly string[],
  build: Build,
): HuntSubject {
  return {
    build,
    scenarios: named.map(({ name, scenario }) => ({ name, hash: hashOf(scenario) })),
    seeds: seeds.toString(),
    strategies,
    masterSeed,
    bugs,
    scopes,
    twice,
  };
}

/** The same for the same hunt, whatever builds it: `leader-crash-1f2e3d4c-2of5`. */
export function huntName({ build: _build, ...subject }: HuntSubject, { index, of }: Shard): string {
  const [first, ...more] = subject.scenarios;
  const what = more.length === 0 ? first!.name.replaceAll(/[^\w.-]+/g, '-') : `${more.length + 1}-scenarios`;
  return `${what}-${hashOf(subject).slice(0, 8)}${of === 1 ? '' : `-${index}of${of}`}`;
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
