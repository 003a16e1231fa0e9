// The corpus: what is added is run as it was; what changes is told, and recorded anew only where it is as expected.

import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Case, planOf } from '../../hunt/case.ts';
import { findingOf } from '../../hunt/finding.ts';
import { BugStore } from '../../hunt/store/bug-store.ts';
import { loadScenario, type Scenario } from '../../scenarios/parse.ts';
import { knownNames } from '../../sim/catalogue.ts';
import { run } from '../../sim/run.ts';
import { main } from '../app.ts';
import { testIo } from '../fixtures/io.ts';
import { shippedFile } from '../shipped.ts';

const known = knownNames();
const scenario = loadScenario(shippedFile('figure-8')!, known);
const failing: Case = { scenario, seed: 1, bugs: ['C01'], scopes: null, overrides: {} };
const found = findingOf(run(planOf(failing), 1));
let cwd: string;
let bug: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'corpus-'));
  const store = new BugStore(join(cwd, '.whitewater'), { version: '0.1.0', revision: null });
  store.keep({ case: failing, finding: found, strategy: 'random', at: '2026-11-26T21:00:00.000Z' });
  bug = store.all()[0]!.name;
});

async function whitewater(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const io = testIo({ cwd });
  const code = await main(words, io);
  return { code, out: io.out(), err: io.err() };
}

function corpus(name: string): { readonly text: string; readonly scenario: Scenario } {
  const path = join(cwd, 'scenarios', 'corpus', `${name}.yaml`);
  return { text: readFileSync(path, 'utf8'), scenario: loadScenario(path, known) };
}

function rewrite(name: string, from: RegExp | string, to: string): void {
  const { text } = corpus(name);
  expect(text).toMatch(from);
  writeFileSync(join(cwd, 'scenarios', 'corpus', `${name}.yaml`), text.replace(from, to));
}

/** A scenario of one's own that fails, without any bug that is planted by name. */
const stalling = `# Mine: a comment to be kept.
version: 1
name: stalls
description: Nobody can lead, since everybody is cut off until the end.
faults:
  - { at: 10ms, do: crash, nodes: n1 } # never mended
workload: { clients: 1 }
run: { chaos: 300ms, settle: 1s, seed: 4 }
expect: { never: [{ name: a crash, that: { event: crash } }] }
`;

