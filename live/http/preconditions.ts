// If-Match and If-None-Match (RFC 9110 §13.1): an entity tag is the entry's revision in quotes.

import type { IncomingHttpHeaders } from 'node:http';
import type { Condition, Revision } from '../kv/commands.ts';
import { Problem } from './problem.ts';

export function etagOf(revision: Revision): string {
  return `"${revision}"`;
}

/** Of a change. */
export function conditionOf(headers: IncomingHttpHeaders): Condition {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  refuseDates(headers);
  if (match !== undefined && noneMatch !== undefined)
    throw new Problem('bad-precondition', 'If-Match and If-None-Match exclude each other');
  if (match !== undefined) return match === '*' ? 'present' : revisionOf('If-Match', match);
  if (noneMatch === undefined) return 'always';
  if (noneMatch !== '*')
    throw new Problem('bad-precondition', `a change takes If-None-Match: *, not ${noneMatch}`);
  return 'absent';
}

/** Of a read: the revision that the client has already; 0 = none. */
export function knownRevision(headers: IncomingHttpHeaders): Revision {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  refuseDates(headers);
  if (match !== undefined) throw new Problem('bad-precondition', 'a read takes no If-Match');
  return noneMatch === undefined ? 0 : revisionOf('If-None-Match', noneMatch);
}

function revisionOf(name: string, given: string): Revision {
  const revision = /^"([1-9][0-9]*)"$/.exec(given)?.[1];
  if (revision === undefined || !Number.isSafeInteger(Number(revision)))
    throw new Problem('bad-precondition', `${name} takes one ETag as it was given, such as "12", or *`);
  return Number(revision);
}

/** Entries have revisions, no dates; a condition that nobody looks at must not seem to hold. */
function refuseDates(headers: IncomingHttpHeaders): void {
  for (const name of ['if-modified-since', 'if-unmodified-since'])
    if (headers[name] !== undefined)
      throw new Problem(
        'bad-precondition',
        `${name} is not looked at: entries have revisions, in their ETag`,
      );
}
