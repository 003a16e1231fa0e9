// How `whitewater shrink` and `whitewater explain` are called.

import type { Options } from 'yargs';
import type { CommandDeclaration } from './options.ts';

const bug: Options = {
  type: 'string',
  array: true,
  requiresArg: true,
  describe: 'Plants a bug by its id (see: whitewater list bugs)',
};

const checks: Options = {
  type: 'string',
  requiresArg: true,
  describe: 'Which checks judge it: end-to-end or deep (default: by file)',
};

const set: Options = {
  type: 'string',
  array: true,
  requiresArg: true,
  describe: 'network.loss=5%: this over what the file says; repeatable',
};

export const shrinkCommand: CommandDeclaration = {
  usage: 'shrink <file>',
  describe: 'Makes the smallest scenario that fails in the same way, as a file to read, edit and keep',
  options: {
    seed: {
      type: 'string',
      requiresArg: true,
      describe: 'The seed that fails (default: the first that does)',
    },
    bug,
    set,
    checks,
    budget: {
      type: 'string',
      requiresArg: true,
      describe: 'Time after which it ends with what it has (default: 60s)',
    },
    'keep-nodes': { type: 'boolean', describe: 'Leaves the number of servers as it is' },
    output: { type: 'string', requiresArg: true, describe: 'The file to write (default: NAME-ID.yaml)' },
  },
  examples: [
    ['$0 shrink mine.yaml --seed 1203', 'what of seed 1203 makes it fail'],
    ['$0 shrink leader-crash --bug E06', 'the same for a planted bug'],
  ],
};

export const explainCommand: CommandDeclaration = {
  usage: 'explain <file>',
  describe: 'Says what led to a failure; of a run that passes, what its scenario comes to under the seed',
  options: {
    seed: { type: 'string', requiresArg: true, describe: 'One seed, 0 to 2^53-1' },
    bug,
    set,
    checks,
    all: { type: 'boolean', describe: 'Tells everything that led to it, not the last 40 things alone' },
    plan: { type: 'boolean', describe: 'What the file compiles to, whether its run fails or not' },
  },
  examples: [
    ['$0 explain leader-crash --seed 42', 'every choice as seed 42 makes it'],
    ['$0 explain leader-crash --seed 9 --bug E06', 'what led to the failure, and what it hung on'],
  ],
};
