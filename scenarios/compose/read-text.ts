// The text of a file that somebody names: a plain file of a bearable size in UTF-8, or a sentence on why not.
// Nothing else is opened: a pipe would wait for ever, a device has no end.

import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';

/** Nobody writes a scenario this long; a wrong file may be. */
const bytesMax = 1_000_000;

export type FileText =
  | { readonly text: string }
  /** `text`, `offset`: as much of it as could be read, and where it goes wrong. */
  | { readonly mistake: string; readonly text: string; readonly offset: number };

/** File system errors pass through. */
export function readText(path: string): FileText {
  const found = statSync(path);
  if (!found.isFile()) return refused(`this is ${kindOf(found)}, not a file`);
  const most = `a scenario has at most ${bytesMax}`;
  if (found.size > bytesMax) return refused(`the file has ${found.size} bytes; ${most}`);
  const bytes = firstBytes(path);
  if (bytes === null) return refused('this is no longer the file that it was');
  if (bytes.length > bytesMax) return refused(`the file has more bytes than it says; ${most}`);
  const text = bytes.toString('utf8');
  const offset = firstWrongByte(bytes, text);
  return offset === null ? { text } : { mistake: 'this is not UTF-8', text, offset };
}

function refused(mistake: string): FileText {
  return { mistake, text: '', offset: 0 };
}

function kindOf(found: ReturnType<typeof statSync> & object): string {
  if (found.isDirectory()) return 'a folder';
  if (found.isFIFO()) return 'a pipe';
  if (found.isSocket()) return 'a socket';
  return 'a device';
}

/** One byte more than allowed, at most, whatever size the system claims. Null: it has changed meanwhile. */
function firstBytes(path: string): Buffer | null {
  const descriptor = openSync(path, 'r');
  try {
    if (!fstatSync(descriptor).isFile()) return null;
    const bytes = Buffer.alloc(bytesMax + 1);
    let length = 0;
    for (let more = 1; more > 0 && length < bytes.length; length += more) {
      more = readSync(descriptor, bytes, length, bytes.length - length, null);
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

/** Where in the text the bytes first say something that is not UTF-8. */
function firstWrongByte(bytes: Buffer, text: string): number | null {
  const again = Buffer.from(text, 'utf8');
  if (again.equals(bytes)) return null;
  let same = 0;
  while (same < bytes.length && bytes[same] === again[same]) same++;
  // What differs begins at the character that holds this byte.
  while (same > 0 && (again[same]! & 0xc0) === 0x80) same--;
  return again.subarray(0, same).toString('utf8').length;
}
