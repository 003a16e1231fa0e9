// From words to a command: checks that command and options exist, parses them, loads the command's body.

import yargs, { type ArgumentsCamelCase, type Argv, type Options } from 'yargs';
import { BadInput } from './bad-input.ts';
import { didYouMean } from './did-you-mean.ts';
import { exitCodeTable } from './exit-code.ts';
import type { Io } from './io.ts';
import { type CommandName, commandNames, commands, globalOptions } from './options.ts';

export type Parsed =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'command'; readonly name: CommandName; readonly args: ArgumentsCamelCase };

export async function parseCommandLine(argv: readonly string[], io: Io): Promise<Parsed> {
  const name = commandOf(argv);
  refuseUnknownOptions(argv, name);
  let text = '';
  let args: ArgumentsCamelCase | null = null;
  const parser = yargs([...argv])
    .scriptName('whitewater')
    .locale('en')
    .usage('$0 <command>')
    .exitProcess(false)
    .strict()
    .showHelpOnFail(false)
    .version(false)
    .help('help')
    .alias('help', 'h')
    .wrap(Math.min(Math.max(io.columns, 60), 100))
    .parserConfiguration({ 'duplicate-arguments-array': true, 'greedy-arrays': false })
    .options(globalOptions)
    .epilogue(exitCodeTable())
    .fail((message: string | null, error: Error | undefined) => {
      throw error === undefined || error.name === 'YError' ? refusal(message ?? error?.message, name) : error;
    });
  for (const each of commandNames) {
    const { usage, describe, options, examples } = commands[each];
    parser.command(
      usage,
      describe,
      (command): Argv => command.options(options).example(examples.map(([line, what]) => [line, what])),
      (parsed) => {
        args = parsed;
      },
    );
  }
  await parser.parseAsync([...argv], {}, (_error: unknown, _parsed: unknown, output: string) => {
    text = output;
  });
  if (text !== '' || args === null || name === null) return { kind: 'text', text: `${text}\n` };
  return { kind: 'command', name, args };
}

function refusal(message: string | undefined, name: CommandName | null): BadInput {
  const hint = name === null ? 'see: whitewater --help' : `see: whitewater ${name} --help`;
  if (name !== null && message?.startsWith('Not enough non-option arguments') === true) {
    return new BadInput(`something is missing: whitewater ${commands[name].usage}`, hint);
  }
  const extra = /^Unknown arguments?: (.*)$/.exec(message ?? '');
  if (name !== null && extra !== null) {
    return new BadInput(`too many words: ${extra[1]}`, `it is whitewater ${commands[name].usage}`);
  }
  const missing = /^Not enough arguments following: (.*)$/.exec(message ?? '');
  return new BadInput(missing === null ? (message ?? 'wrong usage') : `--${missing[1]} has no value`, hint);
}

/** Null: only options, as in `--help`. */
function commandOf(argv: readonly string[]): CommandName | null {
  const word = argv.find((each, position) => !each.startsWith('-') && !takesValue(argv[position - 1]));
  if (word === undefined) return null;
  const name = commandNames.find((each) => each === word);
  if (name !== undefined) return name;
  const hint = /\.(ya?ml|json)$/.test(word)
    ? `did you mean whitewater run ${word}?`
    : (didYouMean(word, commandNames) ?? `the commands are ${commandNames.join(', ')}`);
  throw new BadInput(`there is no command "${word}"`, hint);
}

function refuseUnknownOptions(argv: readonly string[], name: CommandName | null): void {
  const known = ['help', 'version', ...Object.keys(globalOptions), ...optionsOf(name)];
  const letters = ['h', ...lettersOf(name)];
  for (const word of argv) {
    if (word === '--') return;
    if (!/^--?[a-z]/i.test(word)) continue;
    if (/^-[a-z]+$/i.test(word) && [...word.slice(1)].every((letter) => letters.includes(letter))) continue;
    const option = word.replace(/^--?/, '').replace(/=.*$/s, '');
    const positive = option.replace(/^no-/, '');
    if (word.startsWith('--') && isFlag(positive, name)) {
      if (!word.includes('=')) continue;
      throw new BadInput(`--${option} takes no value`, `write --${positive} or --no-${positive}`);
    }
    if (word.startsWith('--') && known.includes(option)) continue;
    const where = name === null ? '' : ` of ${name}`;
    throw new BadInput(
      `there is no option ${word.replace(/=.*$/s, '')}${where}`,
      didYouMean(option, known, '--') ?? `see: whitewater ${name ?? ''} --help`.replace('  ', ' '),
    );
  }
}

/** Whether the word after this one is its value. */
function takesValue(word: string | undefined): boolean {
  if (word === undefined || !word.startsWith('--')) return false;
  const every: readonly { readonly [name: string]: Options }[] = commandNames.map(
    (name) => commands[name].options,
  );
  return every.some((options) => options[word.slice(2)]?.requiresArg === true);
}

/** What is there or not, and takes no value. */
function isFlag(option: string, name: CommandName | null): boolean {
  const options: { readonly [option: string]: Options } = {
    ...globalOptions,
    ...(name === null ? {} : commands[name].options),
  };
  return options[option]?.type === 'boolean';
}

/** One-letter names: `-q`. */
function lettersOf(name: CommandName | null): readonly string[] {
  const options: readonly Options[] = [globalOptions, name === null ? {} : commands[name].options].flatMap(
    (each: { readonly [option: string]: Options }) => Object.values(each),
  );
  return options.flatMap(({ alias }) => (typeof alias === 'string' ? [alias] : (alias ?? [])));
}

function optionsOf(name: CommandName | null): readonly string[] {
  return name === null ? [] : Object.keys(commands[name].options);
}
