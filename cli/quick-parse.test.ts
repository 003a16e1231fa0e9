// The quick parser and yargs agree on what is plainly right; all else is left to yargs.

import { describe, expect, it } from 'vitest';
import { type Args, flag, text, texts } from './args.ts';
import { parseCommandLine } from './command-line.ts';
import { testIo } from './fixtures/io.ts';
import { quickParse } from './quick-parse.ts';

function words(line: string): readonly string[] {
  return line.split(' ');
}

/** What commands read of their options. */
function read(args: Args): unknown {
  return {
    texts: ['scenario', 'file', 'path', 'seed', 'seeds', 'reporter', 'trace', 'checks', 'bug', 'set'].map(
      (name) => texts(args, name),
    ),
    flags: ['check-determinism', 'json', 'color', 'ascii'].map((name) => flag(args, name)),
    what: text(args, 'what'),
  };
}

describe('the quick parser', () => {
  it.each([
    'run a.yaml',
    'run a.yaml b.yaml --seed 9007199254740991',
    'run --seeds 1..500,900 a.yaml --check-determinism',
    'run a.yaml --seed=7 --reporter json --reporter junit:x.xml,json:y',
    'run a.yaml --bug E01 --bug E02 --checks deep --no-color --ascii',
    'run a.yaml --seed 1 --seed 2',
    'run a.yaml --trace t.ndjson --color',
    'list',
    'list bugs --json',
    'list scenarios a b',
    'validate a b c',
    'schema',
    'explain a.yaml --seed 3',
    'run a.yaml --set a.b=c --set d=[1,-2] --set=e=f',
  ])('reads "%s" as yargs does', async (line) => {
    const quick = quickParse(words(line));
    const slow = await parseCommandLine(words(line), testIo());
    expect(slow.kind).toBe('command');
    if (slow.kind !== 'command') return;
    expect(quick?.name).toBe(slow.name);
    expect(read(quick?.args ?? {})).toEqual(read(slow.args));
  });

  it.each([
    'run',
    'run a.yaml --sed 3',
    'run a.yaml --seed',
    'run a.yaml --help',
    'run a.yaml -h',
    'run a.yaml --ascii=maybe',
    'explain a.yaml b.yaml',
    'rum a.yaml',
    '--help',
  ])('leaves "%s" to yargs', (line) => {
    expect(quickParse(words(line))).toBeNull();
  });
});
