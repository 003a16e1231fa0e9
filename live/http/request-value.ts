// The value that a request carries: its body, whole, as text, within its limit.

import type { IncomingMessage } from 'node:http';
import { type Headers, Problem } from './problem.ts';

/** As UTF-8. With its key, and as JSON at its longest, it may still be more than an entry takes: then it is refused later. */
export const valueBytesMax: number = 48 * 1024;

/** Of a body that is too long so much is read for the sake of an answer: who is cut off while it sends may not see it. */
const readBytesMax = 1024 * 1024;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export async function bodyText(request: IncomingMessage): Promise<string> {
  refuseMedia(request);
  const bytes = await bodyOf(request);
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Problem('bad-value', 'the value is not UTF-8');
  }
}

/** Whatever text is called; what is wrapped or packed would be stored so, which nobody means. */
function refuseMedia({ headers }: IncomingMessage): void {
  const { 'content-type': type = 'text/plain', 'content-encoding': encoding = 'identity' } = headers;
  if (encoding !== 'identity')
    throw new Problem('unsupported-media-type', `a value is stored as it comes, not in ${encoding}`);
  if (/^\s*multipart\//i.test(type))
    throw new Problem('unsupported-media-type', 'the body is the value itself, not a form with parts');
  const charset = /;\s*charset="?([^";\s]+)/i.exec(type)?.[1];
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset))
    throw new Problem('unsupported-media-type', `a value is UTF-8, not ${charset}`);
}

function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > readBytesMax) throw tooLong({ connection: 'close' });
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= valueBytesMax) chunks.push(chunk);
      else chunks = [];
      if (length > readBytesMax) reject(tooLong({ connection: 'close' }));
    });
    request.on('end', () => {
      if (length > valueBytesMax) reject(tooLong());
      else resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    });
    request.on('close', () => reject(new Error('the client went away')));
  });
}

function tooLong(headers: Headers = {}): Problem {
  return new Problem('value-too-long', `a value has ${valueBytesMax} bytes at most`, headers);
}
