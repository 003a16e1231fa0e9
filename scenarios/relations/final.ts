// Of how a run must end: the nodes that it names, and whether the program shows what it asks for.

import { finding } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { isSure } from '../parts.ts';
import { didYouMean } from '../problem.ts';
import type { FinalSpec } from '../scenario.ts';
import type { Relations } from './relation.ts';

/** What each key is read from. */
const shownBy: { readonly [K in keyof FinalSpec]-?: 'standing' | 'state' } = {
  leader: 'standing',
  term: 'standing',
  roles: 'standing',
  commit: 'standing',
  logs: 'state',
  kv: 'state',
  read: 'state',
};

export function checkFinal(relations: Relations, final: FinalSpec): void {
  const { report, names } = relations;
  const path = ['expect', 'final'];
  checkProgram(relations, final);
  if (final.read !== undefined && final.kv === undefined) {
    report(finding([...path, 'read'], '`read` goes with `kv` only', null, 'key'));
  }
  if (names === null) return;
  const { leader } = final;
  const leaders = [...names, 'any', 'none'];
  if (leader !== undefined && !leaders.includes(leader)) {
    const hint = didYouMean(nearest(leader, leaders));
    report(finding([...path, 'leader'], `no node is called "${leader}"; there are also any and none`, hint));
  }
  for (const key of ['roles', 'commit', 'logs'] as const) {
    for (const node of Object.keys(final[key] ?? {})) {
      if (names.includes(node)) continue;
      const hint = didYouMean(nearest(node, names));
      report(finding([...path, key, node], `no node is called "${node}"`, hint, 'key'));
    }
  }
}

function checkProgram({ parts, known, report }: Relations, final: FinalSpec): void {
  if (!isSure(parts.protocol, 'implementation')) return;
  const program = parts.protocol.value.implementation ?? 'raft';
  const shown = known.shows?.[program];
  if (shown === undefined) return;
  for (const key of Object.keys(final) as (keyof FinalSpec)[]) {
    if (shown.includes(shownBy[key])) continue;
    const message = `the program ${program} does not show what this would be read from`;
    report(finding(['expect', 'final', key], message, null, 'key'));
  }
}
