// What an audit is: one property looked at over the whole past, from the beginning and without memory.

import type { Finding } from '../raft-checker.ts';
import type { Moment, Standing } from './chronicle.ts';
import type { Past } from './past.ts';

export type Audit = (past: Past) => Finding | null;

/** By property. */
export type Audits = { readonly [property: string]: Audit };

export function found(moment: Moment, what: string): Finding {
  const { node, event } = moment;
  return { node, message: `n${node}, at event ${event}: ${what}`, evidence: { foundAtEvent: event } };
}

/** The first moment of which the rule has something to say; '' = nothing. */
export function everyMoment(rule: (moment: Moment, at: number, past: Past) => string): Audit {
  return (past) => {
    for (let at = 0; at < past.moments.length; at++) {
      const moment = past.moments[at]!;
      const what = rule(moment, at, past);
      if (what !== '') return found(moment, what);
    }
    return null;
  };
}

/** The same for every step of a running server. */
export function everyStep(
  rule: (before: Standing, after: Standing, moment: Moment, at: number, past: Past) => string,
): Audit {
  return everyMoment((moment, at, past) => {
    const { before, after } = moment;
    return before === null || after === null ? '' : rule(before, after, moment, at, past);
  });
}

/** How every node stood and what was on its disk after each moment; the rule sees them all. */
export function everyState(
  rule: (nodes: readonly (Moment | undefined)[], at: number, past: Past) => string,
): Audit {
  return (past) => {
    const latest: (Moment | undefined)[] = [];
    for (let at = 0; at < past.moments.length; at++) {
      const moment = past.moments[at]!;
      latest[moment.node] = moment;
      const what = rule(latest, at, past);
      if (what !== '') return found(moment, what);
    }
    return null;
  };
}
