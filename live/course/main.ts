#!/usr/bin/env node
// The course's executable: 3700kvstore <UDP port> <own ID> <other IDs…>

import { basename } from 'node:path';
import { BadArguments, parseArguments } from './arguments.ts';
import { startReplica } from './replica.ts';

/** Whatever a program needs of its arguments, and who cannot go on: as everywhere here. */
const exitCodes = { broken: 1, badInput: 2 } as const;

const name = basename(process.argv[1] ?? '3700kvstore', '.js');

function fail(reason: string, code: number): void {
  process.stderr.write(`${name}: ${reason}\n`);
  process.exit(code);
}

try {
  startReplica(parseArguments(process.argv.slice(2)), (reason) => fail(reason, exitCodes.broken));
} catch (error) {
  if (!(error instanceof BadArguments)) throw error;
  fail(error.message, exitCodes.badInput);
}
