// The filters of `whitewater trace`, from words to a selection.

import { eventKindNames } from '../reports/trace/read-event.ts';
import type { Trace } from '../reports/trace/read-trace.ts';
import { everything, initials, messageKinds, type Selection } from '../reports/trace/selection.ts';
import { readDuration } from '../scenarios/quantity.ts';
import { type Args, text, texts } from './args.ts';
import { BadInput } from './bad-input.ts';
import { didYouMean } from './did-you-mean.ts';

const contextDefault = 20;

const filters = ['node', 'client', 'kind', 'type', 'from', 'to', 'around', 'causes-of'];

export function hasFilter(args: Args): boolean {
  return filters.some((name) => args[name] !== undefined);
}

export function selectionOf(args: Args, trace: Trace): Selection {
  const { header, events } = trace;
  const around = eventOf(args, 'around', trace);
  const context = text(args, 'context');
  if (context !== null && around === null) throw new BadInput('--context goes with --around');
  const kinds = messageKinds(events);
  const [from, to] = [instantOf(args, 'from') ?? everything.from, instantOf(args, 'to') ?? everything.to];
  if (from > to) throw new BadInput(`--to ${text(args, 'to')} comes before --from ${text(args, 'from')}`);
  return {
    ...everything,
    nodes: words(args, 'node').map((word) => nodeOf(word, header.names)),
    clients: words(args, 'client').map((word) => clientOf(word, header.clients)),
    kinds: words(args, 'kind').map((word) => known('kind', word, eventKindNames)),
    types: words(args, 'type').flatMap((word) => typesOf(word, kinds)),
    from,
    to,
    around: around === null ? null : { event: around, context: contextOf(context) },
    causesOf: eventOf(args, 'causes-of', trace),
  };
}

/** `n1,n3`, or the option again. */
function words(args: Args, name: string): readonly string[] {
  return texts(args, name).flatMap((value) => {
    const each = value.split(',').map((word) => word.trim());
    if (each.includes(''))
      throw new BadInput(`--${name} cannot be "${value}"`, 'name them with commas between');
    return each;
  });
}

function known(option: string, word: string, all: readonly string[]): string {
  if (all.includes(word)) return word;
  throw new BadInput(
    `--${option} cannot be "${word}"`,
    didYouMean(word, all) ?? (all.length === 0 ? null : `it is one of ${all.join(', ')}`),
  );
}

/** By name, or by number. */
function nodeOf(word: string, names: readonly string[]): number {
  const position = names.indexOf(word);
  if (position >= 0) return position + 1;
  const number = Number(/^n?(\d+)$/.exec(word)?.[1] ?? 0);
  if (number >= 1 && number <= names.length) return number;
  return names.indexOf(known('node', word, names)) + 1;
}

function clientOf(word: string, clients: number): number {
  const number = Number(/^c?(\d+)$/.exec(word)?.[1] ?? 0);
  if (number >= 1 && number <= clients) return number;
  throw new BadInput(`there is no client "${word}"`, `clients are 1 to ${clients}`);
}

/** `AppendEntries`, or `AE`. */
function typesOf(word: string, kinds: readonly string[]): readonly string[] {
  const wanted = word.toLowerCase();
  const found = kinds.filter(
    (kind) => kind.toLowerCase() === wanted || initials(kind).toLowerCase() === wanted,
  );
  return found.length > 0 ? found : [known('type', word, [...kinds, ...kinds.map(initials)])];
}

/** `2s`, `1500ms`, or seconds as the lanes print them: `4.318`. */
function instantOf(args: Args, name: string): number | null {
  const given = text(args, name);
  if (given === null) return null;
  const reading = readDuration(/^\d+(\.\d+)?$/.test(given) ? `${given}s` : given);
  if ('value' in reading && reading.value >= 0) return reading.value;
  throw new BadInput(`--${name} cannot be "${given}"`, 'a time is written 2s, 1500ms or 4.318');
}

function eventOf(args: Args, name: string, { events, end }: Trace): number | null {
  const given = text(args, name);
  if (given === null) return null;
  const number = Number(/^[e#]?(\d+)$/.exec(given)?.[1] ?? Number.NaN);
  if (Number.isNaN(number))
    throw new BadInput(`--${name} cannot be "${given}"`, 'an event is written e9127 or 9127');
  if (events.some(({ event }) => event === number)) return number;
  const isThere = number >= 1 && number <= end.events;
  throw new BadInput(
    isThere ? `event ${number} was left out of this trace` : `there is no event ${number}`,
    isThere ? 'use the whole trace' : `events are 1 to ${end.events}`,
  );
}

function contextOf(given: string | null): number {
  if (given === null) return contextDefault;
  if (/^\d{1,9}$/.test(given)) return Number(given);
  throw new BadInput(`--context cannot be "${given}"`, 'it is how many events to show before and after');
}
