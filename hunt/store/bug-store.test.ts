// Bugs in folders: written whole, the best sighting kept, the rest counted, and run again from what is written.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readTrace } from '../../reports/trace/read-trace.ts';
import { loadScenario } from '../../scenarios/parse.ts';
import { knownNames } from '../../sim/catalogue.ts';
import { run } from '../../sim/run.ts';
import { type Case, planOf } from '../case.ts';
import { findingOf } from '../finding.ts';
import { readBug } from './bug-file.ts';
import { BugStore, type Found } from './bug-store.ts';
import { caseOf } from './kept-scenario.ts';
import { othersMax } from './ranking.ts';

const library = join(import.meta.dirname, '..', '..', 'scenarios', 'library');
const known = knownNames();
const scenario = loadScenario(join(library, 'leader-crash.yaml'), known);
const build = { version: '0.1.0', revision: '3f9c2ab' };
const at = '2026-11-26T21:00:00.000Z';

function found(seed: number, changes: Partial<Case> = {}): Found {
  const given: Case = { scenario, seed, bugs: ['E06'], scopes: null, overrides: {}, ...changes };
  return { case: given, finding: findingOf(run(planOf(given), seed)), strategy: 'random', at };
}

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'bugs-'));
}

/** Fails: see README.md. */
const failing = found(9);