describe('add', () => {
  it('keeps a planted bug as what must be caught', async () => {
    const { code, out } = await whitewater('corpus', 'add', bug);
    expect(out).toBe(`wrote scenarios/corpus/${bug}.yaml\n`);
    expect(code).toBe(0);
    const kept = corpus(bug);
    expect(kept.text).toMatch(/^# Found by whitewater 0\.1\.0 in figure-8, seed 1/);
    expect(kept.scenario).toMatchObject({
      name: bug,
      protocol: { bugs: ['C01'] },
      run: { seed: 1 },
      recorded: { digest: found.digest, fails: found.signature!.property },
      expect: { fails: { property: found.signature!.property } },
    });
    expect(await whitewater('run', `scenarios/corpus/${bug}.yaml`)).toMatchObject({ code: 0 });
  });

  it('keeps what fails by itself as what must pass from now on, and says that it does not yet', async () => {
    writeFileSync(join(cwd, 'mine.yaml'), stalling);
    const { out } = await whitewater('corpus', 'add', 'mine.yaml', '--name', 'mine');
    expect(out).toContain('it fails never a crash at present: check is red until that is mended');
    const kept = corpus('mine');
    expect(kept.text).toContain('# Mine: a comment to be kept.');
    expect(kept.text).toContain('# never mended');
    expect(kept.scenario.expect).toEqual(scenarioOf(stalling).expect);
    expect(kept.scenario.recorded?.fails).toBe('never a crash');
  });

  it('--known expects it to fail meanwhile', async () => {
    writeFileSync(join(cwd, 'mine.yaml'), stalling);
    const { code } = await whitewater('corpus', 'add', 'mine.yaml', '--known', '--name', 'mine');
    expect(code).toBe(0);
    expect(corpus('mine').scenario.expect?.fails).toEqual({ property: 'never a crash' });
    expect((await whitewater('corpus', 'ls')).out).toContain('fails never a crash (known)');
  });

  it.each([
    ['what is there already', ['add', 'BUG'], 'is there already'],
    ['a known failure that does not fail', ['add', 'figure-8', '--known'], 'does not fail under seed 1'],
    ['a name that is none', ['add', 'BUG', '--name', '../x'], '--name cannot be'],
    ['nothing', ['add'], 'takes one bug'],
    ['a bug that is not there', ['add', 'figure-8-zzzz'], 'there is no bug and no scenario'],
    ['a deed that is none', ['ad'], 'did you mean add?'],
  ])('refuses %s', async (_, words, message) => {
    await whitewater('corpus', 'add', bug);
    const { code, err } = await whitewater('corpus', ...words.map((word) => word.replace('BUG', bug)));
    expect(err).toContain(message);
    expect(code).toBe(2);
    expect(readdirSync(join(cwd, 'scenarios', 'corpus'))).toEqual([`${bug}.yaml`]);
  });
});

function scenarioOf(text: string): Scenario {
  writeFileSync(join(cwd, 'again.yaml'), text);
  return loadScenario(join(cwd, 'again.yaml'), known);
}

describe('ls, rm and export', () => {
  it('show, remove and copy what is there, and nothing is run', async () => {
    expect((await whitewater('corpus', 'ls')).out).toContain('the corpus is empty');
    await whitewater('corpus', 'add', bug);
    const listed = await whitewater('corpus', 'ls');
    expect(listed.out).toBe(
      `${bug}  fails ${found.signature!.property} (planted C01)  ${found.events} events, 0.1.0\n`,
    );
    const data = JSON.parse((await whitewater('corpus', 'ls', '--json')).out) as object[];
    expect(data).toMatchObject([{ name: bug, seed: 1, events: found.events }]);
    await whitewater('corpus', 'export', 'out');
    expect(readdirSync(join(cwd, 'out')).sort()).toEqual(['corpus.json', `${bug}.yaml`]);
    expect(readFileSync(join(cwd, 'out', `${bug}.yaml`), 'utf8')).toBe(corpus(bug).text);
    expect((await whitewater('corpus', 'export', 'out')).err).toContain('nothing was written');
    expect((await whitewater('corpus', 'rm', `${bug.slice(0, -1)}`)).err).toContain(`did you mean ${bug}?`);
    await whitewater('corpus', 'rm', bug);
    expect(existsSync(join(cwd, 'scenarios', 'corpus', `${bug}.yaml`))).toBe(false);
  });
});

describe('refresh', () => {
  it('leaves what is as it was', async () => {
    await whitewater('corpus', 'add', bug);
    const before = corpus(bug).text;
    expect(await whitewater('corpus', 'refresh')).toMatchObject({ code: 0, out: `as it is  ${bug}\n` });
    expect(corpus(bug).text).toBe(before);
  });

  it('records anew what runs otherwise and is as expected', async () => {
    await whitewater('corpus', 'add', bug);
    const before = corpus(bug).text;
    rewrite(bug, found.digest, '00000000000000ab');
    const { code, out } = await whitewater('corpus', 'refresh', bug);
    expect(out).toContain('recorded');
    expect(code).toBe(0);
    expect(corpus(bug).scenario).toEqual(scenarioOf(before));
  });

  it('expects a known failure that is mended to pass from now on', async () => {
    writeFileSync(join(cwd, 'mine.yaml'), stalling);
    await whitewater('corpus', 'add', 'mine.yaml', '--known', '--name', 'mine');
    rewrite('mine', /do: crash, nodes: n1/, 'do: isolate, nodes: n1');
    const { code, out } = await whitewater('corpus', 'refresh');
    expect(out).toMatch(/^mended {4}mine {2}never a crash breaks no longer/);
    expect(code).toBe(0);
    expect(corpus('mine').scenario.expect?.fails).toBeUndefined();
    expect(corpus('mine').scenario.recorded?.fails).toBeUndefined();
  });

  it('does not touch what fails, nor a script that cannot be done', async () => {
    await whitewater('corpus', 'add', bug);
    rewrite(bug, /bugs: *\[ *C01 *\]/, 'bugs: [E06]');
    const mended = corpus(bug).text;
    expect(await whitewater('corpus', 'refresh')).toMatchObject({ code: 1 });
    expect(corpus(bug).text).toBe(mended);
    rewrite(bug, /^script:\n/m, 'script:\n  - { deliver: { message: RequestVote, from: s1, to: s2 } }\n');
    const broken = corpus(bug).text;
    const { code, out } = await whitewater('corpus', 'refresh');
    expect(out).toMatch(/^stale .*its script cannot be done any more: /);
    expect(code).toBe(3);
    expect(corpus(bug).text).toBe(broken);
  });
});
