// What of a scenario is valid by itself, so that relations can be checked even while there are
// mistakes elsewhere. What is not valid is left out, and remembered as left out.

import type { z } from 'zod';
import { valueAt } from './findings.ts';
import type {
  ClocksSection,
  ClusterSection,
  EventuallySpec,
  ExpectSection,
  FaultSpec,
  NetworkSection,
  NeverSpec,
  ProtocolSection,
  RunSection,
  ScriptStepSpec,
  SometimesSpec,
  StandingLink,
  StorageSection,
  WorkloadSection,
} from './scenario.ts';
import { cluster, protocol } from './schema/cluster.ts';
import { eventuallyGoal, expectations, neverGoal, run, sometimesGoal } from './schema/expect.ts';
import { fault } from './schema/fault.ts';
import { clocks, network, standingLink, storage } from './schema/network.ts';
import { scriptStep } from './schema/step.ts';
import { workload } from './schema/workload.ts';

export interface Part<T> {
  readonly value: T;
  /** Keys that are there, but not valid. */
  readonly leftOut: readonly string[];
}

/** null: nothing of it is of use. A part that is absent is empty. */
export interface Parts {
  readonly cluster: Part<ClusterSection> | null;
  readonly protocol: Part<ProtocolSection> | null;
  readonly network: Part<NetworkSection> | null;
  readonly storage: Part<StorageSection> | null;
  readonly clocks: Part<ClocksSection> | null;
  readonly workload: Part<WorkloadSection> | null;
  readonly run: Part<RunSection> | null;
  readonly expect: Part<ExpectSection> | null;
  /** By their places in the file. */
  readonly links: readonly (Part<StandingLink> | null)[];
  readonly faults: readonly (Part<FaultSpec> | null)[];
  readonly script: readonly (Part<ScriptStepSpec> | null)[];
  /** Whether messages wait for the script. */
  readonly isManual: boolean;
  /** Every mark that a fault or a step sets. */
  readonly marks: readonly string[];
  /** Every `as` of a fault or a step, valid besides or not. */
  readonly bound: readonly string[];
  readonly eventually: readonly (Part<EventuallySpec> | null)[];
  readonly never: readonly (Part<NeverSpec> | null)[];
  readonly sometimes: readonly (Part<SometimesSpec> | null)[];
  /** What each of those is called, valid besides or not. */
  readonly sometimesNames: readonly unknown[];
  readonly neverNames: readonly unknown[];
  readonly eventuallyNames: readonly unknown[];
}

export function partsOf(data: unknown): Parts {
  const section = <T>(schema: z.ZodType<T>, key: string): Part<T> | null =>
    part(schema, valueAt(data, [key]) ?? {});
  const items = <T>(schema: z.ZodType<T>, ...path: readonly string[]): readonly (Part<T> | null)[] =>
    listAt(data, ...path).map((item) => part(schema, item));
  return {
    cluster: section(cluster, 'cluster'),
    protocol: section(protocol, 'protocol'),
    network: section(network, 'network'),
    storage: section(storage, 'storage'),
    clocks: section(clocks, 'clocks'),
    workload: section(workload, 'workload'),
    run: section(run, 'run'),
    expect: section(expectations, 'expect'),
    links: items(standingLink, 'network', 'links'),
    faults: items(fault, 'faults'),
    script: items(scriptStep, 'script'),
    isManual: valueAt(data, ['network', 'delivery']) === 'manual',
    marks: marksOf(data),
    bound: named(stepsOf(data), ['as']),
    eventually: items(eventuallyGoal, 'expect', 'eventually'),
    never: items(neverGoal, 'expect', 'never'),
    sometimes: items(sometimesGoal, 'expect', 'sometimes'),
    sometimesNames: listAt(data, 'expect', 'sometimes').map((item) => valueAt(item, ['name'])),
    neverNames: listAt(data, 'expect', 'never').map((item) => valueAt(item, ['name'])),
    eventuallyNames: listAt(data, 'expect', 'eventually').map((item) => valueAt(item, ['that'])),
  };
}

function listAt(data: unknown, ...path: readonly string[]): readonly unknown[] {
  const value = valueAt(data, path);
  return Array.isArray(value) ? value : [];
}

/** Faults, the steps of their sequences, and those of the script. */
function stepsOf(data: unknown): readonly unknown[] {
  const faults = listAt(data, 'faults');
  const script = listAt(data, 'script');
  return [
    ...faults,
    ...faults.flatMap((one) => listAt(one, 'steps')),
    ...script,
    ...script.map((one) => valueAt(one, ['fault'])),
  ];
}

function named(steps: readonly unknown[], path: readonly string[]): readonly string[] {
  return steps.map((one) => valueAt(one, path)).filter((name) => typeof name === 'string');
}

function marksOf(data: unknown): readonly string[] {
  const steps = stepsOf(data);
  return [
    ...named(
      steps.filter((one) => valueAt(one, ['do']) === 'mark'),
      ['name'],
    ),
    ...named(steps, ['mark']),
  ];
}

/** For keys that must be there, so that the rest can be judged without them. */
const standIns: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['name', 'unnamed'],
  ['nodes', 'all'],
  ['from', 'all'],
  ['to', 'all'],
  ['fault', 'full'],
  ['within', '0s'],
]);

function part<T>(schema: z.ZodType<T>, given: unknown): Part<T> | null {
  const first = schema.safeParse(given);
  if (first.success) return { value: first.data, leftOut: [] };
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return null;
  const bad = new Set<string>();
  for (const issue of first.error.issues) {
    const keys =
      issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : issue.path.slice(0, 1);
    for (const key of keys) bad.add(String(key));
  }
  const entries = new Map(Object.entries(given).filter(([key]) => !bad.has(key)));
  for (const key of bad) if (standIns.has(key)) entries.set(key, standIns.get(key));
  const rest = Object.fromEntries(entries);
  const second = schema.safeParse(rest);
  return second.success ? { value: second.data, leftOut: [...bad] } : null;
}

/** Whether the part is there and this key of it was not left out: what it says can be relied on. */
export function isSure<T>(given: Part<T> | null, ...keys: readonly (keyof T & string)[]): given is Part<T> {
  return given !== null && keys.every((key) => !given.leftOut.includes(key));
}
