// Relations of what is expected: properties, goals and bounds.

import type { EventuallyName } from '../../sim/plan.ts';
import { settle } from '../defaults.ts';
import type { Path } from '../document.ts';
import { finding } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { isSure } from '../parts.ts';
import { didYouMean } from '../problem.ts';
import { propertyAliases, propertyOf } from '../property.ts';
import { durationOf } from '../quantity.ts';
import { exactly, rangeOf } from '../range.ts';
import { eventuallyNames } from '../schema/expect.ts';
import { checkCondition } from './condition.ts';
import { checkFinal } from './final.ts';
import type { Relations } from './relation.ts';

export function checkExpect(relations: Relations): void {
  const { parts, report } = relations;
  const { always = [], fails, final } = parts.expect?.value ?? {};
  always.forEach((property, position) => {
    const path = ['expect', 'always', position];
    const first = always.findIndex((other) => propertyOf(other) === propertyOf(property));
    if (first < position) report(finding(path, `"${property}" is there twice`));
    else checkProperty(relations, property, [], path);
  });
  if (fails !== undefined) checkFails(relations, fails.property, always);
  if (final !== undefined) checkFinal(relations, final);
  checkEventually(relations);
  checkConditions(relations, 'sometimes');
  checkConditions(relations, 'never');
}

function checkConditions(relations: Relations, section: 'sometimes' | 'never'): void {
  const { parts, report } = relations;
  const names = section === 'sometimes' ? parts.sometimesNames : parts.neverNames;
  names.forEach((name, position) => {
    if (name === undefined || names.indexOf(name) === position) return;
    report(finding(['expect', section, position, 'name'], `another goal is called "${String(name)}" too`));
  });
  parts[section].forEach((goal, position) => {
    if (goal !== null) checkCondition(relations, goal.value.that, ['expect', section, position, 'that']);
  });
}

function checkProperty(
  { known, report }: Relations,
  property: string,
  more: readonly string[],
  path: Path,
): void {
  const words = [...known.properties, ...propertyAliases, ...more];
  if (known.properties.includes(propertyOf(property)) || more.includes(property)) return;
  report(finding(path, `no property is called "${property}"`, didYouMean(nearest(property, words))));
}

/** What may break beside properties: a goal of this file, or the program itself. */
function checkFails(relations: Relations, property: string, always: readonly string[]): void {
  const { parts, known, report } = relations;
  const path = ['expect', 'fails', 'property'];
  const goals: readonly unknown[] = [
    ...parts.eventuallyNames,
    ...(parts.expect?.value.final === undefined ? [] : ['final']),
    ...parts.neverNames.map((name) => `never ${String(name)}`),
  ];
  if (goals.includes(property) || property === 'crashed') return;
  if (eventuallyNames.includes(property as EventuallyName)) {
    report(finding(path, `"${property}" can fail only where it is expected: it is not among \`eventually\``));
    return;
  }
  checkProperty(relations, property, [...goals.map(String), 'crashed'], path);
  if (!known.properties.includes(propertyOf(property)) || always.length === 0) return;
  if (always.some((other) => propertyOf(other) === propertyOf(property))) return;
  report(finding(path, `"${property}" is not among what \`always\` names, so that nothing could break it`));
}

function checkEventually({ parts, report }: Relations): void {
  if (!isSure(parts.run, 'settle')) return;
  const given = parts.run.value.settle;
  const calm = given === undefined ? exactly(settle) : rangeOf(given, durationOf);
  parts.eventually.forEach((goal, position) => {
    if (goal === null || rangeOf(goal.value.within, durationOf).most <= calm.least) return;
    const message = `this is longer than things settle, ${calm.least / 1e6}s`;
    report(finding(['expect', 'eventually', position, 'within'], message));
  });
}
