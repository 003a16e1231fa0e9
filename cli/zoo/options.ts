// The options of `whitewater zoo`.

import { value } from '../option-kinds.ts';
import type { CommandDeclaration } from '../options.ts';

export const zooActions = ['list', 'run'] as const;

export const zooCommand: CommandDeclaration = {
  usage: 'zoo <action> [id..]',
  describe: 'Mutants of the replica: lists them, or measures how strategies find them',
  options: {
    strategy: value(
      'Strategies to measure, the one that targets are for first: mixed,random (default: mixed)',
    ),
    checks: value('end-to-end (default), deep, or both: which checks may find them'),
    masters: value('Master seeds to try each from (default: 5)'),
    difficulty: value('Only these: easy, medium, hard, very-hard'),
    limit: value('Most processor time of one trial (default: by difficulty, 20s to 60m)'),
    for: value('Ends after this time, whatever is left: 5m, 2h'),
    workers: value('Processes that try (default: one a core)'),
    results: value('A file of results, one a line: what it holds is not tried again, what is new is added'),
    page: value('A page of Markdown to put the table into'),
    json: { type: 'boolean', describe: 'One JSON document instead of a table' },
    quiet: { type: 'boolean', alias: 'q', describe: 'No progress' },
  },
  examples: [
    ['$0 zoo list', 'all of them'],
    ['$0 zoo run C01 E02 --strategy swarm,random', 'two of them, two strategies'],
    ['$0 zoo run --difficulty easy,medium --for 5m', 'as many as five minutes allow'],
  ],
};
