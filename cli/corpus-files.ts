// The corpus as files: `scenarios/corpus/*.yaml`, by name.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Entry } from '../hunt/corpus/entry.ts';
import { AtomicFile } from './atomic-file.ts';
import { BadInput } from './bad-input.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Engine } from './engine.ts';
import type { Io } from './io.ts';
import { reasonOf } from './reason.ts';

export const corpusFolder: string = join('scenarios', 'corpus');

/** In alphabetical order; none where there is no such folder. */
export function corpusNames(folder: string, cwd: string): readonly string[] {
  const place = resolve(cwd, folder);
  if (!existsSync(place)) return [];
  return readdirSync(place)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/** Those that are named, or all; a name that is none is refused. */
export function corpusEntries(
  names: readonly string[],
  folder: string,
  engine: Engine,
  io: Io,
  color: boolean,
): readonly Entry[] {
  const there = corpusNames(folder, io.cwd);
  const wrong = names.find((name) => !there.includes(name));
  if (wrong !== undefined) {
    throw new BadInput(
      `there is no ${wrong} in ${folder}`,
      didYouMean(wrong, there) ?? 'see: whitewater corpus ls',
    );
  }
  return (names.length === 0 ? there : names).map((name) => {
    const file = join(folder, `${name}.yaml`);
    const { data } = engine.load(file, io.cwd, color);
    if (data === undefined) throw new BadInput(`${file} is no scenario`);
    return { name, file, scenario: data };
  });
}

export function readText(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new BadInput(`cannot read ${file}`, reasonOf(error));
  }
}

export function writeText(file: string, text: string, cwd: string): void {
  const output = new AtomicFile(file, cwd);
  try {
    output.write(text);
    output.commit();
  } catch (error) {
    output.discard();
    throw error;
  }
}
