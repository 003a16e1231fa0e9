// The options of the commands that are about what was kept of failures.

import { checkChoices } from './adjust.ts';
import { corpusActions } from './corpus-actions.ts';
import { reporting, value } from './option-kinds.ts';
import type { CommandDeclaration } from './options.ts';

export const replayCommand: CommandDeclaration = {
  usage: 'replay <kept>',
  describe: 'Runs a bug, a kept scenario or a trace again, and says whether it went as before',
  options: {
    lanes: { type: 'boolean', describe: 'Shows the run as it goes, a column for each server' },
    break: value('Stops after this event, and says how every server, disk, message and client stands: e9127'),
    bisect: {
      type: 'boolean',
      describe: 'For git bisect run: 0 it does not fail, 1 it fails as before, 125 this build cannot tell',
    },
    checks: value(`Which checks to make: ${checkChoices.join(', ')} (default: as before)`),
  },
  examples: [
    ['$0 replay figure-8-7c1e', 'a bug in .whitewater/bugs, by its name or id'],
    ['$0 replay repro.yaml --lanes', 'a scenario that a bug was kept as'],
    ['$0 replay t.gz --break e3306', 'the run of a trace, up to an event'],
    ['git bisect run npx whitewater replay --bisect repro.yaml', 'which change broke it'],
  ],
};

export const reportCommand: CommandDeclaration = {
  usage: 'report <results..>',
  describe: 'Merges results of several machines, and writes them in every format that run writes',
  options: {
    ...reporting,
    quiet: { type: 'boolean', alias: 'q', describe: 'Only what failed' },
    verbose: { type: 'boolean', alias: 'v', describe: 'A line for every run of a sweep' },
  },
  examples: [
    ['$0 run scenarios/ --seeds 1..100 --reporter blob:1.blob.gz', 'on one machine'],
    ['$0 report *.blob.gz --reporter junit:junit.xml,sarif:bugs.sarif', 'and of all'],
  ],
};

export const corpusCommand: CommandDeclaration = {
  usage: 'corpus <action> [word..]',
  describe: `Keeps runs as files that are committed: ${corpusActions.join(', ')}`,
  options: {
    known: { type: 'boolean', describe: 'add: it is expected to fail, since nobody has mended it yet' },
    name: value('add: what it is called (default: SCENARIO-ID)'),
    seed: value('add, of a scenario: the seed to keep (default: of the file, or 1)'),
    dir: value('The folder of the corpus (default: scenarios/corpus)'),
    json: { type: 'boolean', describe: 'ls: one JSON document instead of a table' },
  },
  examples: [
    ['$0 corpus add figure-8-7c1e', 'a bug, as what must pass, or must be caught if it is planted'],
    ['$0 corpus add mine.yaml --seed 7 --known', 'what fails and is still open'],
    ['$0 corpus refresh', 'records anew what runs otherwise and is as expected'],
    ['$0 corpus export ../ours', 'for others'],
  ],
};
