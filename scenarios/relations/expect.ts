// Relations of what is expected: properties, goals and bounds.

import { settle } from '../defaults.ts';
import type { Path } from '../document.ts';
import { finding } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { isSure } from '../parts.ts';
import { didYouMean } from '../problem.ts';
import { durationOf } from '../quantity.ts';
import { exactly, rangeOf } from '../range.ts';
import type { GoalSpec } from '../scenario.ts';
import { faultId } from './fault.ts';
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
  const names = parts.sometimes.map((goal) => goal?.value.name);
  parts.sometimes.forEach((goal, position) => {
    if (goal === null) return;
    const { name, that, times } = goal.value;
    const path = ['expect', 'sometimes', position];
    if (names.indexOf(name) < position) {
      report(finding([...path, 'name'], `another goal is called "${name}" too`));
    }
    checkGoal(relations, that, [...path, 'that']);
    if (that.state !== undefined && times !== undefined) {
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
  if (!isSure(parts.run, 'settle')) return;
  const given = parts.run.value.settle;
  const calm = given === undefined ? exactly(settle) : rangeOf(given, durationOf);
  parts.eventually.forEach((goal, position) => {
    if (goal === null || rangeOf(goal.value.within, durationOf).most <= calm.least) return;
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
  if (parts.faults.every((fault) => isSure(fault, 'id'))) {
    check(
      'fault',
      parts.faults.map((fault, position) => faultId(fault?.value ?? null, position)),
    );
  }
}
