// The headers that place a command in its client's session, so that it is executed once however often it is sent.

import type { IncomingHttpHeaders } from 'node:http';
import { ownSessionMin } from '../kv/commands.ts';
import type { SessionPlace } from '../kv/service.ts';
import { Problem } from './problem.ts';

export const sessionHeader = 'whitewater-session';
export const sequenceHeader = 'whitewater-sequence';
export const acknowledgedHeader = 'whitewater-acknowledged-below';

/** Null where the command is in no session. */
export function placeOf(headers: IncomingHttpHeaders): SessionPlace | null {
  const session = numberOf(headers, sessionHeader, ownSessionMin - 1);
  const sequence = numberOf(headers, sequenceHeader, Number.MAX_SAFE_INTEGER);
  const acknowledgedBelow = numberOf(headers, acknowledgedHeader, Number.MAX_SAFE_INTEGER);
  if (session === null && sequence === null && acknowledgedBelow === null) return null;
  if (session === null || sequence === null)
    throw new Problem('bad-session', `${sessionHeader} and ${sequenceHeader} belong together`);
  if (acknowledgedBelow !== null && acknowledgedBelow > sequence)
    throw new Problem(
      'bad-session',
      `${acknowledgedHeader} is ${acknowledgedBelow}, above ${sequenceHeader}`,
    );
  return { session, sequence, acknowledgedBelow: acknowledgedBelow ?? 0 };
}

function numberOf(headers: IncomingHttpHeaders, name: string, max: number): number | null {
  const given = headers[name];
  if (given === undefined) return null;
  const number = typeof given === 'string' && /^[1-9][0-9]{0,15}$/.test(given) ? Number(given) : Number.NaN;
  if (number <= max) return number;
  throw new Problem('bad-session', `${name} takes a whole number from 1 to ${max}, not ${given}`);
}
