// Runs that were kept, made again: exactly, or with the place from which they are others; and what git bisect is told.

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Case, planOf } from '../../hunt/case.ts';
import { findingOf } from '../../hunt/finding.ts';
import { BugStore } from '../../hunt/store/bug-store.ts';
import { loadScenario } from '../../scenarios/parse.ts';
import { knownNames } from '../../sim/catalogue.ts';
import { run } from '../../sim/run.ts';
import { main } from '../app.ts';
import { testIo } from '../fixtures/io.ts';
import { shippedFile } from '../shipped.ts';

const scenario = loadScenario(shippedFile('figure-8')!, knownNames());
const failing: Case = { scenario, seed: 1, bugs: ['C01'], scopes: null, overrides: {} };
const at = '2026-11-26T21:00:00.000Z';
let cwd: string;
let name: string;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'replay-'));
  const store = new BugStore(join(cwd, '.whitewater'), { version: '0.1.0', revision: 'aaaaaaa' });
  store.keep({
    case: failing,
    finding: findingOf(run(planOf(failing), 1)),
    strategy: 'random',
    at,
  });
  name = store.all()[0]!.name;
});

async function whitewater(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const io = testIo({ cwd });
  const code = await main(words, io);
  return { code, out: io.out(), err: io.err() };
}

/** A copy of the bug's folder, in which a text is changed. */
function changed(file: string, from: RegExp, to: string): string {
  const copy = mkdtempSync(join(cwd, 'copy-'));
  cpSync(join(cwd, '.whitewater', 'bugs', name), copy, { recursive: true });
  const text = readFileSync(join(copy, file), 'utf8');
  expect(text).toMatch(from);
  writeFileSync(join(copy, file), text.replace(from, to));
  return copy;
}

describe('a bug', () => {
  it.each([
    ['by its name', () => name],
    ['by its id', () => name.split('-').at(-1)!],
    ['by its folder', () => `.whitewater/bugs/${name}/`],
    ['by the scenario in it', () => `.whitewater/bugs/${name}/repro.yaml`],
    ['by the trace in it', () => `.whitewater/bugs/${name}/trace.gz`],
  ])('is run again %s', async (_, word) => {
    const { code, out } = await whitewater('replay', word());
    expect(out).toContain('FAIL figure-8');
    expect(out).toMatch(/✓ exact: all \d+ events as kept, digest [0-9a-f]{16}\n/);
    expect(out).toContain(`replay     whitewater replay ${word()}\n`);
    expect(code).toBe(1);
  });

  it('is read by trace and diff as well', async () => {
    const traced = await whitewater('trace', name, '--format', 'ndjson');
    expect(traced.out).toContain('"format":"whitewater-trace"');
    const compared = await whitewater('diff', name, `.whitewater/bugs/${name}/trace.gz`);
    expect(compared.out).toMatch(/^equal: \d+ events/m);
  });

  it('that is fixed passes, and is told where it goes another way', async () => {
    const fixed = changed('bug.json', /"C01"/, '');
    const { code, out } = await whitewater('replay', fixed);
    expect(out).toContain('✗ diverged: another run than the one kept');
    expect(out).toMatch(/equal for [\d,]+ events \(to [\d.]+ s\), then they differ/);
    expect(out).toMatch(/^ {2}a {3}event/m);
    expect(out).toMatch(/^ {2}b {3}event/m);
    expect(out).toContain('bugs       a: C01   b: none');
    expect(code).toBe(0);
  });

  it('without its trace is told by what is left', async () => {
    const text = readFileSync(join(cwd, '.whitewater', 'bugs', name, 'repro.yaml'), 'utf8');
    writeFileSync(
      join(cwd, 'other.yaml'),
      text.replace(/digest: "?[0-9a-f]{16}"?/, 'digest: "00000000000000aa"'),
    );
    const { code, out } = await whitewater('replay', 'other.yaml');
    expect(out).toMatch(/kept {4}[\d,]+ events, digest 00000000000000aa/);
    expect(out).toMatch(/now {5}[\d,]+ events, digest [0-9a-f]{16}/);
    expect(code).toBe(1);
  });

  it('may be judged by other checks', async () => {
    const { code, out } = await whitewater('replay', name, '--checks', 'none');
    // Unjudged, the program goes on until it sees the damage itself.
    expect(out).toContain('FAIL figure-8 · seed 1 · crashed');
    expect(out).not.toContain('diverged');
    expect(code).toBe(1);
  });

  it('that this build does not know how to run is refused', async () => {
    const strange = changed('bug.json', /"C01"/, '"C99"');
    const { code, err } = await whitewater('replay', strange);
    expect(err).toContain('no bug is called "C99"');
    expect(code).toBe(2);
  });

  it('that is not there is refused, with one that is near', async () => {
    const { code, err } = await whitewater('replay', `${name.slice(0, -1)}x`);
    expect(err).toContain(`did you mean ${name}?`);
    expect(code).toBe(2);
  });
});

