// A client of a cluster: finds the leader, asks again where that is safe, and has each change made exactly once, in a
// session of its own.

import type { Condition, Revision } from '../kv/commands.ts';
import type { ServiceStatus } from '../kv/service.ts';
import { type Call, Exchange } from './exchange.ts';
import { KvError } from './kv-error.ts';
import { Pursuit } from './pursuit.ts';

export interface Entry {
  readonly value: string;
  readonly revision: Revision;
}

export interface KvClientOptions {
  /** How long a request may take in all, with its retries, ms. */
  readonly timeoutMs: number;
  /** How long one attempt at it may, ms. */
  readonly attemptMs: number;
}

const usual: KvClientOptions = { timeoutMs: 10_000, attemptMs: 5000 };

export class KvClient {
  private readonly exchange: Exchange = new Exchange();
  private readonly pursuit: Pursuit;
  private readonly options: KvClientOptions;
  private session: Promise<number> | null = null;
  private newest = 0;
  /** Sequences without an answer so far, in their order. */
  private readonly underWay: Set<number> = new Set();

  /** `servers`: `host:port` of some of the cluster's client APIs. */
  constructor(servers: readonly string[], options: Partial<KvClientOptions> = {}) {
    this.options = { ...usual, ...options };
    this.pursuit = new Pursuit(this.exchange, servers, this.options);
  }

  /** Null where there is no entry. */
  async get(key: string): Promise<Entry | null> {
    const call: Call = { method: 'GET', path: pathOf(key), headers: {}, body: '' };
    try {
      const { body, etag } = await this.pursuit.ask(call);
      return { value: body, revision: revisionOf(etag) };
    } catch (error) {
      if (!(error instanceof KvError)) throw error;
      if (error.code === 'no-such-key') return null;
      // A read changes nothing, whatever became of it.
      throw error.withOutcome('not-done');
    }
  }

  /** The entry's new revision. */
  async put(key: string, value: string, when: Condition = 'always'): Promise<Revision> {
    const { etag } = await this.change({
      method: 'PUT',
      path: pathOf(key),
      headers: preconditions(when),
      body: value,
    });
    return revisionOf(etag);
  }

  /** Whether there was an entry. */
  async delete(key: string, when: Condition = 'always'): Promise<boolean> {
    try {
      await this.change({ method: 'DELETE', path: pathOf(key), headers: preconditions(when), body: '' });
      return true;
    } catch (error) {
      if (error instanceof KvError && error.code === 'no-such-key') return false;
      throw error;
    }
  }

  /** Of one server, whoever leads. */
  async statusOf(server: string): Promise<ServiceStatus> {
    const call: Call = { method: 'GET', path: '/v1/status', headers: {}, body: '' };
    const { body } = await this.exchange.ask(server, call, this.options.attemptMs);
    return JSON.parse(body) as ServiceStatus;
  }

  close(): void {
    this.exchange.close();
  }

  private async change(call: Call): Promise<{ readonly etag: string | undefined }> {
    const session = await this.openSession();
    const sequence = ++this.newest;
    this.underWay.add(sequence);
    const [oldest = sequence] = this.underWay;
    const place = {
      'whitewater-session': String(session),
      'whitewater-sequence': String(sequence),
      'whitewater-acknowledged-below': String(oldest),
    };
    try {
      return await this.pursuit.ask({ ...call, headers: { ...call.headers, ...place } });
    } finally {
      // Given up, too: should it still be under way somewhere, it is no longer executed once a later one is.
      this.underWay.delete(sequence);
    }
  }

  /** One for the client's life; where opening fails, the next change tries again. */
  private openSession(): Promise<number> {
    this.session ??= this.pursuit.ask({ method: 'POST', path: '/v1/sessions', headers: {}, body: '' }).then(
      ({ body }) => (JSON.parse(body) as { readonly session: number }).session,
      (error: unknown) => {
        this.session = null;
        // A session more or less changes nothing that anybody sees.
        throw error instanceof KvError ? error.withOutcome('not-done') : error;
      },
    );
    return this.session;
  }
}

function pathOf(key: string): string {
  return `/v1/kv/${encodeURIComponent(key)}`;
}

function preconditions(when: Condition): { readonly [name: string]: string } {
  switch (when) {
    case 'always':
      return {};
    case 'absent':
      return { 'if-none-match': '*' };
    case 'present':
      return { 'if-match': '*' };
    default:
      return { 'if-match': `"${when}"` };
  }
}

function revisionOf(etag: string | undefined): Revision {
  return Number(etag?.replaceAll('"', '') ?? 0);
}
