// `whitewater help <topic>`: short pages on what is no command.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../bad-input.ts';
import { didYouMean } from '../did-you-mean.ts';
import { environmentTable } from '../environment.ts';
import { exitCodeTable, precedenceText } from '../exit-code.ts';
import { commandNames } from '../options.ts';
import { packageRoot } from '../shipped.ts';

export const topics = [
  { name: 'scenarios', description: 'how a scenario is written' },
  { name: 'properties', description: 'what a run is judged by' },
  { name: 'determinism', description: 'why a seed is all it takes' },
  { name: 'exit-codes', description: 'what the exit code says' },
  { name: 'environment', description: 'variables that the command heeds' },
] as const;

export type Topic = (typeof topics)[number]['name'];

export const topicNames: readonly Topic[] = topics.map(({ name }) => name);

/** The page; a word that is neither a topic nor a command is refused. */
export function helpPage(word: string): string {
  if (word === 'topics') {
    const rows = topics.map(({ name, description }) => `  ${name.padEnd(12)}  ${description}`);
    return `Topics, for whitewater help <topic>:\n${rows.join('\n')}\n`;
  }
  const topic = topicNames.find((each) => each === word);
  switch (topic) {
    case undefined:
      throw new BadInput(
        `there is no help on "${word}"`,
        didYouMean(word, [...topicNames, ...commandNames, 'topics']) ??
          `the topics are ${topicNames.join(', ')}; or name a command`,
      );
    case 'exit-codes':
      return `${exitCodeTable()}\n\n${precedenceText()}\n`;
    case 'environment':
      return `${environmentTable()}\n`;
    case 'scenarios':
    case 'properties':
    case 'determinism':
      return plain(readFileSync(join(packageRoot(), 'docs', 'help', `${topic}.md`), 'utf8'));
    default: {
      const none: never = topic;
      throw new Error(`no topic ${String(none)}`);
    }
  }
}

/** Without the marks that only Markdown needs. */
function plain(markdown: string): string {
  return markdown.replace(/^# /, '').replace(/^```.*\n/gm, '');
}
