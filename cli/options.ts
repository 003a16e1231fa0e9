// Every option of every command, declared once: for parsing, for help, and for the nearest valid one.

import type { Options } from 'yargs';
import { checkChoices } from './adjust.ts';
import { shellNames } from './completion-script.ts';
import { huntCommand } from './hunt/options.ts';
import { corpusCommand, replayCommand, reportCommand } from './keeping-options.ts';
import { kvCommand } from './kv-options.ts';
import { listKinds } from './list-kinds.ts';
import { liveCommand } from './live-options.ts';
import { reporting } from './option-kinds.ts';
import { serveCommand } from './serve-options.ts';
import { explainCommand, shrinkCommand } from './shrink-options.ts';
import { templateNames } from './templates.ts';
import { checkCommand, diffCommand, traceCommand } from './trace-options.ts';
import { zooCommand } from './zoo/options.ts';

export interface CommandDeclaration {
  readonly usage: string;
  readonly describe: string;
  readonly options: { readonly [name: string]: Options };
  readonly examples: readonly (readonly [command: string, description: string])[];
}

const seed: Options = {
  type: 'string',
  requiresArg: true,
  describe: 'One seed, 0 to 2^53-1',
};

const set: Options = {
  type: 'string',
  array: true,
  requiresArg: true,
  describe: 'network.loss=5%: this over what the files say; repeatable',
};

const json: Options = { type: 'boolean', describe: 'One JSON document instead of a table' };

export const globalOptions: { readonly [name: string]: Options } = {
  color: { type: 'boolean', describe: 'Colours, or with --no-color none (default: on a terminal)' },
  input: { type: 'boolean', describe: 'With --no-input nothing is ever asked' },
  ascii: { type: 'boolean', describe: 'No symbols beyond ASCII (default: by locale)' },
};

export type CommandName =
  | 'run'
  | 'hunt'
  | 'zoo'
  | 'trace'
  | 'diff'
  | 'replay'
  | 'report'
  | 'corpus'
  | 'check'
  | 'course'
  | 'live'
  | 'list'
  | 'validate'
  | 'schema'
  | 'explain'
  | 'shrink'
  | 'init'
  | 'serve'
  | 'kv'
  | 'completion';

export const commands: { readonly [Name in CommandName]: CommandDeclaration } = {
  run: {
    usage: 'run <scenario..>',
    describe: 'Runs scenarios: files, folders, globs, or names of shipped ones',
    options: {
      seed,
      seeds: { type: 'string', requiresArg: true, describe: 'How many (1..N), or which: 1..500,900' },
      ...reporting,
      quiet: { type: 'boolean', alias: 'q', describe: 'Only what failed; no progress' },
      verbose: { type: 'boolean', alias: 'v', describe: 'A line for every run of a sweep' },
      trace: {
        type: 'string',
        requiresArg: true,
        describe: 'Writes every event of the one run to this file; gzipped where it ends in .gz',
      },
      history: {
        type: 'string',
        requiresArg: true,
        describe: 'Writes what the clients of the one run did and saw to this file (see: check)',
      },
      lanes: { type: 'boolean', describe: 'Shows the one run as it goes, a column for each server' },
      'strict-faults': {
        type: 'boolean',
        describe: 'A strike that was skipped counts as a goal missed (exit 3)',
      },
      'check-determinism': { type: 'boolean', describe: 'Makes every run twice and compares all events' },
      checks: {
        type: 'string',
        requiresArg: true,
        describe: `Which checks to make: ${checkChoices.join(', ')} (default: by file)`,
      },
      bug: {
        type: 'string',
        array: true,
        requiresArg: true,
        describe: 'Plants a bug by its id (see: whitewater list bugs)',
      },
      set,
    },
    examples: [
      ['$0 run leader-crash --seed 42', 'one scenario, one seed'],
      ['$0 run leader-crash --seed 42 --lanes', 'and how it came about'],
      ['$0 run scenarios/ --seeds 200', 'many, a line for each'],
      ['$0 run a.yaml --reporter junit:junit.xml', 'for people and for CI'],
    ],
  },
  hunt: huntCommand,
  zoo: zooCommand,
  trace: traceCommand,
  diff: diffCommand,
  replay: replayCommand,
  report: reportCommand,
  corpus: corpusCommand,
  check: checkCommand,
  list: {
    usage: 'list [what] [word..]',
    describe: `Lists ${listKinds.slice(0, -1).join(', ')} or ${listKinds.at(-1)}`,
    options: { json },
    examples: [
      ['$0 list properties', 'what is checked, and where it is written'],
      ['$0 list bugs E06', 'one of them'],
      ['$0 list scenarios mine/', 'those of a folder'],
    ],
  },
  course: {
    usage: 'course [path..]',
    describe: "Runs a course's config files over many seeds, and shows each metric with its tier",
    options: {
      seeds: { type: 'string', requiresArg: true, describe: 'How many (default: 10), or which: 1..500,900' },
      mode: { type: 'string', requiresArg: true, describe: 'course, strict or both (default: both)' },
      set,
      json,
    },
    examples: [
      ['$0 course --seeds 100', 'the shipped files'],
      ['$0 course configs/ --mode course --set protocol.heartbeat=500ms', 'one option tried on all'],
    ],
  },
  live: liveCommand,
  validate: {
    usage: 'validate <file..>',
    describe: 'Finds the mistakes in scenario files, with line and column',
    options: { set },
    examples: [['$0 validate scenarios/', 'all files of a folder']],
  },
  schema: {
    usage: 'schema',
    describe: 'Prints the JSON Schema of scenario files, for editors',
    options: {},
    examples: [['$0 schema > scenario.schema.json', 'for editors that complete YAML']],
  },
  explain: explainCommand,
  shrink: shrinkCommand,
  init: {
    usage: 'init [dir]',
    describe: 'Writes files to begin with: a commented scenario, what editors need, a CI workflow',
    options: {
      template: {
        type: 'string',
        requiresArg: true,
        describe: `${templateNames.join(', ')} (default: ${templateNames[0]})`,
      },
      yes: { type: 'boolean', alias: 'y', describe: 'Does not ask before it writes' },
    },
    examples: [
      ['$0 init', 'a scenario in this folder'],
      ['$0 init --template ci', 'with a workflow for GitHub Actions'],
    ],
  },
  serve: serveCommand,
  kv: kvCommand,
  completion: {
    usage: 'completion <shell>',
    describe: `Prints a script that completes commands: for ${shellNames.join(', ')}`,
    options: {},
    examples: [
      ['source <($0 completion bash)', 'for this shell; the script says how for all'],
      ['$0 completion fish | source', 'the same in fish'],
    ],
  },
};

export const commandNames: readonly CommandName[] = Object.keys(commands) as CommandName[];