it('a scenario of which nothing was kept is run, and that is said', async () => {
  const { code, out } = await whitewater('replay', 'figure-8');
  expect(out).toContain('nothing was kept of this run to compare it with');
  expect(code).toBe(0);
});

it('--lanes shows the run as it goes', async () => {
  const { out } = await whitewater('replay', name, '--lanes');
  expect(out.indexOf('n1')).toBeLessThan(out.indexOf('whitewater 0.1.0'));
});

describe('--break', () => {
  it('tells how everything stands after the event', async () => {
    const { code, out } = await whitewater('replay', name, '--break', 'e60');
    expect(out).toMatch(/^after event 60 at [\d.]+ s of figure-8\n/);
    for (const node of ['s1', 's2', 's3', 's4', 's5']) {
      expect(out).toMatch(new RegExp(`^ {2}${node} +(leader|follower|candidate|down) `, 'm'));
    }
    for (const part of ['disks', 'cut off', 'messages in flight', 'requests and answers', 'clients']) {
      expect(out).toContain(part);
    }
    expect(code).toBe(0);
  });

  it('counts events as traces do', async () => {
    const { out } = await whitewater('trace', name, '--around', '60', '--context', '0', '--format', 'csv');
    const at = Number(out.split('\n')[1]!.split(',')[1]);
    const broken = await whitewater('replay', name, '--break', '60');
    expect(broken.out).toContain(`at ${(Math.floor(at / 1000) / 1000).toFixed(3)} s`);
  });

  it('refuses an event that the run does not have', async () => {
    const { code, err } = await whitewater('replay', name, '--break', '99999999');
    expect(err).toMatch(/there is no event 99999999\n {2}the run ends with event \d+, at which it breaks/);
    expect(code).toBe(2);
  });
});

describe('--bisect', () => {
  it.each([
    ['fails as it was kept', 1, /C01/, 'C01'],
    ['does not fail', 0, /"C01"/, ''],
    ['has a bug that this build does not have', 125, /C01/, 'C99'],
    ['breaks something else', 125, /"property": "[\w-]+"/, '"property": "linearizable"'],
  ])('where it %s: %d', async (_, wanted, from, to) => {
    const { code, out } = await whitewater('replay', '--bisect', changed('bug.json', from, to));
    expect(out).toMatch({ 0: /^good: /, 1: /^bad: /, 125: /^skip: / }[wanted]!);
    expect(code).toBe(wanted);
  });

  it('skips a file that this build cannot read', async () => {
    writeFileSync(
      join(cwd, 'newer.yaml'),
      'version: 1\nname: newer\ndescription: Of later.\nteleport: yes\n',
    );
    const { code, out } = await whitewater('replay', '--bisect', 'newer.yaml');
    expect(out).toContain('unknown key "teleport"');
    expect(code).toBe(125);
  });

  it('skips a build in which a step of the script cannot be done', async () => {
    const copy = changed(
      'repro.yaml',
      /^script:\n/m,
      'script:\n  - { deliver: { message: RequestVote, from: s1, to: s2 } }\n',
    );
    const { code, out } = await whitewater('replay', '--bisect', join(copy, 'repro.yaml'));
    expect(out).toMatch(/^skip: it breaks otherwise: script instead of/);
    expect(code).toBe(125);
  });
});
