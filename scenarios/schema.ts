// The schema of the scenario language, version 1, and the JSON Schema made from it.

import { z } from 'zod';
import type { Scenario } from './scenario.ts';
import { cluster, protocol } from './schema/cluster.ts';
import { expectations, limits, run } from './schema/expect.ts';
import { faults, swarm } from './schema/fault.ts';
import { overrides, recorded } from './schema/kept.ts';
import { clocks, network, storage } from './schema/network.ts';
import { list, mapping, name, text } from './schema/scalar.ts';
import { script } from './schema/step.ts';
import { workload } from './schema/workload.ts';

const description = text('a sentence on what it teaches').describe('one sentence on what it teaches');

export const scenarioSchema: z.ZodType<Scenario> = mapping({
  version: z.literal(1, { error: () => 'expected version: 1, the only one there is' }),
  name: name.describe('unique among the scenarios that run together'),
  description,
  recorded: recorded
    .optional()
    .describe(
      'what a run of this file showed when it was kept; it changes nothing, and a file that extends this one does not have it',
    ),
  extends: text('the path of a file, or the name of a shipped scenario')
    .optional()
    .describe(
      'the scenario under this one: a path from the folder of this file, or the name of a shipped one; mappings are joined, all else here replaces what is there',
    ),
  tags: list(text('a tag'), 'tags').optional(),
  cluster: cluster.optional().describe('the servers'),
  protocol: protocol
    .optional()
    .describe('what they run, and its options; what is left out is up to the program'),
  network: network.optional().describe('between the servers, and to the clients'),
  storage: storage.optional().describe('the disk of each server'),
  clocks: clocks.optional(),
  workload: workload.optional().describe('what the clients do'),
  faults: faults.optional().describe('what goes wrong. Default: nothing'),
  swarm: swarm
    .optional()
    .describe('leaves whole classes of faults out of some seeds, so that each seed is another mixture'),
  script: script
    .optional()
    .describe('steps from the start of the run, each of which must succeed; the calm follows the last'),
  limits: limits.optional().describe('bounds of the faults'),
  overrides: overrides
    .optional()
    .describe(
      'decisions of the environment in place of their draws, by name: { link/1>2/17/lost: 1, disk/3/2/fsync: 4000 }; chances are 0 or 1, times are in µs. Default: none',
    ),
  run: run.optional().describe('how long'),
  expect: expectations.optional().describe('what must come of it'),
});

/** draft-07, as editors' YAML language servers take it. */
export function scenarioJsonSchema(): Readonly<Record<string, unknown>> {
  const { required, ...schema } = z.toJSONSchema(scenarioSchema, {
    target: 'draft-7',
    io: 'input',
    reused: 'ref',
    override: ({ jsonSchema }) => {
      const usual = usualOf(jsonSchema.description);
      if (usual !== undefined) jsonSchema.default = usual;
    },
  });
  return {
    ...schema,
    // What a scenario extends may bring what it lacks.
    anyOf: [{ required: ['extends'] }, { required }],
    title: 'Whitewater scenario, version 1',
    description:
      'Where a scalar may stand, { pick: [a, b] } or { pick: { uniform: [a, b] } } draws one value a seed; a distribution is drawn for every message, operation or strike.',
  };
}

/** The default that a description names, where it is a value of the language: `Default: 50ms`. */
function usualOf(description: string | undefined): string | number | readonly string[] | undefined {
  const words = /Default: (\[[^\]]*\]|"[^"]*"|[\w.%-]+)$/.exec(description ?? '')?.[1];
  if (words === undefined || notValues.has(words)) return undefined;
  if (words.startsWith('[')) return words.slice(1, -1).split(', ');
  if (words.startsWith('"')) return words.slice(1, -1);
  return /^\d+(\.\d+)?$/.test(words) ? Number(words) : words;
}

/** Words that say what holds, but that nobody could write there. */
const notValues: ReadonlySet<string> = new Set(['none', 'nothing', 'nobody', 'never', 'unlimited']);
