// What a step expects, in words.

import type { Comparison } from '../../sim/condition.ts';
import type { Expectation } from '../../sim/expectation.ts';
import { messageWords } from './condition.ts';

/** `n1 leader, term 2, log [1, 2], commit 1` */
export function expectationWords(expectation: Expectation, names: readonly string[]): string {
  switch (expectation.kind) {
    case 'node': {
      const { node, role, term, vote, log, commit, applied } = expectation;
      const words = [
        role,
        compared('term', term),
        vote === null ? null : `vote ${vote === 0 ? 'nobody' : names[vote - 1]}`,
        log === null ? null : `log [${log.join(', ')}]`,
        compared('commit', commit),
        compared('applied', applied),
      ];
      return `${names[node - 1]} ${words.filter((word) => word !== null).join(', ')}`;
    }
    case 'waiting':
      return `${compared('waiting', expectation.count)}: ${messageWords(expectation.which, names)}`;
    case 'client': {
      const { client, last, value } = expectation;
      const read = value === undefined ? null : `value ${value ?? 'nothing'}`;
      return `c${client} ${[last, read].filter((word) => word !== null).join(', ')}`;
    }
  }
}

function compared(name: string, comparison: Comparison | null): string | null {
  if (comparison === null) return null;
  const { operator, value } = comparison;
  return `${name} ${operator === '=' ? '' : `${operator} `}${value}`;
}
