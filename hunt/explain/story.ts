// Why a run fails, in sentences: what happened before it and mattered, and the decisions without which it would not.

import type { Case } from '../case.ts';
import { type Signature, signatureOf } from '../signature.ts';
import { type Decisions, decisionsOf } from './decisions.ts';
import { type Narration, narrate, type Told } from './narrate.ts';
import { pastOf } from './past.ts';

export interface Sentence {
  readonly event: number;
  /** µs. */
  readonly at: number;
  readonly text: string;
}

export interface Story {
  readonly signature: Signature;
  readonly narration: Narration;
  /** The last ones before the failure, in order. */
  readonly sentences: readonly Sentence[];
  /** Earlier ones, left out. */
  readonly earlier: number;
  readonly decisions: Decisions;
}

/** Null: it does not fail. `sentencesMax`: the last so many are told. */
export function storyOf(given: Case, sentencesMax: number): Story | null {
  const narration = narrate(given);
  const { run, told } = narration;
  const signature = signatureOf(run.verdict);
  if (signature === null) return null;
  const past = pastOf(
    told.map(({ event }) => event),
    run,
  );
  const isLast = ({ event }: Told): boolean => event.event === run.events;
  const inPast = told.filter((one) => past.has(one.event.event) && (one.clauses.length > 0 || isLast(one)));
  const all =
    inPast.length <= sentencesMax ? inPast : inPast.filter((one) => isLast(one) || mattersMuch(one));
  const shown = all.slice(-sentencesMax);
  return {
    signature,
    narration,
    sentences: shown.map((one) => sentenceOf(one, narration.names)),
    earlier: all.length - shown.length,
    decisions: decisionsOf(given, narration, past),
  };
}

function sentenceOf({ event, clauses }: Told, names: readonly string[]): Sentence {
  const bare = `${names[event.node - 1] ?? 'faults'}: ${event.text}`;
  return { event: event.event, at: event.at, text: clauses.length === 0 ? bare : clauses.join('; ') };
}

/** Where there is too much to tell, the daily traffic goes first. */
function mattersMuch({ clauses }: Told): boolean {
  return clauses.length > 1 || !/^(a heartbeat|entries) of|hears that|sends its heartbeats/.test(clauses[0]!);
}
