// The options of `whitewater live`, and what of them is more than a word.

import { reporting } from './option-kinds.ts';
import type { CommandDeclaration } from './options.ts';

export const creditNames = ['bonus', 'full', 'partial', 'none'] as const;

export const liveCommand: CommandDeclaration = {
  usage: 'live <config..>',
  describe: "Runs a course's config files with real replicas: processes, UDP and real time",
  options: {
    replica: {
      type: 'string',
      requiresArg: true,
      describe: 'The executable of a replica, in any language (default: the shipped 3700kvstore)',
    },
    seed: {
      type: 'string',
      requiresArg: true,
      describe:
        "Of the harness's own decisions (default: the file's own, else 1); a run is not repeated by it",
    },
    runs: { type: 'string', requiresArg: true, describe: 'How many of each file, each with the next seed' },
    credit: {
      type: 'string',
      requiresArg: true,
      describe: `What every metric has to earn: ${creditNames.join(', ')} (default: partial)`,
    },
    trace: {
      type: 'string',
      requiresArg: true,
      describe: 'Writes every message of the one run to this file, in order; gzipped where it ends in .gz',
    },
    history: {
      type: 'string',
      requiresArg: true,
      describe: 'Writes what the clients of the one run did and saw to this file (see: check)',
    },
    ...reporting,
    quiet: { type: 'boolean', alias: 'q', describe: 'Only what failed; no progress' },
    set: {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'drops=0.3: this over what the files say; repeatable',
    },
  },
  examples: [
    ['$0 live simple-1', 'the shipped replica, half a minute'],
    ['$0 live crash-3 --replica ./3700kvstore --trace t.gz', 'your own; then: whitewater trace t.gz'],
    ['$0 live configs/ --replica ./3700kvstore --runs 3', 'all files of a folder, the table of tiers'],
  ],
};
