// A case as a scenario file that makes its run again: seed, bugs, checks and fixed decisions are in it, and what
// the run showed.

import { wrap } from '../../reports/layout.ts';
import { printScenario } from '../../scenarios/print.ts';
import type { RecordedSection, Scenario } from '../../scenarios/scenario.ts';
import type { Case } from '../case.ts';
import type { Finding } from '../finding.ts';
import { type Build, buildName } from './build.ts';

const commentColumns = 98;

/** Everything that the case adds to its scenario is written into it. */
export function scenarioOf({ scenario, seed, bugs, scopes, overrides }: Case): Scenario {
  const { seeds: _seeds, ...run } = scenario.run ?? {};
  const planted = [...new Set([...(scenario.protocol?.bugs ?? []), ...bugs])];
  const fixed = { ...scenario.overrides, ...overrides };
  const expect = scopes === null ? scenario.expect : { ...scenario.expect, scopes };
  return {
    ...scenario,
    ...(planted.length === 0 ? {} : { protocol: { ...scenario.protocol, bugs: planted } }),
    ...(Object.keys(fixed).length === 0 ? {} : { overrides: fixed }),
    run: { ...run, seed },
    ...(expect === undefined ? {} : { expect }),
  };
}

/** The other way round: what a file holds, as a case. A file without a seed is run under the first. */
export function caseOf(scenario: Scenario): Case {
  const { recorded: _recorded, ...rest } = scenario;
  return { scenario: rest, seed: scenario.run?.seed ?? 1, bugs: [], scopes: null, overrides: {} };
}

export function recordedOf({ signature, digest, events }: Finding, build: Build): RecordedSection {
  return {
    ...(signature === null ? {} : { fails: signature.property, bug: signature.id }),
    digest,
    events,
    build: buildName(build),
  };
}

/** With these paragraphs as comments above it. */
export function keptText(
  scenario: Scenario,
  recorded: RecordedSection,
  paragraphs: readonly string[],
): string {
  const { version, name, description, recorded: _old, ...rest } = scenario;
  const comment = paragraphs.flatMap((text) => wrap(printable(text), commentColumns));
  return [
    ...comment.map((line) => `# ${line}\n`),
    printScenario({ version, name, description, recorded, ...rest }),
  ].join('');
}

/** A comment ends with its line, whatever a program put into its error. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
