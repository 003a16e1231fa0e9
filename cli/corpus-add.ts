// `corpus add`: a bug, or a scenario with its seed, becomes a file of the corpus.

import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { planOf } from '../hunt/case.ts';
import type { Expectation } from '../hunt/corpus/entry.ts';
import { recordedText } from '../hunt/corpus/record.ts';
import { findingOf } from '../hunt/finding.ts';
import { buildName } from '../hunt/store/build.ts';
import { caseOf } from '../hunt/store/kept-scenario.ts';
import { wrap } from '../reports/layout.ts';
import { printScenario } from '../scenarios/print.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { type Args, flag, text } from './args.ts';
import { BadInput } from './bad-input.ts';
import { bugFolderOf, nearestBug } from './bug-folder.ts';
import { buildHere } from './build.ts';
import { readText, writeText } from './corpus-files.ts';
import type { Engine } from './engine.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import type { Io } from './io.ts';
import { parseSeed } from './seeds.ts';

interface Adding {
  readonly args: Args;
  readonly words: readonly string[];
  readonly folder: string;
}

const commentColumns = 98;

export function addToCorpus({ args, words, folder }: Adding, engine: Engine, io: Io): ExitCode {
  const [word, ...more] = words;
  if (word === undefined || more.length > 0) throw new BadInput('corpus add takes one bug, or one file');
  const given = text(args, 'seed');
  const source = sourceOf(word, given === null ? null : parseSeed(given), engine, io);
  const start = caseOf(source.scenario);
  const finding = findingOf(engine.run(planOf(start), start.seed));
  const { signature } = finding;
  const planted = source.scenario.protocol?.bugs ?? [];
  const isKnown = flag(args, 'known') === true;
  if (signature === null && (planted.length > 0 || isKnown)) {
    throw new BadInput(
      `${word} does not fail under seed ${start.seed}, so that nothing is there to expect`,
      isKnown ? 'without --known it is kept as what must pass' : 'name a seed that fails: --seed N',
    );
  }
  const fails = planted.length > 0 || isKnown ? signature!.property : null;
  const expectation: Expectation =
    fails === null ? { kind: 'passes' } : { kind: planted.length > 0 ? 'planted' : 'known', property: fails };
  const name = nameOf(text(args, 'name'), source.scenario.name, signature?.id ?? null);
  const file = join(folder, `${name}.yaml`);
  if (existsSync(resolve(io.cwd, file))) {
    throw new BadInput(
      `${file} is there already`,
      'name it otherwise, --name NAME, or remove it: whitewater corpus rm',
    );
  }
  const build = buildHere(io.cwd);
  const body = recordedText({ text: source.text, scenario: source.scenario, finding, expectation, build }, [
    { path: ['name'], value: name },
    ...(source.scenario.run?.seeds === undefined ? [] : [{ path: ['run', 'seeds'], value: undefined }]),
    { path: ['run', 'seed'], value: start.seed },
  ]);
  const whole = body.startsWith('#') ? body : `${provenance(word, buildName(build), source.scenario)}${body}`;
  // What is written is what can be read, and runs as it did.
  const again = engine.read(whole, file, false);
  const digest = engine.run(again.compile(start.seed), start.seed).digest;
  if (digest !== finding.digest)
    throw new Error(`${file} would run otherwise: ${digest} instead of ${finding.digest}`);
  mkdirSync(resolve(io.cwd, folder), { recursive: true });
  writeText(file, whole, io.cwd);
  io.stdout.write(`wrote ${file}\n`);
  if (fails === null && signature !== null) {
    io.stdout.write(
      `  it fails ${signature.property} at present: check is red until that is mended; --known would expect it meanwhile\n`,
    );
  }
  return exitCodes.ok;
}

interface Source {
  readonly text: string;
  readonly scenario: Scenario;
}

function sourceOf(word: string, seed: number | null, engine: Engine, io: Io): Source {
  const bug = bugFolderOf(word, io.cwd);
  const file = bug === null ? fileOf(word, engine, io) : join(bug, 'repro.yaml');
  const loaded = engine.load(file, io.cwd, false);
  if (loaded.data === undefined) throw new BadInput(`${word} is no scenario`);
  const { data } = loaded;
  const chosen = seed ?? data.run?.seed ?? 1;
  const scenario: Scenario = { ...data, run: { ...data.run, seed: chosen } };
  const path = resolve(io.cwd, file);
  const own = existsSync(path) && /\.ya?ml$/.test(file) ? readText(file, io.cwd) : null;
  // What it extends would not be there.
  const isAlone = own !== null && !/^extends:/m.test(own);
  return { text: isAlone ? own : printScenario(scenario), scenario };
}

function fileOf(word: string, engine: Engine, io: Io): string {
  try {
    const files = engine.find([word], io.cwd);
    if (files.length === 1) return files[0]!;
    throw new BadInput(`one scenario is wanted, and ${word} holds ${files.length}`);
  } catch (error) {
    const hint = error instanceof BadInput ? nearestBug(word, io.cwd) : null;
    throw hint === null ? error : new BadInput(`there is no bug and no scenario "${word}"`, hint);
  }
}

function nameOf(given: string | null, scenario: string, id: string | null): string {
  if (given === null) return id === null || scenario.endsWith(`-${id}`) ? scenario : `${scenario}-${id}`;
  if (/^[A-Za-z][\w-]*$/.test(given)) return given;
  throw new BadInput(
    `--name cannot be "${given}"`,
    'it is made of letters, digits, - and _, such as two-leaders',
  );
}

function provenance(word: string, build: string, { name, run }: Scenario): string {
  const words = `Kept from ${word} (${name}, seed ${run?.seed ?? 1}) by whitewater ${build}.`;
  return wrap(words, commentColumns)
    .map((line) => `# ${line}\n`)
    .join('');
}
