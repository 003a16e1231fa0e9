// What a failed live run has to tell beyond its checks: how replicas died, with their last words, and the responses
// that count as incorrect.

import type { LiveFacts } from '../sim/verdict.ts';
import { printable, wrap } from './layout.ts';
import type { Palette } from './palette.ts';
import { grouped, seconds } from './quantity.ts';

const wordsShown = 20;
const mishapsShown = 5;

/** Lines without newlines, a blank one after each part; none where there is nothing to tell. */
export function liveLines({ deaths, mishaps }: LiveFacts, palette: Palette): readonly string[] {
  const died = deaths.flatMap(({ replica, at, how, stderr }) => [
    ...told(`${replica} died at t=${seconds(at)}s: ${how}`, palette),
    ...lastWords(stderr),
  ]);
  const said = mishaps
    .slice(0, mishapsShown)
    .flatMap(({ replica, at, event, why }) =>
      told(`${replica} at t=${seconds(at)}s, event ${event}: ${why}`, palette),
    );
  const more = mishaps.length - mishapsShown;
  if (more > 0) said.push(`    and ${grouped(more)} more`);
  return [
    ...(died.length === 0 ? [] : ['  replicas that died', ...died, '']),
    ...(said.length === 0 ? [] : ['  incorrect responses', ...said, '']),
  ];
}

function lastWords(stderr: string): readonly string[] {
  const lines = stderr.trimEnd().split('\n');
  if (stderr.trim() === '') return ['      it wrote nothing to stderr'];
  const cut = lines.length > wordsShown ? [`its stderr ended with`] : ['its stderr'];
  return [
    ...cut.map((line) => `      ${line}:`),
    ...lines.slice(-wordsShown).map((line) => `        ${printable(line)}`),
  ];
}

function told(text: string, palette: Palette): readonly string[] {
  return wrap(printable(text), palette.columns - 4).map((line, position) =>
    position === 0 ? `    ${line}` : `      ${line}`,
  );
}
