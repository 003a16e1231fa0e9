// Completion as real shells do it: the script is sourced, Tab is pressed in effect, the command is asked.

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complete } from './complete.ts';
import { completionScript, type ShellName } from './completion-script.ts';
import { fakeEngine } from './fixtures/engine.ts';
import { commandNames } from './options.ts';
import { realEngine } from './real-engine.ts';

const engine = realEngine();

describe('the words that may come next', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['ru', ['run']],
    ['run leader-cr', ['leader-crash']],
    ['run --seed 7 leader-cr', ['leader-crash']],
    ['run leader-crash --bug E06', ['E06']],
    ['run leader-crash --rep', ['--reporter']],
    ['run --reporter js', ['json']],
    ['run --reporter json,ju', ['json,junit']],
    ['run --reporter=nd', ['--reporter=ndjson']],
    ['run --reporter only:ta', ['only:tap']],
    ['run --checks de', ['deep']],
    ['list pro', ['properties', 'programs']],
    ['list properties election-s', ['election-safety']],
    ['trace leader-cr', ['leader-crash']],
    ['trace a --format per', ['perfetto']],
    ['diff leader-crash@1 leader-cr', ['leader-crash']],
    ['help exit', ['exit-codes']],
    ['completion z', ['zsh']],
    ['init --template co', ['course']],
    ['run --seed ', []],
    ['rum ', []],
  ];
  it.each(cases)('of "%s" are %j', async (line, expected) => {
    expect(await complete(line.split(' '), async () => engine)).toEqual(expected);
  });

  it('are all commands to begin with, and options of every command', async () => {
    const words = await complete([''], async () => fakeEngine({}));
    for (const name of commandNames) expect(words).toContain(name);
    for (const name of commandNames) {
      expect(await complete([name, '--no'], async () => fakeEngine({}))).toBeDefined();
      expect(await complete([name, '--hel'], async () => fakeEngine({}))).toEqual(['--help']);
    }
  });
});

/** What a shell prints that sources the script and completes each line at its end. */
function inShell(shell: ShellName, driver: string, folder: string): readonly string[] {
  const script = join(folder, `script.${shell}`);
  writeFileSync(script, completionScript(shell));
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}`, SCRIPT: script };
  const done = spawnSync(shell, shell === 'bash' ? ['--norc', '-c', driver] : ['-c', driver], {
    env,
    cwd: folder,
    encoding: 'utf8',
  });
  expect(done.stderr).toBe('');
  return done.stdout.trimEnd().split('\n');
}

describe('a shell', () => {
  let folder: string;
  beforeAll(() => {
    // The scripts call `whitewater`: one that answers what it was asked, so that the words can be seen.
    folder = mkdtempSync(join(tmpdir(), 'completion-'));
    const command = join(folder, 'whitewater');
    writeFileSync(
      command,
      '#!/bin/sh\nshift 3\nlast=$1\nfor last; do :; done\nfor word in run report report:x; do case $word in "$last"*) echo "$word";; esac; done\necho "$last+$#"\n',
    );
    chmodSync(command, 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.skipIf(!isThere('bash'))('bash completes', () => {
    const tab = (line: string): string =>
      `COMP_LINE=${JSON.stringify(line)}; COMP_POINT=\${#COMP_LINE}; COMP_WORDS=(); _whitewater; echo "\${COMPREPLY[*]}"`;
    const driver = [
      'source "$SCRIPT"',
      ...['whitewater ru', 'whitewater run ', 'whitewater a --b=report:'].map(tab),
    ];
    // After a = or : bash replaces what comes behind it alone.
    expect(inShell('bash', driver.join('\n'), folder)).toEqual(['run ru+1', 'run report report:x +2', '+2']);
    const registered = inShell('bash', 'source "$SCRIPT"; complete -p whitewater', folder);
    expect(registered).toEqual(['complete -o bashdefault -o default -F _whitewater whitewater']);
  });

  it.skipIf(!isThere('zsh'))('zsh completes (skipped where there is no zsh)', () => {
    const driver = [
      'compdef() { echo "compdef $*" }; compadd() { shift; echo "$*" }; _files() { echo files }',
      'source "$SCRIPT"',
      'words=(whitewater ru); CURRENT=2; _whitewater',
      "words=(whitewater run ''); CURRENT=3; _whitewater",
    ];
    expect(inShell('zsh', driver.join('\n'), folder)).toEqual([
      'compdef _whitewater whitewater',
      'run ru+1',
      'run report report:x +2',
    ]);
  });

  it.skipIf(!isThere('fish'))('fish completes (skipped where there is no fish)', () => {
    const driver = ['source $SCRIPT', 'complete -C "whitewater ru"', 'complete -C "whitewater run rep"'];
    const words = inShell('fish', driver.join('\n'), folder);
    expect(words).toEqual(expect.arrayContaining(['run', 'ru+1', 'report', 'report:x', 'rep+2']));
  });
});

function isThere(shell: ShellName): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, shell)));
}
