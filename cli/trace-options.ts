// The options of the commands that read what was recorded: trace, diff, check.

import type { Options } from 'yargs';
import { partNames } from './gate/part.ts';
import { list, value } from './option-kinds.ts';
import type { CommandDeclaration } from './options.ts';

const set: Options = list('For a scenario: network.loss=5%, this over what the file says');

export const traceCommand: CommandDeclaration = {
  usage: 'trace <source>',
  describe: 'Filters a trace, or the run of a scenario, and shows or converts it',
  options: {
    seed: value('For a scenario: its seed (default: of the file, or 1); SCENARIO@SEED says the same'),
    bug: list('For a scenario: plants a bug by its id'),
    set,
    node: list('Only events of these nodes, and faults: n1,n3'),
    client: list('Only what has to do with these clients: 1,2'),
    kind: list('Only events of these kinds: message,alarm,crash and so on'),
    type: list('Only events that send or take these messages: AE,AER or by whole name'),
    from: value('Only events at this time or later: 2s, 1500ms, 4.318'),
    to: value('Only events at this time or earlier'),
    around: value('Only this event and its neighbours: e9127'),
    context: value('How many neighbours on each side (default: 20)'),
    'causes-of': value(
      'Only this event and what happened before it, by causes and by the order of each process',
    ),
    format: value('lanes (default), ndjson, csv, mermaid, shiviz, perfetto'),
    fold: { type: 'boolean', describe: 'Lanes: steady events in one line (default: unless filtered)' },
    out: value('Writes to this file, whole or not at all; gzipped where it ends in .gz'),
  },
  examples: [
    ['$0 run leader-crash --seed 42 --trace t.gz', 'records a trace'],
    ['$0 trace t.gz --node n1,n3 --from 2s --to 2.5s', 'half a second of two servers'],
    ['$0 trace leader-crash@42 --around e3306', 'the same of a run, without a file'],
    ['$0 trace t.gz --causes-of e3306 --format mermaid', 'a diagram of how it came about'],
    ['$0 trace t.gz --format perfetto --out t.json', 'for ui.perfetto.dev'],
  ],
};

export const checkCommand: CommandDeclaration = {
  usage: 'check [path..]',
  describe:
    'The gate for CI: scenarios, corpus, planted bugs, determinism, goals; or judges recorded histories',
  options: {
    only: list(`Of the gate: ${partNames.join(', ')}; a list, or repeated`),
    budget: value(
      'Of the gate: its time (default: 60s); of histories: steps of search a key (default: 1000000)',
    ),
    notation: value('Of histories: auto (default), json: our JSON lines, edn: Jepsen'),
    model: value('Jepsen: auto (default), register: one key, keys: values are [key value]'),
    'failed-cas': value('Jepsen: what :fail of a :cas means: not-run (default), or the value differed'),
  },
  examples: [
    ['$0 check', 'all that CI needs, in a minute'],
    ['$0 check --only corpus,bugs', 'a part of it'],
    ['$0 run leader-crash --seed 42 --history h.ndjson', 'records a history'],
    ['$0 check h.ndjson', 'judges it'],
    ['$0 check store/latest/history.edn --failed-cas differed', 'a history of Jepsen'],
  ],
};

export const diffCommand: CommandDeclaration = {
  usage: 'diff <a> <b>',
  describe: 'Says where two runs or traces go apart; exits with 1 if they do',
  options: {
    seed: value('For scenarios without @SEED: the seed of both (default: of the file, or 1)'),
    bug: list('For scenarios: plants a bug in both'),
    'bug-a': list('For the first alone'),
    'bug-b': list('For the second alone'),
    set: list('For scenarios: network.loss=5%, this over what both files say'),
    'set-a': list('For the first alone'),
    'set-b': list('For the second alone'),
    ignore: list('What may differ: time, words, cause'),
  },
  examples: [
    ['$0 diff leader-crash@42 leader-crash@43', 'two seeds'],
    ['$0 diff leader-crash@9 leader-crash@9 --bug-b E06', 'what a bug changes first'],
    ['$0 diff old.trace.gz new.trace.gz --ignore words', 'two builds'],
  ],
};
