// The whole command as a function of its words and its surroundings; answers with the exit code.

import { BadInput } from './bad-input.ts';
import type { EngineLoader } from './engine.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import type { Io } from './io.ts';
import { commandNames } from './options.ts';
import { type Quick, quickParse } from './quick-parse.ts';
import { version } from './version.ts';

const loadRealEngine: EngineLoader = async () => (await import('./real-engine.ts')).realEngine();

export async function main(
  argv: readonly string[],
  io: Io,
  loadEngine: EngineLoader = loadRealEngine,
): Promise<ExitCode> {
  try {
    return await dispatch(argv, io, loadEngine);
  } catch (error) {
    if (error instanceof BadInput) {
      io.stderr.write(`${error.message}\n${error.hint === null ? '' : `  ${error.hint}\n`}`);
      return exitCodes.badInput;
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.stderr.write(`internal error: ${text}\n\nto reproduce: whitewater ${argv.join(' ')}\n`);
    return exitCodes.internalError;
  }
}

async function dispatch(words: readonly string[], io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  if (words[0] === 'help' && words.length === 2 && !isCommand(words[1]!)) {
    io.stdout.write((await import('./commands/help.ts')).helpPage(words[1]!));
    return exitCodes.ok;
  }
  if (words[0] === 'completion' && words[1] === 'words') {
    const { complete } = await import('./complete.ts');
    const found = await complete(words.slice(words[2] === '--' ? 3 : 2), loadEngine);
    io.stdout.write(found.map((word) => `${word}\n`).join(''));
    return exitCodes.ok;
  }
  const argv = words[0] === 'help' ? [...words.slice(1), '--help'] : words;
  if (argv.every((word) => word === '--')) {
    io.stdout.write((await import('./short-help.ts')).shortHelp(io.columns));
    return exitCodes.ok;
  }
  if (argv.length === 1 && argv[0] === '--version') {
    io.stdout.write(`${version}\n`);
    return exitCodes.ok;
  }
  const parsed = quickParse(argv) ?? (await parseSlowly(argv, io));
  if (parsed === null) return exitCodes.ok;
  const { args } = parsed;
  switch (parsed.name) {
    case 'run':
      return (await import('./commands/run.ts')).runCommand(args, io, loadEngine);
    case 'hunt':
      return (await import('./commands/hunt.ts')).huntCommand(args, io, loadEngine);
    case 'zoo':
      return (await import('./commands/zoo.ts')).zooCommand(args, io, loadEngine);
    case 'trace':
      return (await import('./commands/trace.ts')).traceCommand(args, io, loadEngine);
    case 'diff':
      return (await import('./commands/diff.ts')).diffCommand(args, io, loadEngine);
    case 'replay':
      return (await import('./commands/replay.ts')).replayCommand(args, io, loadEngine);
    case 'report':
      return (await import('./commands/report.ts')).reportCommand(args, io);
    case 'corpus':
      return (await import('./commands/corpus.ts')).corpusCommand(args, io, loadEngine);
    case 'check':
      return (await import('./commands/check.ts')).checkCommand(args, io, loadEngine);
    case 'course':
      return (await import('./commands/course.ts')).courseCommand(args, io, loadEngine);
    case 'live':
      return (await import('./commands/live.ts')).liveCommand(args, io, loadEngine);
    case 'list':
      return (await import('./commands/list.ts')).listCommand(args, io, loadEngine);
    case 'validate':
      return (await import('./commands/validate.ts')).validateCommand(args, io, loadEngine);
    case 'schema':
      return (await import('./commands/schema.ts')).schemaCommand(io, loadEngine);
    case 'explain':
      return (await import('./commands/explain.ts')).explainCommand(args, io, loadEngine);
    case 'shrink':
      return (await import('./commands/shrink.ts')).shrinkCommand(args, io, loadEngine);
    case 'init':
      return (await import('./commands/init.ts')).initCommand(args, io, loadEngine);
    case 'serve':
      return (await import('./commands/serve.ts')).serveCommand(args, io);
    case 'kv':
      return (await import('./commands/kv.ts')).kvCommand(args, io);
    case 'completion':
      return (await import('./commands/completion.ts')).completionCommand(args, io);
    default: {
      const none: never = parsed.name;
      throw new Error(`no command ${String(none)}`);
    }
  }
}

/** `help --color`, `help run`: what yargs answers. */
function isCommand(word: string): boolean {
  return word.startsWith('-') || commandNames.some((name) => name === word);
}

/** Null: it was a question for help, and is answered. */
async function parseSlowly(argv: readonly string[], io: Io): Promise<Quick | null> {
  const { parseCommandLine } = await import('./command-line.ts');
  const parsed = await parseCommandLine(argv, io);
  if (parsed.kind === 'command') return parsed;
  io.stdout.write(parsed.text);
  return null;
}
