// `whitewater corpus`: runs that are worth keeping, as files that are committed, and what is expected of each.

import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Entry, expectationOf, expectationWords } from '../../hunt/corpus/entry.ts';
import { judge } from '../../hunt/corpus/judge.ts';
import { recordedText } from '../../hunt/corpus/record.ts';
import { type Finding, findingOf } from '../../hunt/finding.ts';
import { padEnd, printable } from '../../reports/layout.ts';
import { grouped } from '../../reports/quantity.ts';
import type { Run } from '../../sim/verdict.ts';
import { type Args, flag, text, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { buildHere } from '../build.ts';
import { type CorpusAction, corpusActions } from '../corpus-actions.ts';
import { addToCorpus } from '../corpus-add.ts';
import { corpusEntries, corpusFolder, corpusNames, readText, writeText } from '../corpus-files.ts';
import { runOf } from '../corpus-run.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Engine, EngineLoader } from '../engine.ts';
import { type ExitCode, exitCodes, worst } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { writeAll } from '../write-all.ts';

/** Seeds tried for one that fails as the recorded one did. */
const seedsTried = 200;

export async function corpusCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const action = actionOf(text(args, 'action') ?? '');
  const words = texts(args, 'word');
  const folder = text(args, 'dir') ?? corpusFolder;
  const engine = await loadEngine();
  switch (action) {
    case 'add':
      return addToCorpus({ args, words, folder }, engine, io);
    case 'ls':
      return list(corpusEntries(words, folder, engine, io, false), flag(args, 'json') === true, io);
    case 'rm':
      return remove(words, folder, io);
    case 'refresh':
      return refresh(corpusEntries(words, folder, engine, io, false), engine, io);
    case 'export':
      return exportTo(words, folder, engine, io);
  }
}

function list(entries: readonly Entry[], isJson: boolean, io: Io): ExitCode {
  const rows = entries.map((entry) => {
    const { recorded, run } = entry.scenario;
    return {
      name: entry.name,
      file: entry.file,
      expects: expectationWords(entry),
      seed: run?.seed ?? 1,
      events: recorded?.events ?? null,
      build: recorded?.build ?? null,
      description: entry.scenario.description,
    };
  });
  if (isJson) {
    io.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return exitCodes.ok;
  }
  if (rows.length === 0) io.stdout.write('the corpus is empty: whitewater corpus add BUG\n');
  const widths = [
    Math.max(...rows.map(({ name }) => name.length)),
    Math.max(...rows.map(({ expects }) => expects.length)),
  ];
  for (const { name, expects, events, build } of rows) {
    const size = events === null ? 'nothing recorded' : `${grouped(events)} events, ${build ?? 'some build'}`;
    io.stdout.write(`${printable(`${padEnd(name, widths[0]!)}  ${padEnd(expects, widths[1]!)}  ${size}`)}\n`);
  }
  return exitCodes.ok;
}

function remove(names: readonly string[], folder: string, io: Io): ExitCode {
  if (names.length === 0) throw new BadInput('corpus rm takes the names of what to remove');
  const there = corpusNames(folder, io.cwd);
  for (const name of names) {
    if (there.includes(name)) continue;
    throw new BadInput(
      `there is no ${name} in ${folder}`,
      didYouMean(name, there) ?? 'see: whitewater corpus ls',
    );
  }
  for (const name of names) {
    rmSync(resolve(io.cwd, folder, `${name}.yaml`));
    io.stdout.write(`removed ${join(folder, `${name}.yaml`)}\n`);
  }
  return exitCodes.ok;
}

/** What is as expected and another run is recorded anew; what fails is left as it is, for somebody to look at. */
async function refresh(entries: readonly Entry[], engine: Engine, io: Io): Promise<ExitCode> {
  const build = buildHere(io.cwd);
  const codes: ExitCode[] = [];
  for (const entry of entries) {
    const run = runOf(entry, engine, null);
    const { standing, words } = judge(entry, run);
    const say = (what: string): void =>
      io.stdout.write(`${padEnd(what, 8)}  ${entry.name}${words === '' ? '' : `  ${printable(words)}`}\n`);
    const expectation = expectationOf(entry);
    const record = (finding: Finding, expected: typeof expectation, seed: number | null): void => {
      const recording = {
        text: readText(entry.file, io.cwd),
        scenario: entry.scenario,
        finding,
        expectation: expected,
        build,
      };
      const more = seed === null ? [] : [{ path: ['run', 'seed'], value: seed }];
      writeText(entry.file, recordedText(recording, more), io.cwd);
    };
    switch (standing) {
      case 'kept':
        say('as it is');
        break;
      case 'changed':
        record(findingOf(run), expectation, null);
        say('recorded');
        break;
      case 'stale': {
        const isMended = expectation.kind === 'known' && findingOf(run).signature === null;
        const other = isMended ? null : refound(entry, engine);
        if (isMended) record(findingOf(run), { kind: 'passes' }, null);
        else if (other !== null) record(findingOf(other), expectation, other.seed);
        say(isMended ? 'mended' : other === null ? 'stale' : 'found');
        if (!isMended && other === null) codes.push(exitCodes.goalMissed);
        break;
      }
      case 'failed':
        say('failed');
        codes.push(exitCodes.failed);
        break;
      case 'open':
        say('open');
        codes.push(exitCodes.inconclusive);
    }
    await io.breathe();
  }
  return worst(codes);
}

/** The first seed under which the file shows again what it is there for. */
function refound(entry: Entry, engine: Engine): Run | null {
  if (expectationOf(entry).kind === 'passes') return null;
  for (let seed = 1; seed <= seedsTried; seed++) {
    const run = runOf(entry, engine, seed);
    const { standing } = judge(entry, run);
    if (standing === 'kept' || standing === 'changed') return run;
  }
  return null;
}

/** The files, and a list of them, in a folder of its own. */
function exportTo(words: readonly string[], folder: string, engine: Engine, io: Io): ExitCode {
  const [target, ...names] = words;
  if (target === undefined) throw new BadInput('corpus export takes the folder to write to');
  const entries = corpusEntries(names, folder, engine, io, false);
  const files = entries.map(({ name, file }) => ({ path: `${name}.yaml`, text: readText(file, io.cwd) }));
  const list = entries.map((entry) => ({
    file: `${entry.name}.yaml`,
    expects: expectationWords(entry),
    recorded: entry.scenario.recorded ?? null,
    description: entry.scenario.description,
  }));
  const index = {
    path: 'corpus.json',
    text: `${JSON.stringify({ version: 1, scenarios: list }, null, 2)}\n`,
  };
  const place = resolve(io.cwd, target);
  if (!existsSync(place)) mkdirSync(place, { recursive: true });
  writeAll(place, [...files, index], target);
  io.stdout.write(
    `wrote ${files.length} ${files.length === 1 ? 'scenario' : 'scenarios'} and corpus.json to ${target}\n`,
  );
  return exitCodes.ok;
}

function actionOf(given: string): CorpusAction {
  const found = corpusActions.find((each) => each === given);
  if (found !== undefined) return found;
  throw new BadInput(
    `corpus cannot "${given}"`,
    didYouMean(given, corpusActions) ?? `it can ${corpusActions.join(', ')}`,
  );
}
