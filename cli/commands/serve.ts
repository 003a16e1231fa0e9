// `whitewater serve`: one server of a real cluster, until it is told to stop or cannot go on.

import { KvMachine } from '../../live/kv/kv-machine.ts';
import type { LiveEvent } from '../../live/server/live-event.ts';
import type { LiveServer } from '../../live/server/live-server.ts';
import { openServer } from '../../live/server/open-server.ts';
import { StorageRefused } from '../../live/storage/damage.ts';
import { textOfAddress } from '../../live/tcp/tcp-transport.ts';
import type { Args } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { reasonOf } from '../reason.ts';
import { type ServeSettings, serveSettings } from '../serve-settings.ts';

export async function serveCommand(args: Args, io: Io): Promise<ExitCode> {
  const settings = serveSettings(args, io.cwd);
  let onEnd: (code: ExitCode) => void = () => {};
  const ended = new Promise<ExitCode>((resolve) => {
    onEnd = resolve;
  });
  const server = await opened(settings, (event) => {
    if (event.kind !== 'synced') io.stderr.write(`${JSON.stringify(event)}\n`);
    if (event.kind === 'halted') onEnd(exitCodes.failed);
  });
  const forget = io.onInterrupt(() => onEnd(exitCodes.ok));
  try {
    await started(server, settings);
    const peers = textOfAddress(settings.addresses.get(settings.id)!);
    io.stdout.write(`server ${settings.id} of cluster ${settings.cluster} listens to peers at ${peers}\n`);
    return await ended;
  } finally {
    await server.stop();
    forget();
  }
}

async function opened(settings: ServeSettings, onEvent: (event: LiveEvent) => void): Promise<LiveServer> {
  try {
    return await openServer({ ...settings, machine: new KvMachine(), onEvent });
  } catch (error) {
    if (error instanceof StorageRefused) throw new BadInput(error.message);
    if (isOfSystem(error)) throw new BadInput(`cannot use ${settings.data}: ${reasonOf(error)}`);
    throw error;
  }
}

async function started(server: LiveServer, settings: ServeSettings): Promise<void> {
  try {
    await server.start();
  } catch (error) {
    if (!isOfSystem(error)) throw error;
    const place = textOfAddress(settings.addresses.get(settings.id)!);
    throw new BadInput(`cannot listen to peers at ${place}: ${reasonOf(error)}`);
  }
}

/** Something that the system refused. */
function isOfSystem(error: unknown): boolean {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string';
}
