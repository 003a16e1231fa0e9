// The command in a real terminal of 80 columns (by tmux), and at the end of a pipe.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'rolldown';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { width } from '../reports/layout.ts';

const root = join(import.meta.dirname, '..');
/** A server of its own for each test: one that is just ending takes no new session. */
let socket = '';
let sockets = 0;
const nextSocket = (): string => `whitewater-${process.pid}-${++sockets}`;
const startsMax = 5;
const isTmuxThere = (process.env['PATH'] ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'tmux')));
const isCi = (process.env['CI'] ?? '') !== '';
if (!isTmuxThere && !isCi) console.warn('no tmux here: what a terminal shows is not tested');

// Inside of the package, where the command finds its scenarios; from the sources as they are now.
const bundle = join(root, 'node_modules', '.cache', `terminal-${process.pid}`);
const main = join(bundle, 'main.js');
let folder: string;

beforeAll(async () => {
  await build({
    input: join(root, 'cli/main.ts'),
    platform: 'node',
    output: { dir: bundle },
    logLevel: 'silent',
  });
});
afterAll(() => rmSync(bundle, { recursive: true, force: true }));
beforeEach(() => {
  socket = nextSocket();
  folder = mkdtempSync(join(tmpdir(), 'terminal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function tmux(...args: readonly string[]): string {
  return execFileSync('tmux', ['-L', socket, '-f', '/dev/null', ...args], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

/** What the terminal shows; a line that it had to break comes as one line that is too wide. */
function screen(): readonly string[] {
  return tmux('capture-pane', '-p', '-J', '-S', '-', '-t', 'test')
    .split('\n')
    .map((line) => line.trimEnd());
}

/** Waits until the screen shows it. */
async function shows(pattern: RegExp): Promise<readonly string[]> {
  for (let tries = 0; tries < 600; tries++) {
    const lines = screen();
    if (pattern.test(lines.join('\n'))) return lines;
    await wait(50);
  }
  throw new Error(`the terminal never showed ${pattern}:\n${screen().join('\n')}`);
}

/** Begins a command line in the terminal; when it is over, the screen says so with its exit code. */
function begin(command: string): void {
  const line = `cd ${folder}; unset CI NO_COLOR FORCE_COLOR AI_AGENT WHITEWATER_REPORTER; export LC_ALL=C.UTF-8; node ${main} ${command}; echo over: $?; exec cat`;
  const session = ['new-session', '-d', '-s', 'test', '-x', '80', '-y', '24', line];
  // On a busy machine tmux now and then gives up its own start; only a test that never begins is begun again.
  for (let tries = 1; ; tries++) {
    try {
      tmux(...session);
      return;
    } catch (error) {
      if (tries === startsMax || !String(error).includes('server exited unexpectedly')) throw error;
      socket = nextSocket();
    }
  }
}

function expectUnbroken(lines: readonly string[]): void {
  for (const line of lines) expect(width(line), line).toBeLessThanOrEqual(80);
}

const bars = (lines: readonly string[]): number => lines.filter((line) => /━|─{5,}/.test(line)).length;

describe.skipIf(!isTmuxThere && !isCi)('in a terminal', () => {
  afterEach(() => {
    spawnSync('tmux', ['-L', socket, 'kill-server']);
  });

  it('draws how far a sweep is, in place, and ends after the run in progress at Ctrl-C', async () => {
    begin('run leader-crash ring bridge --seeds 3..100000');
    const lines = await shows(/\d% {2}.* left\n.* of 299,994 runs, 0 failed/);
    expectUnbroken(lines);
    expect(bars(lines)).toBe(1);
    await shows(/ [3-9] of 299,994 runs/);
    expect(bars(screen())).toBe(1);
    tmux('send-keys', '-t', 'test', 'C-c');
    const end = await shows(/over: \d+/);
    expectUnbroken(end);
    expect(bars(end)).toBe(0);
    expect(end.join('\n')).toMatch(/leader-crash +\d+ passed/);
    expect(end.join('\n')).toMatch(/stopped early · .* · exit 130\n+over: 130/);
  });

  it('stops at once when Ctrl-C comes twice, and leaves no file half written', async () => {
    begin('run leader-crash ring --seeds 9 --set run.chaos=100s --reporter json:out.json');
    await shows(/whitewater \d/);
    await wait(300);
    tmux('send-keys', '-t', 'test', 'C-c');
    // Two at the very same time would be one to the process.
    await wait(100);
    tmux('send-keys', '-t', 'test', 'C-c');
    const end = await shows(/over: \d+/);
    expect(end.join('\n')).toMatch(/over: 130/);
    expect(end.join('\n')).not.toContain('stopped early');
    expect(readdirSync(folder)).toEqual([]);
    // The cursor is there again.
    expect(tmux('display-message', '-p', '-t', 'test', '#{cursor_flag}').trim()).toBe('1');
  });

  it('keeps stdout clean while it draws, and lines whole when something fails', async () => {
    begin('run leader-crash --bug E06 --seeds 8..10 --ascii > out.txt');
    await shows(/over: 1/);
    const text = readFileSync(join(folder, 'out.txt'), 'utf8');
    expect(text).toMatch(/^whitewater/);
    expect(text).toMatch(/exit 1\n$/);
    expect(text).not.toMatch(/(?!\n)\p{Cc}|left/u);
    tmux('kill-server');
    begin('run leader-crash --bug E06 --seed 9');
    const lines = await shows(/over: 1/);
    expectUnbroken(lines);
    expect(lines.join('\n')).toContain('FAIL leader-crash · seed 9 · vote-up-to-date');
  });

  it.each([
    ['', /^ +t \(s\) n1 +n2 +n3 +n4 +n5$/m],
    [' --set cluster.nodes=21', /^ +t \(s\)( ?\d+){21}$/m],
  ])('shows the lanes of a run without a broken line, and no count left behind%s', async (set, title) => {
    begin(`run leader-crash --seed 42 --lanes --checks none${set}`);
    const lines = await shows(/over: 0/);
    expectUnbroken(lines);
    const text = lines.join('\n');
    expect(text).toMatch(title);
    expect(text).toMatch(/✖ crash/);
    expect(text).toMatch(/ … [\d,]+ events in /);
    const lanes = lines.slice(lines.findIndex((line) => title.test(line)));
    const folds = lanes.map((line) => / … ([\d,]+) events/.test(line));
    expect(folds.some((isFold, at) => isFold && folds[at + 1] === true)).toBe(false);
  });
});

describe('at the end of a pipe', () => {
  const shell = (line: string): string => {
    const { CI: _ci, AI_AGENT: _agent, WHITEWATER_REPORTER: _reporter, ...env } = process.env;
    const done = spawnSync('bash', ['-c', line.replaceAll('whitewater', `node ${main}`)], {
      cwd: folder,
      env: { ...env, LC_ALL: 'C.UTF-8' },
      encoding: 'utf8',
    });
    expect(done.stderr).toBe('');
    return done.stdout;
  };

  it('ends quietly when the reader has seen enough', () => {
    expect(shell('whitewater list bugs | head -1 | wc -l; echo $PIPESTATUS').trim()).toBe('1\n0');
    expect(shell('whitewater run leader-crash --ndjson --seeds 3 | head -1').trim()).toMatch(
      /^\{"event":"begin"/,
    );
  });

  it('converts traces for the next program, however little that wants of them', () => {
    expect(shell('whitewater trace leader-crash@42 --format csv | head -1').trim()).toMatch(/^event,at_us,/);
    expect(
      shell('whitewater run leader-crash --seed 42 --lanes --checks none | head -5 | wc -l').trim(),
    ).toBe('5');
    const same = 'whitewater run leader-crash --seed 42 --checks none --trace t.gz > run.txt';
    expect(shell(`${same}; whitewater diff t.gz leader-crash@42; echo $?`)).toMatch(/^equal: [\s\S]*\n0\n$/);
    expect(shell('whitewater trace t.gz | cat')).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  it('is plain text, unless colours are asked for', () => {
    const run = 'whitewater run leader-crash --seed 1 --checks none';
    const plain = shell(`${run} | cat`);
    expect(plain).toContain('·');
    expect(plain).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(shell(`unset NO_COLOR; FORCE_COLOR=1 ${run} | cat`)).toContain('\u001b[32m');
    expect(shell(`FORCE_COLOR=1 NO_COLOR=1 ${run} | cat`)).not.toContain('\u001b');
    expect(shell(`LC_ALL=C ${run}`)).not.toContain('·');
  });
});
