// docs/scenarios.md, the library as a page: grouped by tag, with what each scenario teaches, asserts and finds.

import { type Claim, claimsOf } from './claim.ts';
import type { ExpectSection, Scenario } from './scenario.ts';

export interface LibraryFile {
  readonly scenario: Scenario;
  /** As it stands in the file, comments included. */
  readonly text: string;
}

/** Tags in the order of the page, with what they are about; a scenario stands under the first of its own. */
const groups: ReadonlyMap<string, string> = new Map([
  ['start', 'To begin with'],
  ['figure', 'Figures of the paper, step by step'],
  ['election', 'Elections'],
  ['pre-vote', 'PreVote'],
  ['replication', 'Logs'],
  ['reads', 'Reads'],
  ['clients', 'Clients'],
  ['partition', 'Partitions'],
  ['network', 'Networks'],
  ['crash', 'Crashes'],
  ['disk', 'Disks'],
  ['pause', 'Pauses'],
  ['clock', 'Clocks'],
  ['size', 'Sizes'],
  ['availability', 'Availability'],
  ['performance', 'Performance'],
  ['swarm', 'Everything at once'],
]);

/** Throws where a scenario has no tag that the page knows. */
export function libraryPage(files: readonly LibraryFile[]): string {
  const homeless = files.find(({ scenario }) => !groups.has(scenario.tags?.[0] ?? ''));
  if (homeless !== undefined) {
    throw new Error(
      `${homeless.scenario.name}: its first tag is to be one of ${[...groups.keys()].join(', ')}`,
    );
  }
  const claims = files.flatMap(({ text }) => claimsOf(text)).length;
  const chapters = [...groups].flatMap(([tag, title]) => {
    const members = files.filter(({ scenario }) => scenario.tags?.[0] === tag);
    return members.length === 0 ? [] : [`## ${title}`, ...members.map(entry)];
  });
  return `${[
    '<!-- Made by `npm run reference` from scenarios/library/: edit the scenarios. -->',
    '# The scenario library',
    `${files.length} scenarios, each of which teaches one thing and asserts that it happened. They pass for every seed; ${claims} of them name a planted bug that they find (\`whitewater list bugs\`), and a test holds them to it. They are run by name from any folder, and \`npm start\` runs all.`,
    ...chapters,
  ].join('\n\n')}\n`;
}

function entry({ scenario, text }: LibraryFile): string {
  const { name, description, expect } = scenario;
  const lines = [
    ...scriptLine(scenario),
    ...(expect === undefined ? [] : expectLines(expect)),
    ...claimsOf(text).map((claim) => `catches \`${claim.bug}\` as ${claim.as}: ${plain(claim.why)}`),
    ...commands(name, claimsOf(text)).map((command) => `\`whitewater run ${command}\``),
  ];
  return [
    `### [${name}](../scenarios/library/${name}.yaml)`,
    plain(description),
    lines.map((line) => `- ${line}`).join('\n'),
  ].join('\n\n');
}

function commands(name: string, claims: readonly Claim[]): readonly string[] {
  return [`${name} --seeds 200`, ...claims.map(({ bug, seeds }) => `${name} --bug ${bug} --seeds ${seeds}`)];
}

function scriptLine({ script }: Scenario): readonly string[] {
  if (script === undefined) return [];
  const looks = script.filter((step) => step.expect !== undefined).length;
  return [
    `script: ${script.length} steps, of which ${looks} compare servers and clients with what they ought to be`,
  ];
}

function expectLines(expect: ExpectSection): readonly string[] {
  const { sometimes = [], never = [], eventually = [], thresholds = {}, final = {}, fails } = expect;
  return [
    listed('happens', sometimes.map(occurrence)),
    listed(
      'never happens',
      never.map(({ name }) => name),
    ),
    listed(
      'in the calm',
      eventually.map(({ that, within }) => `${that} within ${within}`),
    ),
    listed(
      'measured',
      Object.entries(thresholds).map(([metric, bound]) => `${metric} ${bound}`),
    ),
    listed('at the end', Object.keys(final)),
    fails === undefined ? null : `must break: ${fails.property}`,
  ].filter((line) => line !== null);
}

function occurrence({ name, times, perSeeds }: NonNullable<ExpectSection['sometimes']>[number]): string {
  const often = times === undefined ? '' : ` (${times})`;
  return perSeeds === undefined ? `${name}${often}` : `${name}${often}, in one of ${perSeeds} runs`;
}

function listed(label: string, items: readonly string[]): string | null {
  return items.length === 0 ? null : `${label}: ${plain(items.join('; '))}`;
}

/** Nothing of it is taken for Markdown. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, '\\$&');
}
