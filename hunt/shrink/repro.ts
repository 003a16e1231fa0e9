// The end of a shrinking as text: a plain scenario with a comment in words at every step.

import { parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { printScenario } from '../../scenarios/print.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import type { Case } from '../case.ts';
import { stepComments } from './step-comments.ts';

/** `head`: lines of comment above it. */
export function reproText(given: Case, head: readonly string[]): string {
  const text = printScenario(inOrder(given.scenario)).split('\n').map(withCloseBrackets).join('\n');
  const comments = given.scenario.script === undefined ? [] : stepComments(given);
  const lines = text.split('\n');
  const steps = stepLines(text);
  steps.forEach((line, position) => {
    const comment = comments[position] ?? '';
    if (comment !== '' && line !== null) lines[line] += ` # ${comment}`;
  });
  return `${head.map((line) => `# ${line}\n`).join('')}${lines.join('\n')}`;
}

/** `[a, b]`, as people write lists. In quotes a bracket may mean itself; unquoted, within braces, it cannot. */
function withCloseBrackets(line: string): string {
  return /["']/.test(line) ? line : line.replaceAll('[ ', '[').replaceAll(' ]', ']');
}

/** The keys in the order in which people write them. */
function inOrder(scenario: Scenario): Scenario {
  const { version, name, description, tags, cluster, protocol, network, storage, clocks, workload, ...rest } =
    scenario;
  const ordered = {
    version,
    name,
    description,
    tags,
    cluster,
    protocol,
    network,
    storage,
    clocks,
    workload,
    ...rest,
  };
  const { run, expect, ...others } = ordered;
  return JSON.parse(JSON.stringify({ ...others, run, expect })) as Scenario;
}

/** Where each step ends, as a line from 0. */
function stepLines(text: string): readonly (number | null)[] {
  const document = parseDocument(text);
  const script = (document.contents as YAMLMap).get('script') as YAMLSeq<YAMLMap> | undefined;
  return (script?.items ?? []).map(({ range }) =>
    range ? text.slice(0, range[1]).trimEnd().split('\n').length - 1 : null,
  );
}
