#!/usr/bin/env node
// The `whitewater` command: hands its words to the app and leaves with the app's exit code.

import module from 'node:module';
import { main } from './app.ts';
import { processIo } from './io.ts';

// A reader that has seen enough (`| head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

// Newer Nodes keep compiled modules between runs of the command; the body of it is loaded after this.
(module as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();

process.exitCode = await main(process.argv.slice(2), processIo());
