// A file that somebody else wrote, read whole; compressed or not is seen from its first bytes.

import { constants } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { BadInput } from './bad-input.ts';
import { reasonOf } from './reason.ts';

export function readInput(path: string, cwd: string): string {
  const bytes = gunzipped(bytesOf(path, cwd), path);
  const text = textOf(bytes, path);
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function textOf(bytes: Buffer, path: string): string {
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    throw new BadInput(`${path} is too large: ${bytes.length} bytes`, 'filter it first, or split it');
  }
  return bytes.toString('utf8');
}

function bytesOf(path: string, cwd: string): Buffer {
  // An empty variable of a shell: the folder one is in is called `.`.
  if (path.trim() === '') throw new BadInput('an empty word names no file');
  const place = resolve(cwd, path);
  const found = statSync(place, { throwIfNoEntry: false });
  if (found === undefined) throw new BadInput(`there is no file ${path}`);
  if (found.isDirectory()) throw new BadInput(`${path} is a folder`, 'name a file to read');
  try {
    return readFileSync(place);
  } catch (error) {
    throw new BadInput(`cannot read ${path}`, reasonOf(error));
  }
}

function gunzipped(bytes: Buffer, path: string): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch (error) {
    const reason = reasonOf(error);
    throw new BadInput(
      /unexpected end/.test(reason)
        ? `${path} is cut short: its gzip data breaks off`
        : `${path} is damaged: ${reason}`,
      'record it again, or copy it whole',
    );
  }
}
