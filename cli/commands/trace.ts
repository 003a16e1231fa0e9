// `whitewater trace`: a trace, or a run made for it, filtered and in another format.

import { palette } from '../../reports/palette.ts';
import { select } from '../../reports/trace/selection.ts';
import { type Args, flag, text, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { BufferedSink } from '../buffered-sink.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { EngineLoader } from '../engine.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { lookOf } from '../look.ts';
import { openOutput } from '../output-file.ts';
import { parseSeed } from '../seeds.ts';
import { hasFilter, selectionOf } from '../selection.ts';
import { type TraceFormat, type TraceView, traceFormats, writeTrace } from '../trace-formats.ts';
import { traceFrom } from '../trace-source.ts';

/** Of what goes into a file: it has no terminal. */
const fileColumns = 100;

export async function traceCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const format = formatOf(args);
  const out = text(args, 'out');
  const seed = text(args, 'seed');
  const flags = { color: flag(args, 'color'), ascii: flag(args, 'ascii') };
  const look = lookOf(flags, io);
  const options = {
    seed: seed === null ? null : parseSeed(seed),
    bugs: texts(args, 'bug'),
    assignments: texts(args, 'set'),
    color: look.color.level > 0,
  };
  const trace = await traceFrom(texts(args, 'source')[0] ?? '', options, io, loadEngine);
  const kept = select(trace.events, selectionOf(args, trace));
  const folds = flag(args, 'fold') ?? !hasFilter(args);
  if (out === null) {
    const sink = new BufferedSink(io.stdout);
    await writeTrace(format, trace, kept, sink, { look, columns: io.columns, folds });
    sink.flush();
  } else {
    const plain = palette({
      ascii: flags.ascii === true,
      color: flags.color === true,
      columns: fileColumns,
    });
    const view: TraceView = { look: plain, columns: fileColumns, folds };
    const file = openOutput(out, io.cwd);
    try {
      await writeTrace(format, trace, kept, file, view);
      file.commit();
    } catch (error) {
      file.discard();
      throw error;
    }
  }
  if (kept.size === 0) io.stderr.write(`none of the ${trace.events.length} events matches\n`);
  if (trace.header.isFiltered && args['causes-of'] !== undefined) {
    io.stderr.write('events were left out of this trace before: causes may be missing\n');
  }
  return exitCodes.ok;
}

function formatOf(args: Args): TraceFormat {
  const given = text(args, 'format') ?? 'lanes';
  const found = traceFormats.find((name) => name === given);
  if (found !== undefined) return found;
  throw new BadInput(
    `--format cannot be "${given}"`,
    didYouMean(given, traceFormats) ?? `it is one of ${traceFormats.join(', ')}`,
  );
}
