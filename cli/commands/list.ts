// `whitewater list`: scenarios, properties, bugs and programs, as a table or as JSON.

import { padEnd, width, wrap } from '../../reports/layout.ts';
import { unreachable } from '../../reports/record.ts';
import { type Args, flag, text, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Engine, EngineLoader } from '../engine.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { lookOf } from '../look.ts';

const kinds = ['scenarios', 'properties', 'bugs', 'programs'] as const;
type Kind = (typeof kinds)[number];

export async function listCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const what = text(args, 'what') ?? 'scenarios';
  const kind = kinds.find((each) => each === what);
  if (kind === undefined) {
    const hint = didYouMean(what, kinds) ?? `there are ${kinds.join(', ')}`;
    throw new BadInput(`nothing to list is called "${what}"`, hint);
  }
  const paths = texts(args, 'path');
  if (kind !== 'scenarios' && paths.length > 0) throw new BadInput(`list ${kind} takes no path`);
  const engine = await loadEngine();
  const entries = entriesOf(kind, engine, paths, io.cwd);
  if (flag(args, 'json') === true) {
    io.stdout.write(`${JSON.stringify({ version: 1, [kind]: entries }, null, 2)}\n`);
    return exitCodes.ok;
  }
  const { columns } = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  for (const line of table(entries.map(rowOf), columns)) io.stdout.write(`${line}\n`);
  return exitCodes.ok;
}

interface Entry {
  readonly name: string;
  readonly description: string;
  readonly [more: string]: string | readonly string[];
}

function entriesOf(kind: Kind, engine: Engine, paths: readonly string[], cwd: string): readonly Entry[] {
  switch (kind) {
    case 'scenarios': {
      const files = paths.length === 0 ? engine.shipped() : engine.find(paths, cwd);
      return files.map((file) => {
        const { name, description, tags } = engine.load(file, cwd, false);
        return { name, description, file, tags };
      });
    }
    case 'properties':
      return engine.properties().map(({ name, source, scope }) => ({ name, description: source, scope }));
    case 'bugs':
      return engine.bugs().map(({ id, description, source, property }) => ({
        name: id,
        description,
        source,
        property,
      }));
    case 'programs':
      return engine.programs().map((name) => ({ name, description: '' }));
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
