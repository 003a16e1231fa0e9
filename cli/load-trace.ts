// A trace from its file, with the mistakes of the file as bad input.

import { readTrace, type Trace, TraceError } from '../reports/trace/read-trace.ts';
import { BadInput } from './bad-input.ts';
import { readInput } from './read-input.ts';

export function loadTrace(path: string, cwd: string): Trace {
  try {
    return readTrace(readInput(path, cwd));
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    throw new BadInput(
      `${path}:${error.line}:${error.column}: ${error.message}`,
      'traces are written by: whitewater run FILE --seed N --trace TRACE',
    );
  }
}
