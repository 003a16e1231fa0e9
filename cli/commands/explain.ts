// `whitewater explain`: of a run that fails, what led to it; of any other, what its file compiles to.

import type { Case } from '../../hunt/case.ts';
import { storyOf } from '../../hunt/explain/story.ts';
import { type Args, flag, text, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { bugFolderOf, loadBug } from '../bug-folder.ts';
import type { Engine, EngineLoader, LoadedScenario } from '../engine.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { caseOf, refuseBesides } from '../failing-case.ts';
import type { Io } from '../io.ts';
import { lookOf } from '../look.ts';
import { parseSeed } from '../seeds.ts';
import { storyText } from '../story-text.ts';

/** More sentences than these nobody reads who has not asked for them. */
const sentencesUsual = 40;

export async function explainCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const look = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  const given = text(args, 'seed');
  const chosen = given === null ? null : parseSeed(given);
  const engine = await loadEngine();
  const words = texts(args, 'file');
  const folder = bugFolderOf(words[0]!, io.cwd);
  if (folder !== null) {
    refuseBesides(args, words[0]!);
    const { case: kept } = loadBug(folder, io.cwd).best;
    tell(`${folder}, which is ${kept.scenario.name} under seed ${kept.seed}`, kept, args, io);
    return exitCodes.ok;
  }
  const files = engine.find(words, io.cwd);
  if (files.length !== 1) throw new BadInput(`explain takes one file, and these are ${files.length}`);
  const scenario = engine.load(files[0]!, io.cwd, look.color.level > 0, texts(args, 'set'));
  const seed = chosen ?? scenario.seed ?? 1;
  const title = `${scenario.file} under seed ${seed}`;
  if (flag(args, 'plan') !== true && scenario.data !== undefined) {
    if (tell(title, caseOf(args, engine, scenario, seed), args, io)) return exitCodes.ok;
  }
  io.stdout.write(`${title}\n\n${planOf(engine, scenario, seed)}\n`);
  return exitCodes.ok;
}

/** False: it does not fail, and nothing is told. */
function tell(title: string, given: Case, args: Args, io: Io): boolean {
  const story = storyOf(given, flag(args, 'all') === true ? Number.MAX_SAFE_INTEGER : sentencesUsual);
  if (story === null) return false;
  io.stdout.write(`${title}\n\n${storyText(story, io.columns)}`);
  return true;
}

function planOf(engine: Engine, scenario: LoadedScenario, seed: number): string {
  return engine.explain(scenario.compile(seed)).trimEnd();
}
