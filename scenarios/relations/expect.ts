// Relations of what is expected: properties, goals and bounds.

import { settle } from '../defaults.ts';
import type { Path } from '../document.ts';
import { finding } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { didYouMean } from '../problem.ts';
import { durationOf } from '../quantity.ts';
import { exactly, rangeOf } from '../range.ts';
import type { GoalSpec } from '../scenario.ts';
import { faultId } from './fault.ts';
import type { Relations } from './relation.ts';

export function checkExpect(relations: Relations): void {
  const { parts, report } = relations;
  const { expect } = parts;
  if (expect === null) return;
  const always = expect.always ?? [];
  always.forEach((property, position) => {
    const path = ['expect', 'always', position];
    if (always.indexOf(property) < position) report(finding(path, `"${property}" is there twice`));
    else checkProperty(relations, property, path);
  });
  if (expect.fails !== undefined)
    checkProperty(relations, expect.fails.property, ['expect', 'fails', 'property']);
  checkEventually(relations);
  const sometimes = expect.sometimes ?? [];
  const names = sometimes.map((goal) => goal.name);
  sometimes.forEach((goal, position) => {
    const path = ['expect', 'sometimes', position];
    if (names.indexOf(goal.name) < position) {
      report(finding([...path, 'name'], `another goal is called "${goal.name}" too`));
    }
    checkGoal(relations, goal.that, [...path, 'that']);
    if (goal.that.state !== undefined && goal.times !== undefined) {
      report(finding([...path, 'times'], 'a state has no `times`; say how many by `is`', null, 'key'));
    }
  });
}

function checkProperty({ known, report }: Relations, property: string, path: Path): void {
  if (known.properties.includes(property)) return;
  report(
    finding(path, `no property is called "${property}"`, didYouMean(nearest(property, known.properties))),
  );
}

function checkEventually({ parts, report }: Relations): void {
  if (parts.run === null) return;
  const calm = parts.run.settle === undefined ? exactly(settle) : rangeOf(parts.run.settle, durationOf);
  (parts.expect?.eventually ?? []).forEach(({ within }, position) => {
    if (rangeOf(within, durationOf).most <= calm.least) return;
    const message = `this is longer than things settle, ${calm.least / 1e6}s`;
    report(finding(['expect', 'eventually', position, 'within'], message));
  });
}

function checkGoal({ parts, known, report }: Relations, goal: GoalSpec, path: Path): void {
  const conditions = Object.keys(goal).filter((key) => key !== 'is');
  if (conditions.length !== 1) {
    const given = conditions.length === 0 ? '' : `, not ${conditions.join(', ')}`;
    report(finding(path, `a goal is one of event, message, state, fault, operation${given}`));
    return;
  }
  if (goal.state !== undefined && goal.is === undefined) {
    report(finding([...path, 'state'], 'a state needs a comparison: is: ">= 2"'));
  }
  if (goal.state === undefined && goal.is !== undefined) {
    report(finding([...path, 'is'], 'only a state is compared by `is`', null, 'key'));
  }
  const check = (key: 'event' | 'message' | 'fault', words: readonly string[] | undefined): void => {
    const given = goal[key];
    if (given === undefined || words === undefined || words.includes(given)) return;
    report(finding([...path, key], `no ${key} is called "${given}"`, didYouMean(nearest(given, words))));
  };
  check('event', known.events === undefined ? undefined : [...known.events, 'crash', 'restart']);
  check('message', known.messages);
  if (!parts.faults.includes(null)) check('fault', parts.faults.map(faultId));
}
