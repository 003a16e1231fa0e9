// Brings a request to the leader: follows redirects, goes on to the next server where one does not answer, and asks
// again until the time is up. Whoever asks for a change sees to it that it is made once, by its place in a session.

import { type Answer, type Call, type Exchange, ExchangeError } from './exchange.ts';
import { type FailedOutcome, KvError } from './kv-error.ts';

export interface Patience {
  readonly timeoutMs: number;
  readonly attemptMs: number;
}

/** What to do after an attempt that settled nothing. */
interface Setback {
  /** Where to go at once; null: to the next server, after a pause. */
  readonly next: string | null;
  readonly reason: string;
  readonly mayBeTaken: boolean;
}

const pauseMinMs = 20;
const pauseMaxMs = 400;
/** So many redirects in a row are followed at once: two servers may each take the other for the leader. */
const redirectsMax = 3;

export class Pursuit {
  private readonly exchange: Exchange;
  private readonly servers: readonly string[];
  private readonly patience: Patience;
  /** Whom to ask first: who answered last. */
  private favourite: string;
  private turn = 0;

  constructor(exchange: Exchange, servers: readonly string[], patience: Patience) {
    if (servers.length === 0) throw new Error('a client needs a server');
    this.exchange = exchange;
    this.servers = servers;
    this.patience = patience;
    this.favourite = servers[0]!;
  }

  /** An answer of the leader that is no error; throws a `KvError` otherwise. */
  async ask(call: Call): Promise<Answer> {
    const { timeoutMs, attemptMs } = this.patience;
    const end = performance.now() + timeoutMs;
    let server = this.favourite;
    let outcome: FailedOutcome = 'not-done';
    let pauseMs = pauseMinMs;
    let redirects = 0;
    let reason = '';
    for (;;) {
      const left = end - performance.now();
      const made = await this.attempt(server, call, Math.max(1, Math.min(attemptMs, left)));
      if ('status' in made) {
        this.favourite = server;
        return accepted(made, outcome);
      }
      if (made.mayBeTaken) outcome = 'unknown';
      // That the last attempt was cut short says less than what went wrong before.
      if (reason === '' || performance.now() < end) reason = made.reason;
      const goesOn = made.next !== null && redirects < redirectsMax;
      redirects = goesOn ? redirects + 1 : 0;
      server = made.next ?? this.nextAfter(server);
      const wait = goesOn ? 0 : pauseMs * (0.5 + Math.random());
      if (performance.now() + wait >= end)
        throw new KvError('no-answer', `no answer in ${timeoutMs / 1000} s: ${reason}`, outcome);
      if (goesOn) continue;
      await new Promise((resolve) => setTimeout(resolve, wait));
      pauseMs = Math.min(2 * pauseMs, pauseMaxMs);
    }
  }

  private async attempt(server: string, call: Call, timeoutMs: number): Promise<Answer | Setback> {
    let answer: Answer;
    try {
      answer = await this.exchange.ask(server, call, timeoutMs);
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      return { next: null, reason: `${server}: ${error.message}`, mayBeTaken: error.mayBeTaken };
    }
    const { status, location } = answer;
    if (status === 307 && location !== undefined)
      return { next: new URL(location).host, reason: `${server} is not the leader`, mayBeTaken: false };
    // 503: not taken. 504 and whatever else a server may come to: perhaps.
    if (status >= 500)
      return { next: null, reason: `${server}: ${problemOf(answer).message}`, mayBeTaken: status !== 503 };
    return answer;
  }

  private nextAfter(server: string): string {
    const at = this.servers.indexOf(server);
    this.turn = (at < 0 ? this.turn : at) + 1;
    return this.servers[this.turn % this.servers.length]!;
  }
}

/** What the leader refuses was not done by this attempt; an earlier one may have been. */
function accepted(answer: Answer, before: FailedOutcome): Answer {
  if (answer.status < 400) return answer;
  const { code, message } = problemOf(answer);
  throw new KvError(code, message, isVerdict(code) ? 'not-done' : before);
}

/** The answer of the command itself, which a retry is given too: it tells what became of every attempt. */
function isVerdict(code: string): boolean {
  return code === 'precondition-failed' || code === 'no-such-key';
}

function problemOf({ status, body }: Answer): { readonly code: string; readonly message: string } {
  try {
    const { error } = JSON.parse(body) as {
      readonly error: { readonly code: string; readonly message: string };
    };
    if (typeof error.code === 'string' && typeof error.message === 'string') return error;
  } catch {
    // Not one of ours: a proxy's, say.
  }
  return { code: 'unexpected', message: `HTTP status ${status}` };
}
