// What `whitewater serve` is told, made into settings or refused, one mistake at a time.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { type LogLevel, logLevels } from '../live/log/log-levels.ts';
import { electionTimeoutDefault, serverOptions } from '../live/server/options.ts';
import type { RunningSettings } from '../live/server/running-server.ts';
import { type Address, type TlsSettings, textOfAddress } from '../live/tcp/tcp-transport.ts';
import { readDuration } from '../scenarios/quantity.ts';
import { type Args, text } from './args.ts';
import { BadInput } from './bad-input.ts';
import { didYouMean } from './did-you-mean.ts';
import { reasonOf } from './reason.ts';

export type ServeSettings = RunningSettings;

const idMax = 0xffff;
const peersHint = 'it is like --peers 1=127.0.0.1:7001,2=127.0.0.1:7002,3=127.0.0.1:7003';
const clusterForm = /^[\w.-]{1,64}$/;

export function serveSettings(args: Args, cwd: string): ServeSettings {
  const addresses = addressesOf(required(args, 'peers', peersHint));
  const id = idOf(required(args, 'id', 'it is the number of this server in --peers'), '--id');
  const members = [...addresses.keys()].join(', ');
  if (!addresses.has(id)) throw new BadInput(`--id is ${id}, and --peers has ${members}`, peersHint);
  const clientsAt = addressOf(required(args, 'clients', 'it is like --clients 127.0.0.1:8001'), '--clients');
  if (textOfAddress(clientsAt) === textOfAddress(addresses.get(id)!))
    throw new BadInput(
      `--clients and --peers have both ${textOfAddress(clientsAt)}`,
      'give one another port',
    );
  const cluster = text(args, 'cluster') ?? 'whitewater';
  if (!clusterForm.test(cluster))
    throw new BadInput(
      `--cluster cannot be "${cluster}"`,
      'it has 1 to 64 letters, digits, ".", "_" and "-"',
    );
  return {
    cluster,
    id,
    addresses,
    data: resolve(cwd, required(args, 'data', 'it is the folder that this server keeps its log in')),
    clientsAt,
    clients: advertised(text(args, 'advertise'), clientsAt),
    tls: tlsOf(args, cwd),
    options: serverOptions(electionTimeoutOf(text(args, 'election-timeout'))),
    logLevel: logLevelOf(text(args, 'log-level') ?? 'info'),
  };
}

/** µs. */
function electionTimeoutOf(word: string | null): number {
  if (word === null) return electionTimeoutDefault;
  const read = readDuration(word);
  const hint = 'it is from 50ms to 60s, the same on all servers';
  if ('mistake' in read) throw new BadInput(`--election-timeout: ${read.mistake}`, hint);
  if (read.value >= 50_000 && read.value <= 60_000_000) return read.value;
  throw new BadInput(`--election-timeout cannot be ${word}`, hint);
}

function logLevelOf(word: string): LogLevel {
  const level = logLevels.find((each) => each === word);
  if (level !== undefined) return level;
  const hint = didYouMean(word, logLevels) ?? `it is one of ${logLevels.join(', ')}`;
  throw new BadInput(`--log-level cannot be "${word}"`, hint);
}

function required(args: Args, name: string, hint: string): string {
  const value = text(args, name);
  if (value === null) throw new BadInput(`--${name} is missing`, hint);
  return value;
}

function addressesOf(list: string): ReadonlyMap<number, Address> {
  const addresses = new Map<number, Address>();
  const taken = new Map<string, number>();
  for (const item of list.split(',')) {
    const [, number, place] = /^([^=]*)=(.*)$/.exec(item) ?? [];
    if (number === undefined || place === undefined)
      throw new BadInput(`--peers: "${item}" is not ID=HOST:PORT`, peersHint);
    const id = idOf(number, '--peers');
    if (addresses.has(id)) throw new BadInput(`--peers has server ${id} twice`, peersHint);
    const address = addressOf(place, `--peers: server ${id}`);
    const other = taken.get(textOfAddress(address));
    if (other !== undefined)
      throw new BadInput(`--peers: servers ${other} and ${id} have both ${textOfAddress(address)}`);
    taken.set(textOfAddress(address), id);
    addresses.set(id, address);
  }
  return addresses;
}

function idOf(word: string, where: string): number {
  const id = /^\d+$/.test(word) ? Number(word) : 0;
  if (id >= 1 && id <= idMax) return id;
  throw new BadInput(
    `${where}: "${word}" is no number of a server`,
    `it is a whole number from 1 to ${idMax}`,
  );
}

function addressOf(word: string, where: string): Address {
  const [, bracketed, plain, digits] = /^(?:\[([\da-fA-F:.]+)\]|([^\s:[\]/@]+)):(\d{1,5})$/.exec(word) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined)
    throw new BadInput(`${where}: "${word}" is not HOST:PORT`, 'it is like 127.0.0.1:7001');
  if (port < 1 || port > 65_535)
    throw new BadInput(`${where}: ${port} is no port`, 'it is a number from 1 to 65535');
  return { host, port };
}

/** Where peers send clients: no wildcard, which is nowhere. */
function advertised(word: string | null, clientsAt: Address): string {
  if (word !== null) return textOfAddress(addressOf(word, '--advertise'));
  if (clientsAt.host !== '0.0.0.0' && clientsAt.host !== '::') return textOfAddress(clientsAt);
  throw new BadInput(
    `--clients listens on every address of this machine (${clientsAt.host})`,
    'say with --advertise HOST:PORT at which of them clients find it',
  );
}

const tlsNames = ['tls-cert', 'tls-key', 'tls-ca'] as const;

function tlsOf(args: Args, cwd: string): TlsSettings | null {
  const given = tlsNames.filter((name) => text(args, name) !== null);
  if (given.length === 0) return null;
  const missing = tlsNames.find((name) => !given.includes(name));
  if (missing !== undefined)
    throw new BadInput(
      `--${missing} is missing`,
      `TLS takes ${tlsNames.map((name) => `--${name}`).join(', ')}`,
    );
  const [cert, key, ca] = tlsNames.map((name) => pemOf(resolve(cwd, text(args, name)!), name));
  const tls = { cert: cert!, key: key!, ca: ca! };
  try {
    createSecureContext(tls);
  } catch (error) {
    throw new BadInput(`the certificates and the key do not fit together: ${reasonOf(error)}`);
  }
  return tls;
}

function pemOf(path: string, name: string): string {
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch (error) {
    throw new BadInput(`--${name}: cannot read ${path}: ${reasonOf(error)}`);
  }
  if (!pem.includes('-----BEGIN ')) throw new BadInput(`--${name}: ${path} is no PEM file`);
  return pem;
}
