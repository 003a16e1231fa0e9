// What the gate runs: the shipped scenarios and those of the project, or those that are named; and the planted bugs
// that they promise to find.

import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { type Claim, claimsOf } from '../../scenarios/claim.ts';
import { adjusted } from '../adjust.ts';
import { BadInput } from '../bad-input.ts';
import { corpusFolder } from '../corpus-files.ts';
import type { Engine, LoadedScenario } from '../engine.ts';
import type { Io } from '../io.ts';
import { quoted } from '../replay.ts';
import { shippedFile } from '../shipped.ts';
import type { Promised } from './bugs-part.ts';

/** Where a project has its scenarios. */
const projectFolder = 'scenarios';

export interface GateFiles {
  /** Those in which nothing may fail. */
  readonly passing: readonly LoadedScenario[];
  readonly promises: readonly Promised[];
}

export function gateFiles(words: readonly string[], engine: Engine, io: Io, color: boolean): GateFiles {
  const passing: LoadedScenario[] = [];
  const promises: Promised[] = [];
  for (const file of filesOf(words, engine, io)) {
    const scenario = engine.load(file, io.cwd, color);
    if (scenario.also !== undefined || scenario.data === undefined) continue;
    const { fails, failsWithin } = scenario.compile(scenario.seed ?? 1).checks;
    if (fails === null) passing.push(scenario);
    else {
      const seeds = failsWithin || scenario.seeds;
      const replay = `whitewater run ${quoted(file)} --seeds ${seeds}`;
      const plan = (seed: number): ReturnType<LoadedScenario['compile']> =>
        scenario.compile(scenario.seed ?? seed);
      promises.push({ name: scenario.name, property: fails, seeds, plan, replay });
    }
    promises.push(...claimed(file, scenario, engine, io.cwd));
  }
  return { passing, promises };
}

function claimed(file: string, scenario: LoadedScenario, engine: Engine, cwd: string): readonly Promised[] {
  return claims(file, cwd).map(({ bug, seeds, as }) => {
    if (!engine.bugs().some(({ id }) => id === bug))
      throw new BadInput(`${file}: there is no bug ${bug}`, 'see: whitewater list bugs');
    return {
      name: `${bug} by ${scenario.name}`,
      property: as,
      seeds,
      plan: (seed) => adjusted(scenario.compile(seed), [bug], null),
      replay: `whitewater run ${quoted(file)} --bug ${bug} --seeds ${seeds}`,
    };
  });
}

function claims(file: string, cwd: string): readonly Claim[] {
  const path = pathOf(file, cwd);
  if (!/\.ya?ml$/.test(path)) return [];
  try {
    return claimsOf(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new BadInput(`${file}: ${(error as Error).message}`);
  }
}

/** Shipped ones by name; a file that is both is the project's. The corpus has a part of its own. */
function filesOf(words: readonly string[], engine: Engine, io: Io): readonly string[] {
  const isOwn = words.length === 0;
  const folders = isOwn && existsSync(resolve(io.cwd, projectFolder)) ? [projectFolder] : words;
  const found =
    folders.length === 0 ? [] : engine.find(folders, io.cwd).filter((file) => !isCorpus(file, io.cwd));
  if (!isOwn) return found;
  const there = new Set(found.map((file) => realpathSync(pathOf(file, io.cwd))));
  const shipped = engine.shipped().filter((name) => {
    const path = shippedFile(name);
    return path === null || !there.has(realpathSync(path));
  });
  return [...shipped, ...found];
}

function isCorpus(file: string, cwd: string): boolean {
  return relative(resolve(cwd, corpusFolder), resolve(cwd, file)).split(sep)[0] !== '..';
}

function pathOf(file: string, cwd: string): string {
  const path = resolve(cwd, file);
  return existsSync(path) ? path : (shippedFile(file) ?? path);
}
