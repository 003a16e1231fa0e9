// docs/cli.md, the reference of the command line, made from the declarations that the command itself uses.

import type { Options } from 'yargs';
import { topics } from './commands/help.ts';
import { environment } from './environment.ts';
import { exitCodeMeanings, precedenceText } from './exit-code.ts';
import { type CommandName, commandNames, commands, globalOptions } from './options.ts';
import { reporters } from './reporter-choice.ts';

export function referencePage(): string {
  return [
    '<!-- Made by `npm run reference` from cli/options.ts: edit that. -->',
    '# The command line',
    '`npx whitewater COMMAND …` in a project that has the package, `whitewater COMMAND …` where it is installed for all. `whitewater help COMMAND` says what is here.',
    table(
      ['command', 'does'],
      commandNames.map((name) => [`[\`${name}\`](#${name})`, escaped(commands[name].describe)]),
    ),
    ...commandNames.map(commandSection),
    '## Options of every command',
    optionTable({ ...globalOptions, help: { alias: 'h', describe: 'Says what a command does' } }),
    '`whitewater --version` prints the version.',
    '## Reports of `run`',
    '`--reporter NAME[:FILE]`, as a list or repeated; what they hold: [report-format.md](report-format.md).',
    table(
      ['name', 'is'],
      reporters.map(({ name, description }) => [`\`${name}\``, escaped(description)]),
    ),
    '## Help on topics',
    table(
      ['topic', 'is about'],
      topics.map(({ name, description }) => [`\`whitewater help ${name}\``, escaped(description)]),
    ),
    '## Exit codes',
    table(
      ['code', 'means'],
      exitCodeMeanings().map(([code, meaning]) => [String(code), escaped(meaning)]),
    ),
    precedenceText().replaceAll('>', '&gt;'),
    '## Environment variables',
    'Options win over them.',
    table(
      ['variable', 'means'],
      environment.map(([names, meaning]) => [
        names.replaceAll(/\w+/g, (name) => `\`${name}\``),
        escaped(meaning),
      ]),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

function commandSection(name: CommandName): string {
  const { usage, describe, options, examples } = commands[name];
  const lines = examples.map(([command, what]) => `${command.replace('$0', 'whitewater')}  # ${what}`);
  return [
    `## ${name}`,
    `\`whitewater ${usage}\``,
    `${escaped(describe)}.`,
    ...(Object.keys(options).length === 0 ? [] : [optionTable(options)]),
    `\`\`\`sh\n${lines.join('\n')}\n\`\`\``,
  ].join('\n\n');
}

function optionTable(options: { readonly [name: string]: Options }): string {
  const rows = Object.entries(options).map(([name, option]) => [
    optionWords(name, option),
    escaped(option.describe ?? ''),
  ]);
  return table(['option', 'does'], rows);
}

/** `-q`, `--quiet`; with a value, `--seed …`. */
function optionWords(name: string, { alias, requiresArg }: Options): string {
  const letters = typeof alias === 'string' ? [alias] : (alias ?? []);
  const words = [...letters.map((letter) => `-${letter}`), `--${name}${requiresArg === true ? ' …' : ''}`];
  return words.map((word) => `\`${word}\``).join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function escaped(text: string): string {
  return text.replace(/[|<>*_]/g, (sign) => `\\${sign}`);
}
