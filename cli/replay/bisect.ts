// `replay --bisect`: what git bisect asks of a build. 0: the run does not fail. 1: it fails as it was kept. 125: this
// build cannot tell.

import { brokenSentence } from '../../reports/failure.ts';
import { brokenProperty } from '../../reports/record.ts';
import type { Run } from '../../sim/verdict.ts';
import { exitCodes } from '../exit-code.ts';

export interface Sentence {
  readonly exitCode: typeof exitCodes.ok | typeof exitCodes.failed | typeof exitCodes.skip;
  readonly words: string;
}

/** `fails`: what broke in the run that was kept; null: nothing is known, any failure is it. */
export function bisectSentence({ verdict }: Run, fails: string | null): Sentence {
  const broken = brokenProperty(verdict);
  if (verdict.kind === 'inconclusive') return skip(`the run is inconclusive: ${verdict.reason}`);
  if (broken === null) return { exitCode: exitCodes.ok, words: `good: ${fails ?? 'nothing'} does not break` };
  if (fails === null || broken === fails) {
    return { exitCode: exitCodes.failed, words: `bad: ${broken} breaks: ${brokenSentence(verdict)}` };
  }
  return skip(`it breaks otherwise: ${broken} instead of ${fails}: ${brokenSentence(verdict)}`);
}

export function skip(words: string): Sentence {
  return { exitCode: exitCodes.skip, words: `skip: ${words}` };
}
