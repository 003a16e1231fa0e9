// What the command's exit code says, and which one wins when several things happened.

export const exitCodes = {
  ok: 0,
  failed: 1,
  badInput: 2,
  goalMissed: 3,
  nothingToRun: 4,
  notDeterministic: 5,
  inconclusive: 6,
  internalError: 70,
  skip: 125,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const meanings: readonly (readonly [ExitCode, string])[] = [
  [exitCodes.ok, 'every expectation was met'],
  [exitCodes.failed, 'something broke; a planted bug was missed; not equal; not linearizable'],
  [exitCodes.badInput, 'bad input (option, file, mistake in a scenario); nothing was done'],
  [exitCodes.goalMissed, 'a "sometimes" was never reached, or a threshold was not kept'],
  [exitCodes.nothingToRun, 'no scenario to run'],
  [exitCodes.notDeterministic, 'not deterministic: one seed, two different runs'],
  [exitCodes.inconclusive, 'a check or a run used up its budget; a request was perhaps done'],
  [exitCodes.internalError, 'internal error; how to reproduce it is printed'],
  [exitCodes.skip, 'replay --bisect only: this build cannot tell'],
  [exitCodes.interrupted, 'interrupted; the report says what was done so far'],
];

/** From the one that wins to the one that yields to all. */
const precedence: readonly ExitCode[] = [
  exitCodes.interrupted,
  exitCodes.internalError,
  exitCodes.skip,
  exitCodes.notDeterministic,
  exitCodes.badInput,
  exitCodes.failed,
  exitCodes.goalMissed,
  exitCodes.inconclusive,
  exitCodes.nothingToRun,
  exitCodes.ok,
];

/** The one to exit with when all of these apply; 0 for none. */
export function worst(codes: Iterable<ExitCode>): ExitCode {
  const happened = new Set(codes);
  return precedence.find((code) => happened.has(code)) ?? exitCodes.ok;
}

/** Which one it is when several apply. */
export function precedenceText(): string {
  return `Several at once: ${precedence.join(' > ')}.`;
}

export function exitCodeMeanings(): readonly (readonly [ExitCode, string])[] {
  return meanings;
}

/** The table, a line each, for help texts. */
export function exitCodeTable(): string {
  return ['Exit codes:', ...meanings.map(([code, text]) => `  ${String(code).padStart(3)}  ${text}`)].join(
    '\n',
  );
}
