// A scenario with all that it extends: each file names the one under it, down to one that stands alone.

import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { nearest } from '../nearest.ts';
import { didYouMean, type Problem, ScenarioError } from '../problem.ts';
import { type Layer, layerOf } from './layer.ts';
import { isMapping } from './merge.ts';
import { readText } from './read-text.ts';

/** The scenarios that are known by name from anywhere. */
export interface Library {
  names(): readonly string[];
  /** Null: there is none of this name. */
  file(name: string): string | null;
}

export interface Chain {
  /** From the file that was asked for down to the one under all. */
  readonly layers: readonly Layer[];
  /** Why it goes no further than this, though it should; null when it is whole. */
  readonly broken: Problem | null;
}

const layersMax = 10;

export function chainOf(top: Layer, library: Library | null): Chain {
  const layers = [top];
  const seen = [identity(top.file)];
  for (let layer = top; ; ) {
    const name = isMapping(layer.data) ? layer.data['extends'] : undefined;
    if (name === undefined) return { layers, broken: null };
    const from = layer;
    const refuse = (message: string, hint: string | null = null): Chain => ({
      layers,
      broken: from.locator.problem(from.document.spanOfValue(['extends']), message, hint),
    });
    if (typeof name !== 'string' || name.trim() === '') {
      return refuse('expected the path of a file, or the name of a shipped scenario');
    }
    const file = fileOf(name, from.file, library);
    if ('mistake' in file) return refuse(file.mistake, file.hint);
    const own = identity(file.path);
    if (seen.includes(own)) {
      return refuse(
        `this goes round in a circle: ${[...layers.map((each) => each.file), file.path].join(' → ')}`,
      );
    }
    if (layers.length === layersMax) return refuse(`more than ${layersMax} files, each extending the next`);
    const read = readBase(file.path);
    if (typeof read === 'string') return refuse(`${name}: ${read}`);
    seen.push(own);
    layers.push(read);
    layer = read;
  }
}

type Found = { readonly path: string } | { readonly mistake: string; readonly hint: string | null };

/** A word without a dot or a slash is a name of the library; all else is a path from the folder of the file. */
function fileOf(name: string, from: string, library: Library | null): Found {
  if (/^[\w-]+$/.test(name)) {
    const path = library?.file(name) ?? null;
    if (path !== null) return { path };
    const hint = didYouMean(nearest(name, library?.names() ?? []));
    return {
      mistake: `no shipped scenario is called "${name}"; a file is named by its path, such as ${name}.yaml`,
      hint,
    };
  }
  // A scenario means the same wherever it lies, and quotes nothing but scenarios when it is wrong.
  if (isAbsolute(name) || /^[A-Za-z]:|\\/.test(name)) {
    return { mistake: 'expected a path from the folder of this file, such as ../common.yaml', hint: null };
  }
  if (!/\.(ya?ml|json)$/.test(name)) {
    return { mistake: 'expected a file of YAML or JSON (.yaml, .yml, .json)', hint: null };
  }
  return { path: join(dirname(from), name) };
}

/** A sentence on why it cannot be read; a file that can be, but is no data, is its own error. */
function readBase(path: string): Layer | string {
  try {
    const read = readText(path);
    if (!('mistake' in read)) {
      const layer = layerOf(read.text, path);
      return isMapping(layer.data) ? layer : 'this file holds no scenario';
    }
    return read.mistake;
  } catch (error) {
    if (error instanceof ScenarioError || !(error instanceof Error) || !('code' in error)) throw error;
    return error.code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${error.code})`;
  }
}

/** The same for the same file, by whatever way it is reached. */
function identity(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
