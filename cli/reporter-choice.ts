// `--reporter a,b:file`: which reports are asked for, and where each goes.

import { BadInput } from './bad-input.ts';
import { didYouMean } from './did-you-mean.ts';

export const reporters = [
  { name: 'pretty', description: 'for people: colours and symbols as the terminal allows' },
  { name: 'plain', description: 'the same without colours, in ASCII: for logs' },
  { name: 'minimal', description: 'only what failed, and one last line' },
  { name: 'json', description: 'one JSON document' },
  { name: 'ndjson', description: 'a JSON object for each thing that happens, as it happens' },
  { name: 'junit', description: 'JUnit XML for CI servers: a test case a property' },
  { name: 'tap', description: 'TAP 14: a subtest a scenario, a test point a property' },
  { name: 'github', description: 'GitHub Actions: annotations (on stderr) and the step summary' },
  { name: 'markdown', description: 'a table and the failures, as GitHub renders them' },
  { name: 'sarif', description: 'SARIF 2.1.0: a result a bug, for code hosts that show findings' },
  { name: 'blob', description: 'every run whole, a JSON object a line: for whitewater report to merge' },
] as const;

export type ReporterName = (typeof reporters)[number]['name'];

export const reporterNames: readonly ReporterName[] = reporters.map(({ name }) => name);

export interface ReporterChoice {
  readonly name: ReporterName;
  /** Null: stdout, or for workflow commands stderr. */
  readonly file: string | null;
}

export interface Defaults {
  readonly isQuiet: boolean;
  readonly env: { readonly [name: string]: string | undefined };
}

/**
 * What is asked for is added to what there is anyway: a text on stdout, unless another report goes there, and
 * on GitHub Actions its annotations. `only:` leaves that out.
 */
export function chooseReporters(given: readonly string[], defaults: Defaults): readonly ReporterChoice[] {
  const { isQuiet, env } = defaults;
  const fallback = env['WHITEWATER_REPORTER'] ?? '';
  const words = (given.length === 0 && fallback !== '' ? [fallback] : given).flatMap((word) =>
    word.split(','),
  );
  const isOnly = words.some((word) => word.trim().startsWith('only:'));
  const choices = words.map(parseChoice);
  refuseClashes(choices);
  if (isOnly) return choices;
  const more: ReporterChoice[] = [];
  if (!choices.some(isOnStdout)) {
    more.push({ name: isQuiet || isSet(env['AI_AGENT']) ? 'minimal' : 'pretty', file: null });
  }
  const isTold = choices.some(({ name }) => name === 'github');
  const github: readonly ReporterChoice[] =
    env['GITHUB_ACTIONS'] === 'true' && !isTold ? [{ name: 'github', file: null }] : [];
  return [...more, ...choices, ...github];
}

function isOnStdout({ name, file }: ReporterChoice): boolean {
  return file === null && name !== 'github';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}

function parseChoice(word: string): ReporterChoice {
  const text = word.trim().replace(/^only:/, '');
  const colon = text.indexOf(':');
  const name = colon < 0 ? text : text.slice(0, colon);
  const known = reporterNames.find((each) => each === name);
  if (known === undefined) {
    throw new BadInput(
      name === '' ? '--reporter has an empty name' : `there is no reporter "${name}"`,
      didYouMean(name, reporterNames) ?? `the reporters are ${reporterNames.join(', ')}`,
    );
  }
  if (colon < 0) return { name: known, file: null };
  const file = text.slice(colon + 1);
  if (file === '') throw new BadInput(`--reporter ${text} names no file`, `write ${name}:FILE`);
  return { name: known, file };
}

function refuseClashes(choices: readonly ReporterChoice[]): void {
  const [first, second] = choices.filter(isOnStdout);
  if (first !== undefined && second !== undefined) {
    throw new BadInput(
      first.name === second.name
        ? `the reporter ${first.name} is asked for twice`
        : `the reporters ${first.name} and ${second.name} cannot both write to stdout`,
      `give one of them a file: --reporter ${first.name},${second.name}:FILE`,
    );
  }
  const files = choices.flatMap((choice) => (choice.file === null ? [] : [choice.file]));
  const twice = files.find((file, position) => files.indexOf(file) !== position);
  if (twice !== undefined) throw new BadInput(`two reporters would write to ${twice}`);
}
