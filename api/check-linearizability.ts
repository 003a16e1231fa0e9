// Whether a history is linearizable: those of the simulator's clients, and those of anybody's object with its model.

import { judgeCalls, type ModelVerdict } from '../sim/checkers/any-model/judge.ts';
import type { Call, Model } from '../sim/checkers/any-model/model.ts';
import { judgeHistory } from '../sim/checkers/recorded/judge-history.ts';
import type { Operation } from '../sim/history.ts';

export type { ModelVerdict } from '../sim/checkers/any-model/judge.ts';
export type { Call, CallOutcome, Model } from '../sim/checkers/any-model/model.ts';

export interface CheckOptions {
  /** Work that may be spent on each key or part before the answer is `unknown`; default 1,000,000. */
  readonly steps?: number;
}

const stepsDefault = 1_000_000;

/** A history of `simulate`: every key is an object of its own with get, put, append, cas and delete. */
export function checkLinearizability(
  history: readonly Operation[],
  model?: undefined,
  options?: CheckOptions,
): ModelVerdict;
/** Calls of an object that `model` describes. RangeError: a call whose times make no sense. */
export function checkLinearizability<State, Input, Output>(
  history: readonly Call<Input, Output>[],
  model: Model<State, Input, Output>,
  options?: CheckOptions,
): ModelVerdict;
export function checkLinearizability<State, Input, Output>(
  history: readonly Operation[] | readonly Call<Input, Output>[],
  model?: Model<State, Input, Output>,
  { steps = stepsDefault }: CheckOptions = {},
): ModelVerdict {
  return model === undefined
    ? judgeOperations(history as readonly Operation[], steps)
    : judgeCalls(model, history as readonly Call<Input, Output>[], steps);
}

function judgeOperations(history: readonly Operation[], steps: number): ModelVerdict {
  const { broken, unknown } = judgeHistory(history, new Set(), steps);
  const [first] = broken;
  if (first !== undefined) {
    const { key: part, message, operations } = first;
    return { kind: 'violated', part, message, calls: operations };
  }
  return unknown.length === 0 ? { kind: 'linearizable' } : { kind: 'unknown', parts: unknown };
}
