// The end of a shrinking as text: a plain scenario with a comment in words at every step.

import { parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { printScenario } from '../../scenarios/print.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import type { Case } from '../case.ts';
import { narrate, stepOf, type Told } from '../explain/narrate.ts';

/** Longer comments would not stand beside a step. */
const commentMax = 110;

/** `head`: lines of comment above it. */
export function reproText(given: Case, head: readonly string[]): string {
  const text = printScenario(inOrder(given.scenario));
  const comments = given.scenario.script === undefined ? [] : commentsOf(given);
  const lines = text.split('\n');
  const steps = stepLines(text);
  steps.forEach((line, position) => {
    const comment = comments[position] ?? '';
    if (comment !== '' && line !== null) lines[line] += ` # ${comment}`;
  });
  return `${head.map((line) => `# ${line}\n`).join('')}${lines.join('\n')}`;
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

/** What each step led to, until the next. */
function commentsOf(given: Case): readonly string[] {
  const { told, run } = narrate(given);
  const comments: string[][] = [];
  let step = 0;
  for (const one of told) {
    const begun = stepOf(one.event);
    if (begun > 0) step = begun;
    else if (step > 0 && !isBesides(one))
      comments[step - 1] = [...(comments[step - 1] ?? []), ...one.clauses];
    if (one.event.event === run.events) break;
  }
  return Array.from(comments, (clauses = []) => shortened(clauses));
}

/** Told to or by clients later on: of interest, but not what the step is about. */
function isBesides({ event }: Told): boolean {
  return event.kind === 'nemesis' || event.kind === 'client';
}

function shortened(clauses: readonly string[]): string {
  let text = '';
  for (const [position, clause] of clauses.entries()) {
    const longer = position === 0 ? clause : `${text}; ${clause}`;
    if (longer.length > commentMax) return position === 0 ? `${clause.slice(0, commentMax)}…` : `${text}; …`;
    text = longer;
  }
  return text;
}
