// The options of `whitewater hunt`.

import { checkChoices } from '../adjust.ts';
import { list, value } from '../option-kinds.ts';
import type { CommandDeclaration } from '../options.ts';

export const huntCommand: CommandDeclaration = {
  usage: 'hunt <scenario..>',
  describe: 'Runs many seeds of scenarios on all cores, and groups what fails',
  options: {
    seeds: value(
      'How many of each scenario (default: 1000, or all that fit with --for), or which: 1..500,900',
    ),
    for: value('Ends after this time: 90s, 10m, 2h'),
    workers: value('Threads that run cases (default: one a core)'),
    'max-bugs': value('Ends when so many different bugs are found'),
    'stop-at-first': { type: 'boolean', alias: 'x', describe: 'Ends at the first bug' },
    shard: value('A part of the hunt: 2/5 is the second of five; auto: as the CI says'),
    strategy: value(
      'How cases are chosen, islands take several in turn: random, swarm, pct, coverage, systematic, mixed (default)',
    ),
    'master-seed': value('Seed of the dice of strategies (default: 1)'),
    'check-determinism': value('Share of the cases that is run twice and compared: 5%'),
    checks: value(`Which checks to make: ${checkChoices.slice(0, -1).join(', ')} (default: by file)`),
    bug: list('Plants a bug by its id (see: whitewater list bugs)'),
    mutant: list('The same as --bug'),
    set: list('network.loss=5%: this over what the files say; repeatable'),
    wall: value('Longest that one case may take (default: 60s)'),
    heap: value('Memory of each worker (default: 1024m)'),
    shrink: { type: 'boolean', describe: 'With --no-shrink bugs are left as they were found' },
    'shrink-for': value('Longest that shrinking all bugs may take, when the hunt is over (default: 60s)'),
    resume: { type: 'boolean', describe: 'Goes on where the same hunt was ended, by whatever it was' },
    json: { type: 'boolean', describe: 'One JSON document instead of a text' },
    quiet: { type: 'boolean', alias: 'q', describe: 'No progress' },
  },
  examples: [
    ['$0 hunt scenarios/ --seeds 10000', 'many seeds of every file'],
    ['$0 hunt leader-crash --for 10m', 'as many as fit in'],
    ['$0 hunt leader-crash --bug E06 -x', 'until a planted bug shows'],
    ['$0 hunt scenarios/ --seeds 50000 --shard 2/5', 'a fifth of it, on one of five machines'],
  ],
};
