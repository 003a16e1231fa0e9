// A worker without a thread, for programs that no other thread could be told of.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Spawn } from './hand.ts';
import { work } from './work.ts';

/** Cases are run in between whatever else the process does, one batch at a time. */
export function here(scenarios: readonly Scenario[]): Spawn {
  return (events) => {
    let isEnded = false;
    return {
      give: (cases) => {
        setImmediate(() => {
          if (isEnded) return;
          events.onReport({ outcomes: work(cases, scenarios, () => {}), tookMs: 0 });
        });
      },
      running: () => 0,
      end: () => {
        isEnded = true;
        return Promise.resolve();
      },
    };
  };
}
