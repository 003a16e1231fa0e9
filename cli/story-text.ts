// A story as text for the command line.

import type { Decisions } from '../hunt/explain/decisions.ts';
import type { Story } from '../hunt/explain/story.ts';
import { brokenSentence } from '../reports/failure.ts';
import { printable, wrap } from '../reports/layout.ts';
import { runInNames } from '../reports/node-names.ts';
import { counted, grouped, seconds } from '../reports/quantity.ts';

export function storyText(story: Story, columns: number): string {
  const { signature, narration, sentences, earlier, decisions } = story;
  const { run, names } = narration;
  const width = Math.min(columns, 100);
  const before = `  … ${counted(earlier, 'sentence')} before these: --all tells them; shrink makes them fewer`;
  return [
    `breaks ${signature.property} at t=${seconds(run.endedAt)}s, event ${grouped(run.events)}`,
    '',
    ...hanging('  ', brokenSentence(runInNames(run, names).verdict), width),
    '',
    'what led to it',
    ...(earlier > 0 ? [before] : []),
    ...sentences.flatMap(({ text, at }, position) =>
      hanging(`${String(earlier + position + 1).padStart(4)}. ${seconds(at)}s  `, text, width),
    ),
    '',
    ...decisionLines(decisions, width),
    '',
  ].join('\n');
}

function decisionLines({ needed, tried, untried }: Decisions, width: number): readonly string[] {
  const more = untried === 0 ? '' : `; ${grouped(untried)} earlier ones were not tried`;
  const shown = `${counted(tried, 'run')} without one each${more}`;
  if (needed.length === 0) {
    return wrap(
      `no single decision is to blame: without any one of them it fails all the same (${shown})`,
      width,
    );
  }
  const wide = Math.min(28, Math.max(...needed.map(({ name }) => name.length)));
  return [
    `without any one of these it does not come to that (${shown})`,
    ...needed.flatMap(({ name, words }) => hanging(`  ${name.padEnd(wide)}  `, words, width)),
  ];
}

/** Further lines stand under the first word. */
function hanging(head: string, text: string, columns: number): readonly string[] {
  const lines = wrap(printable(text), Math.max(20, columns - head.length));
  return lines.map((line, position) => `${position === 0 ? head : ' '.repeat(head.length)}${line}`);
}
