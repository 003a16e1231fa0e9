// A server of a real cluster on this machine: its data directory taken and read, its transport ready to start.

import type { EntryMachine } from '../../raft/entry-machine.ts';
import type { Options } from '../../raft/options.ts';
import type { NodeId } from '../../raft/units.ts';
import type { Files } from '../storage/files.ts';
import { openDirectory } from '../storage/open-directory.ts';
import { type Address, TcpTransport, type TlsSettings } from '../tcp/tcp-transport.ts';
import type { OnEvent } from './live-event.ts';
import { LiveServer } from './live-server.ts';
import { serverOptions } from './options.ts';
import type { Transport } from './ports.ts';

export interface ServerSettings {
  /** Servers of other clusters are not listened to. */
  readonly cluster: string;
  readonly id: NodeId;
  /** Where each member, this one included, listens to the others. */
  readonly addresses: ReadonlyMap<NodeId, Address>;
  readonly data: string;
  /** Where clients are served: told to peers, so that they can send clients on. */
  readonly clients: string;
  readonly tls: TlsSettings | null;
  readonly machine: EntryMachine;
  readonly onEvent: OnEvent;
  readonly options?: Options;
  readonly files?: Files;
  /** What is put around the transport, to see what passes. */
  readonly dress?: (transport: Transport) => Transport;
}

/** Throws a `StorageRefused` for a data directory that is not to be used. */
export async function openServer(settings: ServerSettings): Promise<LiveServer> {
  const { cluster, id, addresses, data, clients, tls, machine, onEvent } = settings;
  const members = [...addresses.keys()].sort((one, other) => one - other);
  const bare = new TcpTransport({ cluster, id, addresses, clients, tls, onEvent });
  const transport = settings.dress?.(bare) ?? bare;
  const storage = await openDirectory(data, { cluster, id, members }, onEvent, settings.files);
  const options = settings.options ?? serverOptions();
  return new LiveServer({ id, members, storage, transport, machine, options, onEvent });
}
