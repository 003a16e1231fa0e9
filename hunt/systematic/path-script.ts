// A path of an exploration as the steps of a script, which say the same to whoever reads them.

import type { ScriptStepSpec } from '../../scenarios/scenario.ts';
import type { Command } from '../../sim/kv-model.ts';
import type { Plan } from '../../sim/plan.ts';
import { programKind } from '../../sim/registry.ts';
import type { Move, Path } from '../../sim/search/systematic/move.ts';
import { Stage } from '../../sim/search/systematic/stage.ts';
import { callSpecOf } from '../call-spec.ts';
import { withStallsFitted } from '../shrink/stalls.ts';

export function scriptOf(plan: Plan, path: Path, commands: readonly Command[]): readonly ScriptStepSpec[] {
  // Played again without checks, to see what waits where each message is taken.
  const stage = new Stage(plan, programKind(plan.program), [], commands);
  const steps: ScriptStepSpec[] = [];
  for (const move of path) {
    const step = stepOf(move, stage, plan.names, commands);
    if ('dies' in move && move.dies) {
      const name = plan.names[move.node - 1]!;
      steps.push({ fault: { do: 'disk', nodes: name, fault: 'stall', for: '15ms' } });
      steps.push(step, { crash: name, lose: 'unsynced' });
    } else steps.push(step);
    stage.play(move);
  }
  return withStallsFitted(steps);
}

function stepOf(
  move: Move,
  stage: Stage,
  names: readonly string[],
  commands: readonly Command[],
): ScriptStepSpec {
  const name = names[move.node - 1]!;
  switch (move.kind) {
    case 'timeout':
      return { timeout: name };
    case 'heartbeat':
      return { heartbeat: name };
    case 'crash':
      return { crash: name, lose: 'nothing' };
    case 'restart':
      return { restart: name };
    case 'call':
      return { call: callSpecOf(commands[move.call]!, `c${move.call + 1}`, name) };
    case 'deliver': {
      const waiting = stage.simulation.scene.mailbox.all().map(({ message }) => message);
      const { kind, from, to } = waiting[move.position]!;
      const nth = waiting
        .slice(0, move.position + 1)
        .filter((other) => other.kind === kind && other.from === from && other.to === to).length;
      const deliver = { message: kind, from: names[from - 1]!, to: name };
      return {
        deliver: {
          ...deliver,
          ...(nth === 1 ? {} : { nth }),
          ...(move.keeps ? { keep: true as const } : {}),
        },
      };
    }
  }
}
