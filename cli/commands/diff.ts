// `whitewater diff`: where two runs go apart. Each is a trace, or a scenario with a seed and perhaps bugs.

import { type Ignorable, ignorable, parting } from '../../reports/trace/compare.ts';
import { difference, headerDifference } from '../../reports/trace/difference.ts';
import { type Args, flag, text, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { EngineLoader } from '../engine.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { lookOf } from '../look.ts';
import { parseSeed } from '../seeds.ts';
import { type SourceOptions, traceFrom } from '../trace-source.ts';

export async function diffCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const look = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  const ignored = texts(args, 'ignore').flatMap((word) => word.split(',').map(ignorableOf));
  const seed = text(args, 'seed');
  const optionsOf = (side: 'a' | 'b'): SourceOptions => ({
    seed: seed === null ? null : parseSeed(seed),
    bugs: [...texts(args, 'bug'), ...texts(args, `bug-${side}`)],
    assignments: [...texts(args, 'set'), ...texts(args, `set-${side}`)],
    color: look.color.level > 0,
  });
  const [a, b] = [text(args, 'a') ?? '', text(args, 'b') ?? ''];
  const first = await traceFrom(a, optionsOf('a'), io, loadEngine);
  const second = await traceFrom(b, optionsOf('b'), io, loadEngine);
  const say = (lines: readonly string[]): void => io.stdout.write(`${lines.join('\n')}\n`);
  const settings = headerDifference(first.header, second.header);
  if (settings.length > 0) say(settings);
  const found = parting(first, second, ignored);
  if (found !== null) {
    say(difference(found, first.header, look));
    say(['different']);
    return exitCodes.failed;
  }
  const { end } = first;
  const isTimeless = ignored.length > 0;
  if (!isTimeless && (end.digest !== second.end.digest || end.verdict !== second.end.verdict)) {
    say([
      `all ${first.events.length} events are equal, the ends differ:`,
      `  a: ${end.verdict}, digest ${end.digest}`,
      `  b: ${second.end.verdict}, digest ${second.end.digest}`,
      'different',
    ]);
    return exitCodes.failed;
  }
  const but = isTimeless ? `, ${ignored.join(' and ')} aside` : `, digest ${end.digest}`;
  say([`equal: ${first.events.length} events${but}`]);
  return exitCodes.ok;
}

function ignorableOf(given: string): Ignorable {
  const found = ignorable.find((name) => name === given.trim());
  if (found !== undefined) return found;
  throw new BadInput(
    `--ignore cannot be "${given}"`,
    didYouMean(given, ignorable) ?? `it is one of ${ignorable.join(', ')}`,
  );
}
