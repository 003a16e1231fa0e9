// `whitewater list`: what exists, by kind, as a table or as JSON.

import { padEnd, width, wrap } from '../../reports/layout.ts';
import { spelt } from '../../reports/palette.ts';
import { unreachable } from '../../reports/record.ts';
import { type Args, flag, text, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Engine, EngineLoader } from '../engine.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { type ListKind, listKinds } from '../list-kinds.ts';
import { lookOf } from '../look.ts';
import { reporters } from '../reporter-choice.ts';

export async function listCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const what = text(args, 'what') ?? 'scenarios';
  const kind = listKinds.find((each) => each === what);
  if (kind === undefined) {
    const hint = didYouMean(what, listKinds) ?? `there are ${listKinds.join(', ')}`;
    throw new BadInput(`nothing to list is called "${what}"`, hint);
  }
  const words = texts(args, 'word');
  const engine = await loadEngine();
  const entries =
    kind === 'scenarios' ? scenarios(engine, words, io.cwd) : named(words, kind, entriesOf(kind, engine));
  if (flag(args, 'json') === true) {
    io.stdout.write(`${JSON.stringify({ version: 1, [kind]: entries }, null, 2)}\n`);
    return exitCodes.ok;
  }
  if (entries.length === 0) {
    io.stderr.write('no scenario to list\n');
    return exitCodes.nothingToRun;
  }
  const look = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  for (const line of table(
    entries.map(rowOf).map(([name, sentence]) => [name, spelt(sentence, look)] as const),
    look.columns,
  ))
    io.stdout.write(`${line}\n`);
  return exitCodes.ok;
}

interface Entry {
  readonly name: string;
  readonly description: string;
  readonly [more: string]: string | readonly string[];
}

/** Files, folders and names; without any, what ships with the package. */
function scenarios(engine: Engine, paths: readonly string[], cwd: string): readonly Entry[] {
  const files = paths.length === 0 ? engine.shipped() : engine.find(paths, cwd);
  return files.map((file) => {
    const { name, description, tags } = engine.load(file, cwd, false);
    return { name, description, file, tags };
  });
}

/** Those whose names begin so; all of them without words. */
function named(words: readonly string[], kind: ListKind, entries: readonly Entry[]): readonly Entry[] {
  const names = entries.map(({ name }) => name);
  for (const word of words) {
    if (names.some((name) => name.startsWith(word))) continue;
    throw new BadInput(
      `nothing in ${kind} begins with "${word}"`,
      didYouMean(word, names) ?? `see: whitewater list ${kind}`,
    );
  }
  return words.length === 0
    ? entries
    : entries.filter(({ name }) => words.some((word) => name.startsWith(word)));
}

function entriesOf(kind: Exclude<ListKind, 'scenarios'>, engine: Engine): readonly Entry[] {
  switch (kind) {
    case 'properties':
      return engine.properties().map(({ name, source, scope }) => ({ name, description: source, scope }));
    case 'bugs':
      return engine.bugs().map(({ id, description, source, property }) => ({
        name: id,
        description,
        source,
        property,
      }));
    case 'events':
      return engine.events().map(({ name, description }) => ({ name, description }));
    case 'actions':
      return engine.actions().map(({ name, description, keys }) => ({ name, description, keys }));
    case 'programs':
      return engine.programs().map((name) => ({ name, description: '' }));
    case 'reporters':
      return reporters.map(({ name, description }) => ({ name, description }));
    default:
      return unreachable(kind);
  }
}

/** Two columns: the name with what belongs to it, the sentence. */
function rowOf(entry: Entry): readonly [string, string] {
  if (typeof entry['scope'] === 'string') return [entry.name, `${entry['scope']}: ${entry.description}`];
  if (typeof entry['property'] === 'string') {
    return [entry.name, `${entry.description} (${entry['source']}; breaks ${entry['property']})`];
  }
  if (Array.isArray(entry['keys'])) {
    return [entry.name, `${entry.description} (${entry['keys'].join(', ') || 'no keys of its own'})`];
  }
  return [entry.name, entry.description];
}

function table(rows: readonly (readonly [string, string])[], columns: number): readonly string[] {
  const nameColumns = Math.max(0, ...rows.map(([name]) => width(name)));
  return rows.flatMap(([name, sentence]) => {
    const lines = wrap(sentence, Math.max(20, columns - nameColumns - 2));
    return (lines.length === 0 ? [''] : lines).map((line, position) =>
      `${padEnd(position === 0 ? name : '', nameColumns)}  ${line}`.trimEnd(),
    );
  });
}
