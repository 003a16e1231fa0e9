// Scenarios in TypeScript and JavaScript: the object that a file of YAML would parse to, with an editor's help.
//
//   import { defineScenario } from 'whitewater/scenario';
//   export const scenario = defineScenario({ name: 'mine', description: 'Something.', faults: [ … ] });

import { plainData } from './plain-data.ts';
import type { Scenario } from './scenario.ts';

export type {
  ClockSpec,
  ClusterSection,
  ConditionSpec,
  DistributionSpec,
  DurationText,
  EventuallySpec,
  ExpectSection,
  FaultSpec,
  LinkSpec,
  NetworkSection,
  Pickable,
  Probability,
  ProtocolSection,
  RunSection,
  Scenario,
  SelectorSpec,
  SometimesSpec,
  StorageSection,
  WorkloadSection,
} from './scenario.ts';

type Rest = Omit<Scenario, 'version' | 'name' | 'description' | 'extends'>;

/** What a scenario extends may bring its name and description. */
export type ScenarioInput = Rest & { readonly version?: 1 } & (
    | { readonly name: string; readonly description: string; readonly extends?: undefined }
    | { readonly extends: string; readonly name?: string; readonly description?: string }
  );

export type ScenarioSource = ScenarioInput & { readonly version: 1 };

/**
 * The data of a scenario: a copy, without what is undefined. It is judged when it is loaded (`whitewater validate
 * mine.mjs`); here, only what could not stand in a file (functions, dates, …) is refused, by a TypeError.
 */
export function defineScenario(scenario: ScenarioInput): ScenarioSource {
  return plainData({ ...scenario, version: 1 }) as ScenarioSource;
}
