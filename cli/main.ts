#!/usr/bin/env node
// The `whitewater` command: hands its words to the app and leaves with the app's exit code.

import module from 'node:module';
import { main } from './app.ts';
import { discardAll } from './atomic-file.ts';
import { exitCodes } from './exit-code.ts';
import { processIo } from './io.ts';

// Files that an early end leaves unfinished are not left lying about.
process.on('exit', discardAll);

// A reader that has seen enough (`| head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.ok);
  process.stderr.write(`cannot write to stdout\n  ${error.message}\n`);
  process.exit(exitCodes.badInput);
});

process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCodes.ok : exitCodes.badInput);
});

// Newer Nodes keep compiled modules between runs of the command; the body of it is loaded after this.
(module as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();

process.exitCode = await main(process.argv.slice(2), processIo());
