// The reports of one sweep: opened before anything is run, each with a place to write to.

import { buildName } from '../hunt/store/build.ts';
import { BlobReporter } from '../hunt/store/results.ts';
import { CourseTableReporter } from '../reports/course-table-reporter.ts';
import { GithubReporter } from '../reports/github.ts';
import { JsonReporter } from '../reports/json.ts';
import { JunitReporter } from '../reports/junit.ts';
import { MarkdownReporter } from '../reports/markdown.ts';
import { MinimalReporter } from '../reports/minimal.ts';
import { NdjsonReporter } from '../reports/ndjson.ts';
import { type Palette, palette } from '../reports/palette.ts';
import { PrettyReporter } from '../reports/pretty.ts';
import { unreachable } from '../reports/record.ts';
import type { Closing, Reporter, Sink } from '../reports/reporter.ts';
import { SarifReporter } from '../reports/sarif.ts';
import { TapReporter } from '../reports/tap.ts';
import { buildHere } from './build.ts';
import { githubOptions, sarifOptions } from './github.ts';
import type { Io } from './io.ts';
import { type OutputFile, openOutput } from './output-file.ts';
import type { ReporterChoice, ReporterName } from './reporter-choice.ts';

export interface Reporters {
  readonly all: readonly Reporter[];
  /** Ends every report and puts the files into their places. */
  end(closing: Closing): void;
  /** Removes what was begun. */
  discard(): void;
}

export interface ReporterLook {
  readonly palette: Palette;
  readonly isVerbose: boolean;
  /** A course's table instead of a line for each scenario. */
  readonly isCourseTable?: boolean;
}

/** Opens every file first, so that a wrong one stops the command before anything is run. */
export function openReporters(choices: readonly ReporterChoice[], look: ReporterLook, io: Io): Reporters {
  const opened: OutputFile[] = [];
  const discard = (): void => {
    for (const file of opened.splice(0)) file.discard();
  };
  try {
    const all = choices.map((choice) => {
      const { name } = choice;
      if (choice.file === null) return reporterOf(name, name === 'github' ? io.stderr : io.stdout, look, io);
      const file = openOutput(choice.file, io.cwd);
      opened.push(file);
      const plain = palette({ ascii: false, color: false, columns: 80 });
      return reporterOf(name, file, { ...look, palette: plain }, io);
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

function textReporter(sink: Sink, colors: Palette, { isVerbose, isCourseTable }: ReporterLook): Reporter {
  return isCourseTable === true
    ? new CourseTableReporter(sink, colors)
    : new PrettyReporter(sink, colors, { isVerbose });
}

function reporterOf(name: ReporterName, sink: Sink, look: ReporterLook, io: Io): Reporter {
  switch (name) {
    case 'pretty':
      return textReporter(sink, look.palette, look);
    case 'plain': {
      const ascii = palette({ ascii: true, color: false, columns: look.palette.columns });
      return textReporter(sink, ascii, look);
    }
    case 'minimal':
      return new MinimalReporter(sink, look.palette);
    case 'json':
      return new JsonReporter(sink);
    case 'ndjson':
      return new NdjsonReporter(sink);
    case 'junit':
      return new JunitReporter(sink);
    case 'tap':
      return new TapReporter(sink);
    case 'github':
      return new GithubReporter(sink, githubOptions(io));
    case 'markdown':
      return new MarkdownReporter(sink);
    case 'sarif':
      return new SarifReporter(sink, sarifOptions(io));
    case 'blob':
      return new BlobReporter(sink, buildName(buildHere(io.cwd)));
    default:
      return unreachable(name);
  }
}
