// How `whitewater shrink` is called.

import type { CommandDeclaration } from './options.ts';

export const shrinkCommand: CommandDeclaration = {
  usage: 'shrink <file>',
  describe: 'Makes the smallest scenario that fails in the same way, as a file to read, edit and keep',
  options: {
    seed: {
      type: 'string',
      requiresArg: true,
      describe: 'The seed that fails (default: the first that does)',
    },
    bug: {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'Plants a bug by its id (see: whitewater list bugs)',
    },
    set: {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'network.loss=5%: this over what the file says; repeatable',
    },
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
