// Logs, terms and votes to begin with: such as a run of Raft could have left them.

import { finding } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { didYouMean } from '../problem.ts';
import type { InitialSection } from '../scenario.ts';
import type { Relations } from './relation.ts';

export function checkInitial(relations: Relations): void {
  const { parts, names } = relations;
  const initial = parts.cluster?.value.initial;
  if (initial === undefined || names === null) return;
  if (!checkNames(relations, initial, names)) return;
  const logs = names.map((name) => initial.logs?.[name] ?? []);
  if (!checkLogs(relations, names, logs)) return;
  checkTerms(relations, initial, names, logs);
  checkCommit(relations, initial, logs);
}

function checkNames({ report }: Relations, initial: InitialSection, names: readonly string[]): boolean {
  let isGood = true;
  const check = (path: readonly string[], name: string, at: 'key' | 'value'): void => {
    if (names.includes(name)) return;
    isGood = false;
    const hint = didYouMean(nearest(name, names));
    report(finding(['cluster', 'initial', ...path], `no node is called "${name}"`, hint, at));
  };
  for (const key of ['logs', 'terms', 'votes'] as const) {
    for (const name of Object.keys(initial[key] ?? {})) check([key, name], name, 'key');
  }
  for (const [voter, name] of Object.entries(initial.votes ?? {})) check(['votes', voter], name, 'value');
  return isGood;
}

/** Terms rise, and logs that share an entry share all before it (Log Matching, §5.3). */
function checkLogs(
  { report }: Relations,
  names: readonly string[],
  logs: readonly (readonly number[])[],
): boolean {
  let isGood = true;
  const complain = (name: string, message: string): void => {
    isGood = false;
    report(finding(['cluster', 'initial', 'logs', name], message));
  };
  logs.forEach((log, position) => {
    const falls = log.findIndex((term, index) => index > 0 && term < log[index - 1]!);
    if (falls > 0) complain(names[position]!, `the terms of a log never fall, as at index ${falls + 1}`);
    const other = logs.slice(0, position).findIndex((one) => partsBeforeShared(one, log));
    if (other >= 0) {
      complain(names[position]!, `it shares an entry with ${names[other]}, but not all before it (§5.3)`);
    }
  });
  return isGood;
}

function partsBeforeShared(one: readonly number[], other: readonly number[]): boolean {
  let areEqual = true;
  for (let index = 0; index < Math.min(one.length, other.length); index++) {
    if (one[index] !== other[index]) areEqual = false;
    else if (!areEqual) return true;
  }
  return false;
}

/** Nobody may win again a term of which there are entries (Election Safety, §5.2). */
function checkTerms(
  { report }: Relations,
  { terms = {}, votes = {} }: InitialSection,
  names: readonly string[],
  logs: readonly (readonly number[])[],
): void {
  const highest = Math.max(0, ...logs.flat());
  const termOf = (name: string): number => terms[name] ?? highest;
  for (const [position, name] of names.entries()) {
    const last = logs[position]!.at(-1) ?? 0;
    if (termOf(name) >= last) continue;
    report(finding(['cluster', 'initial', 'terms', name], `its log has an entry of term ${last}`));
    return;
  }
  const majority = Math.floor(names.length / 2) + 1;
  for (const term of new Set(logs.flat())) {
    const behind = names.find((name) => termOf(name) < term);
    if (behind === undefined) continue;
    const bound = names.filter((name) => termOf(name) > term || (termOf(name) === term && name in votes));
    if (bound.length >= majority) continue;
    const message = `${behind} could be elected in term ${term}, of which there are entries: give a majority a higher term, or votes in it`;
    report(finding(['cluster', 'initial', 'terms'], message));
    return;
  }
}

function checkCommit(
  { report }: Relations,
  { commit = 0 }: InitialSection,
  logs: readonly (readonly number[])[],
): void {
  if (commit === 0) return;
  const majority = Math.floor(logs.length / 2) + 1;
  const starts = logs.filter((log) => log.length >= commit).map((log) => log.slice(0, commit).join(' '));
  if (starts.some((one) => starts.filter((other) => other === one).length >= majority)) return;
  report(
    finding(['cluster', 'initial', 'commit'], `no majority of the logs shares its first ${commit} entries`),
  );
}
