// One request and its answer over HTTP, or what of it went wrong: whether the server can have taken it, above all.

import { Agent, type IncomingMessage, request } from 'node:http';

export interface Call {
  readonly method: 'GET' | 'PUT' | 'DELETE' | 'POST';
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly etag: string | undefined;
  readonly location: string | undefined;
}

export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  /** Whether the request may have come to be known to the server. */
  readonly mayBeTaken: boolean;

  constructor(message: string, mayBeTaken: boolean) {
    super(message);
    this.mayBeTaken = mayBeTaken;
  }
}

/** More than any value of ours, and its problems. */
const answerBytesMax = 1024 * 1024;
/** The connection was never made: nothing was sent. */
const unsent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

export class Exchange {
  private readonly agent: Agent = new Agent({ keepAlive: true });

  ask(server: string, call: Call, timeoutMs: number): Promise<Answer> {
    const { method, path, headers, body } = call;
    const length =
      body === '' && method !== 'PUT' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    return new Promise((resolve, reject) => {
      const asked = request(`http://${server}${path}`, {
        method,
        agent: this.agent,
        headers: { ...headers, ...length },
      });
      const timer = setTimeout(() => asked.destroy(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
      asked.on('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        reject(
          new ExchangeError(error.message || (error.code ?? 'no connection'), !unsent.has(error.code ?? '')),
        );
      });
      asked.on('response', (response) => {
        readAnswer(response, (answer) => {
          clearTimeout(timer);
          if (answer === null) reject(new ExchangeError('the answer was cut off', true));
          else resolve(answer);
        });
      });
      asked.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

function readAnswer(response: IncomingMessage, done: (answer: Answer | null) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    chunks.push(chunk);
    if (length > answerBytesMax) response.destroy();
  });
  response.on('end', () => {
    const { etag, location } = response.headers;
    done({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString(), etag, location });
  });
  response.on('error', () => done(null));
  response.on('close', () => done(null));
}
