// Whether a history of anybody's object is linearizable, part by part; where it is not, after how little of it that
// shows, and which calls cannot be ordered.

import type { Call, CallOutcome, Model } from './model.ts';
import { type Candidate, findOrder } from './search.ts';

export type ModelVerdict =
  | { readonly kind: 'linearizable' }
  | {
      readonly kind: 'violated';
      readonly part: string;
      readonly message: string;
      /** Places in the history: the call at whose return it showed, last, and those that overlap it. */
      readonly calls: readonly number[];
    }
  /** The budget was used up at these parts. */
  | { readonly kind: 'unknown'; readonly parts: readonly string[] };

/** `steps` for each part. Throws a RangeError that names a call whose times or outcome make no sense. */
export function judgeCalls<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: readonly Call<Input, Output>[],
  steps: number,
): ModelVerdict {
  const parts = new Map<string, Candidate<Input, Output>[]>();
  history.forEach((call, id) => {
    const candidate = candidateOf(call, id);
    if (candidate === null) return;
    const name = model.part?.(call.input) ?? '';
    const own = parts.get(name);
    if (own === undefined) parts.set(name, [candidate]);
    else own.push(candidate);
  });
  const unknown: string[] = [];
  for (const [part, calls] of parts) {
    calls.sort((a, b) => a.invoked - b.invoked || a.id - b.id);
    const answer = findOrder(model, calls, steps);
    if (answer === 'no-order') return violated(model, part, calls, steps);
    if (answer === 'budget') unknown.push(part);
  }
  return unknown.length === 0 ? { kind: 'linearizable' } : { kind: 'unknown', parts: unknown };
}

/** Null: without effect, so it may be left out. */
function candidateOf<Input, Output>(call: Call<Input, Output>, id: number): Candidate<Input, Output> | null {
  const { input, output, invoked, returned } = call;
  const outcome: CallOutcome = call.outcome ?? (returned === undefined ? 'unknown' : 'ok');
  if (!Number.isFinite(invoked)) throw new RangeError(`call ${id}: it was invoked at ${invoked}`);
  if (outcome === 'failed') return null;
  const isSure = outcome === 'ok';
  if (!isSure) return { id, input, output: undefined, invoked, returned: Number.POSITIVE_INFINITY, isSure };
  if (returned === undefined || !(returned >= invoked)) {
    throw new RangeError(`call ${id}: it is ok, was invoked at ${invoked} and returned at ${returned}`);
  }
  return { id, input, output, invoked, returned, isSure };
}

/** A beginning of a linearizable history is linearizable: the first return without an order is found by halving. */
function violated<State, Input, Output>(
  model: Model<State, Input, Output>,
  part: string,
  calls: readonly Candidate<Input, Output>[],
  steps: number,
): ModelVerdict {
  const returns = calls.filter(({ isSure }) => isSure).sort((a, b) => a.returned - b.returned);
  let low = -1;
  let high = returns.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const answer = findOrder(model, beginning(calls, returns[middle]!.returned), steps);
    if (answer === 'no-order') high = middle;
    else low = middle;
  }
  const last = returns[high]!;
  const rivals = calls.filter((call) => call !== last && overlap(call, last));
  const words = describe(model, last);
  const message = `no order of the calls explains ${words}, beside ${rivals.length} that overlap it`;
  return { kind: 'violated', part, message, calls: [...rivals, last].map(({ id }) => id) };
}

/** What had happened by then; what had not returned may or may not have taken effect. */
function beginning<Input, Output>(
  calls: readonly Candidate<Input, Output>[],
  at: number,
): readonly Candidate<Input, Output>[] {
  return calls
    .filter(({ invoked }) => invoked <= at)
    .map((call) =>
      call.returned <= at
        ? call
        : { ...call, output: undefined, isSure: false, returned: Number.POSITIVE_INFINITY },
    );
}

function overlap<Input, Output>(a: Candidate<Input, Output>, b: Candidate<Input, Output>): boolean {
  return a.invoked <= b.returned && b.invoked <= a.returned;
}

function describe<State, Input, Output>(
  model: Model<State, Input, Output>,
  { input, output }: Candidate<Input, Output>,
): string {
  return model.describe?.(input, output) ?? `${JSON.stringify(input)} → ${JSON.stringify(output)}`;
}