describe('a bug that is new', () => {
  const root = join(folder(), '.whitewater');
  const kept = new BugStore(root, build).keep(failing);
  if (kept.kind !== 'new') throw new Error(`it is ${kept.kind}`);

  it('has a folder of its own, which git does not see', () => {
    expect(kept.folder).toBe(join(root, 'bugs', `leader-crash-${failing.finding.signature!.id}`));
    expect(readdirSync(kept.folder).sort()).toEqual(['bug.json', 'repro.yaml', 'trace.gz']);
    expect(readFileSync(join(root, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('is told by bug.json', () => {
    const bug = readBug(readFileSync(join(kept.folder, 'bug.json'), 'utf8'));
    expect(bug).toEqual(JSON.parse(JSON.stringify(kept.bug)));
    expect(bug).toMatchObject({
      scenario: 'leader-crash',
      signature: { property: 'vote-up-to-date' },
      count: 1,
      dropped: 0,
      firstSeen: at,
      lastSeen: at,
      best: { strategy: 'random', build, digest: failing.finding.digest, shrunkFrom: null },
    });
    expect(bug.message).toContain('voted for');
    expect(bug.evidence).toHaveProperty('candidate');
  });

  it('shows again in what repro.yaml holds, without any option', () => {
    const repro = loadScenario(join(kept.folder, 'repro.yaml'), known);
    expect(repro.recorded).toEqual({
      fails: 'vote-up-to-date',
      bug: kept.bug.id,
      digest: failing.finding.digest,
      events: failing.finding.events,
      build: '0.1.0+3f9c2ab',
    });
    const again = caseOf(repro);
    expect(findingOf(run(planOf(again), again.seed))).toEqual(failing.finding);
  });

  it('shows again in the case of bug.json', () => {
    const { best } = readBug(readFileSync(join(kept.folder, 'bug.json'), 'utf8'));
    expect(findingOf(run(planOf(best.case), best.case.seed))).toEqual(failing.finding);
  });

  it('has its whole trace, from which it can be made again too', () => {
    const trace = readTrace(gunzipSync(readFileSync(join(kept.folder, 'trace.gz'))).toString('utf8'));
    expect(trace.end).toEqual({ ...trace.end, digest: failing.finding.digest, verdict: 'violated' });
    expect(run(trace.header.plan!, trace.header.seed).digest).toBe(failing.finding.digest);
  });
});

it('writes nothing for a run in which nothing broke', () => {
  const root = join(folder(), '.whitewater');
  expect(() => new BugStore(root, build).keep(found(1, { bugs: [] }))).toThrow('shows no bug');
  expect(existsSync(root)).toBe(false);
});

it('writes nothing of a run that another machine saw otherwise', () => {
  const root = join(folder(), '.whitewater');
  const store = new BugStore(root, build);
  const other = { ...failing, finding: { ...failing.finding, digest: '0000000000000000' } };
  expect(store.keep(other)).toEqual({
    kind: 'diverged',
    digest: '0000000000000000',
    again: failing.finding.digest,
  });
  expect(store.all()).toEqual([]);
});

it('fixes what the case fixes besides its seed', () => {
  const store = new BugStore(join(folder(), '.whitewater'), build);
  const strange = found(9, { scopes: ['deep'], overrides: { 'disk/1/1/fsync': 1234 } });
  expect(strange.finding.digest).not.toBe(failing.finding.digest);
  const kept = store.keep(strange);
  if (kept.kind !== 'new') throw new Error(`it is ${kept.kind}`);
  const again = caseOf(loadScenario(join(kept.folder, 'repro.yaml'), known));
  expect(planOf(again).overrides).toEqual(strange.case.overrides);
  expect(findingOf(run(planOf(again), again.seed))).toEqual(strange.finding);
});

describe('one bug seen often', () => {
  /** Of one kind, whatever the run: only the numbers that rank them are made up. */
  const seen = (seed: number, events: number): Found => ({
    ...failing,
    case: { ...failing.case, seed },
    finding: { ...failing.finding, events, digest: `${seed}`.padStart(16, '0') },
  });
  /** As many as it takes to drop some; the real one fails first of all. */
  const all = [failing, ...Array.from({ length: othersMax + 5 }, (_, i) => seen(100 + i, 100_000 - i))];

  it('is counted, its best sightings are kept, the rest dropped', () => {
    const root = join(folder(), '.whitewater');
    const store = new BugStore(root, build);
    const kinds = all.map((one) => store.keep(one).kind);
    expect(kinds).toEqual(['new', ...all.slice(1).map(() => 'counted')]);
    store.flush();
    const [stored] = new BugStore(root, build).all();
    expect(stored!.bug).toMatchObject({ count: all.length, dropped: 5 });
    expect(stored!.bug.best.case.seed).toBe(9);
    // Those that fail the earliest.
    expect(stored!.bug.others.map((one) => one.case.seed)).toEqual(
      Array.from({ length: othersMax }, (_, i) => 100 + othersMax + 4 - i),
    );
  });

  it('is the same whatever the order in which it is seen', () => {
    const files = [all, [failing, ...all.slice(1).reverse()]].map((order) => {
      const root = join(folder(), '.whitewater');
      const store = new BugStore(root, build);
      for (const one of order) store.keep(one);
      store.flush();
      return readFileSync(join(store.all()[0]!.folder, 'bug.json'), 'utf8');
    });
    expect(files[1]).toBe(files[0]);
  });

  it('is counted once for one run', () => {
    const store = new BugStore(join(folder(), '.whitewater'), build);
    store.keep(failing);
    store.keep({ ...failing, at: '2026-11-27T00:00:00.000Z' });
    expect(store.all()[0]!.bug).toMatchObject({
      count: 1,
      firstSeen: at,
      lastSeen: '2026-11-27T00:00:00.000Z',
    });
  });

  it('gives its place to a run that fails earlier', () => {
    const [earliest, latest] = [failing, found(18)];
    expect(latest.finding.signature).toEqual(earliest.finding.signature);
    expect(latest.finding.events).toBeGreaterThan(earliest.finding.events);
    const store = new BugStore(join(folder(), '.whitewater'), build);
    store.keep(latest);
    expect(store.keep(earliest).kind).toBe('better');
    const [{ bug, folder: place }] = store.all() as [ReturnType<typeof store.all>[number]];
    expect(bug.best.case.seed).toBe(earliest.case.seed);
    expect(bug.others.map((one) => one.case.seed)).toEqual([latest.case.seed]);
    expect(loadScenario(join(place, 'repro.yaml'), known).run?.seed).toBe(earliest.case.seed);
  });

  it('gives its place to what is shrunk, for good', () => {
    const store = new BugStore(join(folder(), '.whitewater'), build);
    const first = store.keep(failing);
    if (first.kind !== 'new') throw new Error(`it is ${first.kind}`);
    const shorter = { ...scenario, workload: { ...scenario.workload, clients: 3 }, tags: ['repro'] };
    const made = found(9, { scenario: shorter });
    const shape = { ...made.finding.signature!, shape: 'another' };
    const smaller = { ...made, finding: { ...made.finding, signature: shape } };
    const name = store.all()[0]!.name;
    store.keepShrunk(name, { ...smaller, from: first.bug.best, text: '# mine\n' });
    store.keep(seen(3, 1));
    store.flush();
    const [{ bug, folder: place }] = store.all() as [ReturnType<typeof store.all>[number]];
    expect(bug.best.shrunkFrom).toEqual({
      seed: 9,
      digest: failing.finding.digest,
      events: failing.finding.events,
    });
    expect(bug.best.case.scenario.tags).toEqual(['repro']);
    expect(bug.count).toBe(2);
    expect(readFileSync(join(place, 'repro.yaml'), 'utf8')).toBe('# mine\n');
  });
});

it('tells two bugs with one short id apart', () => {
  const root = join(folder(), '.whitewater');
  const store = new BugStore(root, build);
  store.keep(failing);
  const { signature } = failing.finding;
  const twin = {
    ...failing,
    finding: { ...failing.finding, signature: { ...signature!, shape: 'another' } },
  };
  expect(store.keep(twin).kind).toBe('new');
  expect(store.all().map(({ name }) => name)).toEqual([
    `leader-crash-${signature!.id}`,
    `leader-crash-${signature!.id}-2`,
  ]);
});

describe('a folder that a dead process left half done', () => {
  /** No process has it. */
  const dead = 4_194_305;

  it('is what it was before', () => {
    const root = join(folder(), '.whitewater');
    const kept = new BugStore(root, build).keep(failing);
    if (kept.kind !== 'new') throw new Error(`it is ${kept.kind}`);
    const name = kept.folder.split('/').at(-1)!;
    renameSync(kept.folder, join(root, 'bugs', `.old-${dead}-${name}`));
    mkdirSync(join(root, 'bugs', `.new-${dead}-${name}`));
    expect(new BugStore(root, build).all().map((one) => one.name)).toEqual([name]);
    expect(readdirSync(join(root, 'bugs'))).toEqual([name]);
  });

  it('does not hide the others, nor does one that nobody can read', () => {
    const root = join(folder(), '.whitewater');
    new BugStore(root, build).keep(failing);
    mkdirSync(join(root, 'bugs', 'strange'));
    writeFileSync(join(root, 'bugs', 'strange', 'bug.json'), '{"format":"whitewater-bug","version":9}');
    const told: string[] = [];
    const stored = new BugStore(root, build).all((_, error) => void told.push(error.message));
    expect(stored).toHaveLength(1);
    expect(told).toEqual(['it is of version 9, and only version 1 is read']);
  });
});
