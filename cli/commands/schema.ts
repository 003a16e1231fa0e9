// `whitewater schema`: the JSON Schema of scenario files.

import type { EngineLoader } from '../engine.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';

export async function schemaCommand(io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const engine = await loadEngine();
  io.stdout.write(`${JSON.stringify(engine.jsonSchema(), null, 2)}\n`);
  return exitCodes.ok;
}
