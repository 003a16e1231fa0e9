// What the GitHub and SARIF reports ask of their surroundings: lines of scenario files, and the page of the job.

import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { signatureOf } from '../hunt/signature.ts';
import type { GithubOptions, Place } from '../reports/github.ts';
import type { SarifOptions } from '../reports/sarif.ts';
import { expectationLine } from '../scenarios/expectation-line.ts';
import type { Io } from './io.ts';
import { reasonOf } from './reason.ts';

/** GitHub refuses a summary from 1 MiB on, whole. */
const summaryBytesMax = 1 << 20;

export function githubOptions(io: Io): GithubOptions {
  const path = io.env['GITHUB_STEP_SUMMARY'] ?? '';
  return {
    place: (file, names) => placeOf(file, names, io),
    summary: path === '' ? null : summaryAt(path, io),
  };
}

export function sarifOptions(io: Io): SarifOptions {
  return {
    place: (file, names) => placeOf(file, names, io),
    bugOf: ({ run }) => signatureOf(run.verdict)?.id ?? null,
  };
}

/** Null for what is not a file of the repository: the scenarios that come with the package. */
function placeOf(file: string, names: readonly string[], { cwd, env }: Io): Place | null {
  const path = resolve(cwd, file);
  const inside = relative(env['GITHUB_WORKSPACE'] || cwd, path);
  if (inside === '' || inside.startsWith('..') || resolve(inside) === inside) return null;
  try {
    const line = expectationLine(readFileSync(path, 'utf8'), names);
    return { file: inside.replaceAll(sep, '/'), line };
  } catch {
    // Not a file at all.
    return null;
  }
}

/** Appended to, for other steps' reports may be there; a page that cannot be written is told once and no failure. */
function summaryAt(path: string, io: Io): NonNullable<GithubOptions['summary']> {
  const used = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  let isTold = false;
  return {
    bytesMax: Math.max(0, summaryBytesMax - 1 - used),
    sink: {
      write: (text) => {
        try {
          appendFileSync(path, text);
        } catch (error) {
          if (!isTold) io.stderr.write(`cannot write the step summary\n  ${reasonOf(error)}\n`);
          isTold = true;
        }
      },
    },
  };
}
