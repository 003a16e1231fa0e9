// Relations of what is expected: properties, goals and bounds.

import { settle } from '../defaults.ts';
import type { Path } from '../document.ts';
import { finding } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { isSure } from '../parts.ts';
import { didYouMean } from '../problem.ts';
import { durationOf } from '../quantity.ts';
import { exactly, rangeOf } from '../range.ts';
import { checkCondition } from './condition.ts';
import type { Relations } from './relation.ts';

export function checkExpect(relations: Relations): void {
  const { parts, report } = relations;
  const { always = [], fails } = parts.expect?.value ?? {};
  always.forEach((property, position) => {
    const path = ['expect', 'always', position];
    if (always.indexOf(property) < position) report(finding(path, `"${property}" is there twice`));
    else checkProperty(relations, property, path);
  });
  if (fails !== undefined) checkProperty(relations, fails.property, ['expect', 'fails', 'property']);
  checkEventually(relations);
  const names = parts.sometimesNames;
  names.forEach((name, position) => {
    if (name === undefined || names.indexOf(name) === position) return;
    report(
      finding(['expect', 'sometimes', position, 'name'], `another goal is called "${String(name)}" too`),
    );
  });
  parts.sometimes.forEach((goal, position) => {
    if (goal !== null) checkCondition(relations, goal.value.that, ['expect', 'sometimes', position, 'that']);
  });
}

function checkProperty({ known, report }: Relations, property: string, path: Path): void {
  if (known.properties.includes(property)) return;
  report(
    finding(path, `no property is called "${property}"`, didYouMean(nearest(property, known.properties))),
  );
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
