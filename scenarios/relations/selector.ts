// The names in selectors: nodes of the cluster, roles, and what an earlier fault keeps under `as`.

import type { Path } from '../document.ts';
import { nearest } from '../nearest.ts';
import { didYouMean } from '../problem.ts';
import type { SelectorSpec } from '../scenario.ts';
import { counts, namesIn, parseSelector, roles, type SelectorRole } from '../selector.ts';
import type { Relations } from './relation.ts';

/** `restIsThere`: whether something before it says what `rest` is the rest of. */
export function checkSelector(
  relations: Relations,
  spec: SelectorSpec,
  path: Path,
  restIsThere: boolean,
): void {
  if (typeof spec === 'string') {
    checkOne(relations, spec, path, restIsThere);
    return;
  }
  spec.forEach((one, position) => {
    checkOne(relations, one, [...path, position], restIsThere);
  });
}

/** Of a link that is there from the start: nobody leads yet, and nothing is bound. */
export function checkStandingSelector(relations: Relations, spec: SelectorSpec, path: Path): void {
  const { names } = relations;
  if (names === null) return;
  const known = [...names, ...zonesOf(relations), 'all'];
  const texts = typeof spec === 'string' ? [spec] : spec;
  texts.forEach((text, position) => {
    const parsed = parseSelector(text);
    if ('mistake' in parsed) return;
    const unknown = namesIn(parsed.syntax).find(
      ({ kind, name }) => kind === 'bound' || !known.includes(name),
    );
    if (unknown === undefined && !counts.some((count) => text.includes(`${count}(`))) return;
    const inner = typeof spec === 'string' ? path : [...path, position];
    const hint = didYouMean(nearest(unknown?.name ?? text, known));
    const message = `expected nodes that are known from the start: names, zones or all, got "${text}"`;
    relations.report({ path: inner, at: 'value', message, hint, part: null });
  });
}

function zonesOf({ parts }: Relations): readonly string[] {
  return Object.keys(parts.cluster?.value.zones ?? {});
}

/** Where nobody may be drawn at random, nor be the rest of anything. */
export function checkWithoutChance({ report }: Relations, spec: SelectorSpec, path: Path): void {
  const texts = typeof spec === 'string' ? [spec] : spec;
  texts.forEach((text, position) => {
    const found = counts.find((count) => new RegExp(`\\b${count}\\(`).test(text));
    if (found === undefined) return;
    const inner = typeof spec === 'string' ? path : [...path, position];
    const message = `${found}(…) draws nodes at random; here, who is meant must be certain`;
    report({ path: inner, at: 'value', message, hint: null, part: null });
  });
}

function checkOne(relations: Relations, text: string, path: Path, restIsThere: boolean): void {
  const parsed = parseSelector(text);
  if ('mistake' in parsed) return;
  for (const { kind, name, offset } of namesIn(parsed.syntax)) {
    const report = (message: string, length: number, words: readonly string[]): void => {
      const hint = didYouMean(nearest(name, words));
      relations.report({ path, at: 'value', message, hint, part: { offset, length } });
    };
    if (kind === 'bound') {
      const { bound } = relations.parts;
      if (bound.includes(name)) continue;
      report(`no fault keeps its nodes as "${name}"`, name.length + 1, bound);
    } else if (name === 'rest') {
      if (!restIsThere) report('there is nothing yet that this could be the rest of', name.length, []);
    } else if (!isRole(name) && relations.names !== null) {
      const known = [...relations.names, ...zonesOf(relations)];
      if (known.includes(name)) continue;
      report(`no node or role is called "${name}"`, name.length, [...known, ...roles, ...counts]);
    }
  }
}

export function isRole(name: string): name is SelectorRole {
  return roles.some((role) => role === name);
}
