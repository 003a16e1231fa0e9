// `whitewater serve`: one server of a real cluster, until it is told to stop or cannot go on.

import { RunningServer } from '../../live/server/running-server.ts';
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
  const told = new Promise<void>((resolve) => io.onInterrupt(resolve));
  const server = await started(settings);
  const { id, cluster, addresses, clientsAt } = settings;
  const peers = textOfAddress(addresses.get(id)!);
  const clients = textOfAddress(clientsAt);
  io.stdout.write(
    `server ${id} of cluster ${cluster} listens to peers at ${peers}, to clients at ${clients}\n`,
  );
  await told;
  const { halted } = server;
  await server.stop();
  return halted === null ? exitCodes.ok : exitCodes.failed;
}

async function started(settings: ServeSettings): Promise<RunningServer> {
  try {
    return await RunningServer.start(settings);
  } catch (error) {
    if (error instanceof StorageRefused) throw new BadInput(error.message);
    if (!isOfSystem(error)) throw error;
    if (error.syscall !== 'listen') throw new BadInput(`cannot use ${settings.data}: ${reasonOf(error)}`);
    const { id, addresses, clientsAt } = settings;
    const isOfClients = error.port === clientsAt.port;
    const place = textOfAddress(isOfClients ? clientsAt : addresses.get(id)!);
    throw new BadInput(
      `cannot listen to ${isOfClients ? 'clients' : 'peers'} at ${place}: ${reasonOf(error)}`,
    );
  }
}

/** Something that the system refused. */
function isOfSystem(error: unknown): error is NodeJS.ErrnoException & { readonly port?: number } {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string';
}
