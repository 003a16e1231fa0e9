// What may come next on a command line: the words that a shell offers when Tab is pressed.

import { checkChoices } from './adjust.ts';
import { topicNames } from './commands/help.ts';
import { shellNames } from './completion-script.ts';
import type { Engine, EngineLoader } from './engine.ts';
import { kvActions } from './kv-options.ts';
import { listKinds } from './list-kinds.ts';
import { type CommandDeclaration, commandNames, commands, globalOptions } from './options.ts';
import { reporterNames } from './reporter-choice.ts';
import { templateNames } from './templates.ts';
import { traceFormats } from './trace-formats.ts';

/**
 * Candidates for the last word; none where files are what is meant, which shells complete themselves.
 * `words` are those after the command's own name, the last one as far as it is typed.
 */
export async function complete(
  words: readonly string[],
  loadEngine: EngineLoader,
): Promise<readonly string[]> {
  const current = words.at(-1) ?? '';
  const [first] = words;
  if (words.length <= 1) return begun([...commandNames, 'help', '--help', '--version'], current);
  if (first === 'help') {
    return words.length > 2 ? [] : begun([...commandNames, ...topicNames, 'topics'], current);
  }
  const name = commandNames.find((each) => each === first);
  if (name === undefined) return [];
  const declaration = commands[name];
  const inline = /^--([\w-]+)=(.*)$/s.exec(current);
  if (inline !== null) {
    const [, option = '', value = ''] = inline;
    const candidates = begun(await valuesOf(option, value, loadEngine), value);
    return candidates.map((candidate) => `--${option}=${candidate}`);
  }
  const before = words.at(-2) ?? '';
  const option = before.startsWith('--') ? before.slice(2) : '';
  if (declaration.options[option]?.requiresArg === true) {
    return begun(await valuesOf(option, current, loadEngine), current);
  }
  if (current.startsWith('-')) return begun(optionWords(declaration), current);
  return begun(await positionals(declaration, words.slice(1), loadEngine), current);
}

function begun(candidates: readonly string[], current: string): readonly string[] {
  return candidates.filter((candidate) => candidate.startsWith(current));
}

function optionWords({ options }: CommandDeclaration): readonly string[] {
  const all = { ...options, ...globalOptions };
  return [
    ...Object.keys(all).map((option) => (all[option]?.default === true ? `--no-${option}` : `--${option}`)),
    '--help',
  ];
}

/** By the name of the option, whichever command has it. */
async function valuesOf(
  option: string,
  current: string,
  loadEngine: EngineLoader,
): Promise<readonly string[]> {
  switch (option) {
    case 'reporter':
      return reporterWords(current);
    case 'checks':
      return checkChoices;
    case 'template':
      return templateNames;
    case 'format':
      return traceFormats;
    case 'bug':
    case 'bugs':
      return (await loadEngine()).bugs().map(({ id }) => id);
    case 'property':
    case 'properties':
      return (await loadEngine()).properties().map(({ name }) => name);
    case 'scenario':
      return (await loadEngine()).shipped();
    default:
      return [];
  }
}

/** Names after what is in the list already; a name with a file is left to the shell. */
function reporterWords(current: string): readonly string[] {
  const start = current.slice(0, current.lastIndexOf(',') + 1);
  const only = current.slice(start.length).startsWith('only:') ? 'only:' : '';
  return reporterNames.map((name) => `${start}${only}${name}`);
}

/** By the name that the usage gives to the place. */
async function positionals(
  { usage }: CommandDeclaration,
  words: readonly string[],
  loadEngine: EngineLoader,
): Promise<readonly string[]> {
  const places = [...usage.matchAll(/[<[](\w+)(\.\.)?[>\]]/g)];
  const taken = words.filter((word, position) => {
    const before = words[position - 1] ?? '';
    return !word.startsWith('-') && !(before.startsWith('--') && isValueOf(before, usage));
  });
  const place = places[Math.min(taken.length, places.length) - 1];
  switch (place?.[1]) {
    case 'scenario':
    case 'source':
    case 'a':
    case 'b':
    case 'file':
      return (await loadEngine()).shipped();
    case 'what':
      return listKinds;
    case 'word':
      return listed(words[0] ?? '', await loadEngine());
    case 'action':
      return kvActions;
    case 'shell':
      return shellNames;
    default:
      return [];
  }
}

function isValueOf(option: string, usage: string): boolean {
  const name = commandNames.find((each) => commands[each].usage === usage);
  return name !== undefined && commands[name].options[option.slice(2)]?.requiresArg === true;
}

/** What `list KIND` would show. */
function listed(kind: string, engine: Engine): readonly string[] {
  switch (kind) {
    case 'scenarios':
      return engine.shipped();
    case 'properties':
      return engine.properties().map(({ name }) => name);
    case 'bugs':
      return engine.bugs().map(({ id }) => id);
    case 'events':
      return engine.events().map(({ name }) => name);
    case 'actions':
      return engine.actions().map(({ name }) => name);
    case 'programs':
      return engine.programs();
    case 'reporters':
      return reporterNames;
    default:
      return [];
  }
}
