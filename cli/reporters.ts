// `--reporter a,b:file`: which reports to write, and where each goes.

import { JsonReporter } from '../reports/json.ts';
import { JunitReporter } from '../reports/junit.ts';
import { type Palette, palette } from '../reports/palette.ts';
import { PrettyReporter } from '../reports/pretty.ts';
import { unreachable } from '../reports/record.ts';
import type { Closing, Reporter, Sink } from '../reports/reporter.ts';
import { AtomicFile } from './atomic-file.ts';
import { BadInput } from './bad-input.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Io } from './io.ts';

const names = ['pretty', 'plain', 'json', 'junit'] as const;
type Name = (typeof names)[number];

export interface ReporterChoice {
  readonly name: Name;
  /** Null: stdout. */
  readonly file: string | null;
}

/** `pretty` goes to stdout unless another one does. */
export function parseReporters(options: readonly string[]): readonly ReporterChoice[] {
  const choices = options.flatMap((option) => option.split(',')).map(parseChoice);
  const onStdout = choices.filter((choice) => choice.file === null);
  if (onStdout.length > 1) {
    const [first, second] = onStdout as [ReporterChoice, ReporterChoice];
    throw new BadInput(
      `the reporters ${first.name} and ${second.name} cannot both write to stdout`,
      `give one of them a file: --reporter ${first.name},${second.name}:FILE`,
    );
  }
  const files = choices.flatMap((choice) => (choice.file === null ? [] : [choice.file]));
  const twice = files.find((file, position) => files.indexOf(file) !== position);
  if (twice !== undefined) throw new BadInput(`two reporters would write to ${twice}`);
  return onStdout.length === 0 ? [{ name: 'pretty', file: null }, ...choices] : choices;
}

function parseChoice(text: string): ReporterChoice {
  const colon = text.indexOf(':');
  const name = (colon < 0 ? text : text.slice(0, colon)).trim();
  const known = names.find((each) => each === name);
  if (known === undefined) {
    throw new BadInput(
      `there is no reporter "${name}"`,
      didYouMean(name, names) ?? `the reporters are ${names.join(', ')}`,
    );
  }
  if (colon < 0) return { name: known, file: null };
  const file = text.slice(colon + 1);
  if (file === '') throw new BadInput(`--reporter ${text} names no file`);
  return { name: known, file };
}

export interface Reporters {
  readonly all: readonly Reporter[];
  /** Ends every report and puts the files into their places. */
  end(closing: Closing): void;
  /** Removes what was begun. */
  discard(): void;
}

/** Opens every file first, so that a wrong one stops the command before anything is run. */
export function openReporters(choices: readonly ReporterChoice[], look: Palette, io: Io): Reporters {
  const opened: AtomicFile[] = [];
  const discard = (): void => {
    for (const file of opened.splice(0)) file.discard();
  };
  try {
    const all = choices.map((choice) => {
      if (choice.file === null) return reporterOf(choice.name, io.stdout, look);
      const file = new AtomicFile(choice.file, io.cwd);
      opened.push(file);
      return reporterOf(choice.name, file, palette({ ascii: false, color: false, columns: 80 }));
    });
    return {
      all,
      end: (closing) => {
        for (const reporter of all) reporter.end(closing);
        for (const file of opened.splice(0)) file.commit();
      },
      discard,
    };
  } catch (error) {
    discard();
    throw error;
  }
}

function reporterOf(name: Name, sink: Sink, look: Palette): Reporter {
  switch (name) {
    case 'pretty':
      return new PrettyReporter(sink, look);
    case 'plain':
      return new PrettyReporter(sink, palette({ ascii: true, color: false, columns: look.columns }));
    case 'json':
      return new JsonReporter(sink);
    case 'junit':
      return new JunitReporter(sink);
    default:
      return unreachable(name);
  }
}
