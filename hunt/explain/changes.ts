// What a step changed in the standing of its node, and what it told clients, clause by clause.

import type { TraceEvent, TraceStanding } from '../../sim/trace.ts';

export function nameOf(node: number, names: readonly string[]): string {
  return names[node - 1] ?? `n${node}`;
}

/** `, its log ends at entry 4 of term 2` */
export function withLog(standing: TraceStanding | null): string {
  if (standing === null) return '';
  return `; its log ${logWords(standing.lastLogIndex, standing.lastLogTerm)}`;
}

export function logWords(index: number, term: number): string {
  return index === 0 ? 'is empty' : `ends at entry ${index} of term ${term}`;
}

/** What clients are told in this event. */
export function answers({ effects }: TraceEvent, name: string): readonly string[] {
  return effects.flatMap((effect) => {
    const [, client, outcome] = /^answer (c\d+)\.\d+ (.*)$/.exec(effect) ?? [];
    return client === undefined ? [] : [`${name} answers ${client}: ${outcome}`];
  });
}

/** How the standing of the node moved. */
export function changes(
  { standing, effects }: TraceEvent,
  before: TraceStanding | null,
  name: string,
): readonly string[] {
  if (standing === null || before === null) return [];
  const found: string[] = [];
  if (standing.role === 'leader' && before.role !== 'leader')
    found.push(`${name} leads term ${standing.term}`);
  if (standing.role !== 'leader' && before.role === 'leader') found.push(`${name} leads no more`);
  const cut = effects.find((effect) => effect.startsWith('write truncate'));
  if (cut !== undefined) found.push(`${name} cuts its log ${cut.replace('write truncate ', '')}`);
  const isLonger = standing.lastLogIndex > before.lastLogIndex;
  if (isLonger || standing.lastLogTerm !== before.lastLogTerm || cut !== undefined) {
    const { lastLogIndex, lastLogTerm } = standing;
    if (effects.some((effect) => effect.startsWith('write append')))
      found.push(`${name} has entry ${lastLogIndex} of term ${lastLogTerm}`);
  }
  if (standing.commitIndex > before.commitIndex) found.push(`${name} commits entry ${standing.commitIndex}`);
  if (standing.commitIndex < before.commitIndex)
    found.push(`${name} takes its commit index back to ${standing.commitIndex}`);
  return found;
}
