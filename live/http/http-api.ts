// The client API: HTTP in, commands of the service out, and its answers back. docs/http-api.md tells it from outside.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { ServiceCommand } from '../kv/commands.ts';
import type { KvService } from '../kv/service.ts';
import { conditionOf, knownRevision } from './preconditions.ts';
import { Problem } from './problem.ts';
import { closed, jsonReply, problemReply, type Reply, replyTo } from './reply.ts';
import { bodyText } from './request-value.ts';
import { type Route, routeOf } from './route.ts';
import { placeOf } from './session-headers.ts';

export interface HttpObserver {
  /** A request of this kind was answered, so long after it had come, s. */
  onAnswered(kind: Route['kind'] | 'other', status: number, seconds: number): void;
  /** Something of ours went wrong over a request. */
  onMishap(error: unknown): void;
}

export interface HttpApiOptions {
  readonly service: KvService;
  readonly observer: HttpObserver;
  /** The text of `/metrics`, and what kind of text it is. */
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

/** So long a client may take to send a request, ms. */
const requestTimeoutMs = 10_000;
/** So long a connection may be without a request, ms. */
const idleTimeoutMs = 60_000;
const connectionsMax = 4096;

export class HttpApi {
  private readonly options: HttpApiOptions;
  private readonly server: Server;
  private underWay = 0;
  private isStopping = false;
  private onIdle: (() => void) | null = null;

  constructor(options: HttpApiOptions) {
    this.options = options;
    this.server = createServer(
      { requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs, keepAliveTimeout: idleTimeoutMs },
      (request, response) => void this.onRequest(request, response),
    );
    this.server.maxConnections = connectionsMax;
    this.server.on('clientError', (_error, socket) => refuseGarbage(socket as Socket));
  }

  /** Resolves to `host:port` once it takes connections. */
  listen(host: string, port: number): Promise<string> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        const { address, family, port: bound } = this.server.address() as AddressInfo;
        resolve(family === 'IPv6' ? `[${address}]:${bound}` : `${address}:${bound}`);
      });
    });
  }

  /** Takes nothing new, lets what is under way end within `boundMs`, then cuts what is left. */
  async stop(boundMs: number): Promise<void> {
    this.isStopping = true;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeIdleConnections();
    await this.idle(boundMs);
    this.server.closeAllConnections();
    await closed;
  }

  private idle(boundMs: number): Promise<void> {
    if (this.underWay === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const bound = setTimeout(resolve, boundMs);
      this.onIdle = () => {
        clearTimeout(bound);
        resolve();
      };
    });
  }

  private async onRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const begun = performance.now();
    let kind: Route['kind'] | 'other' = 'other';
    this.underWay++;
    let reply: Reply;
    try {
      if (this.isStopping) throw closed('the server is stopping');
      const route = routeOf(request.method ?? '', request.url ?? '');
      kind = route.kind;
      reply = await this.replyOf(route, request);
    } catch (error) {
      reply = this.replyToError(error, request);
    }
    this.send(reply, request, response);
    this.options.observer.onAnswered(kind, reply.status, (performance.now() - begun) / 1000);
    this.underWay--;
    if (this.underWay === 0) this.onIdle?.();
  }

  private async replyOf(route: Route, request: IncomingMessage): Promise<Reply> {
    const { headers } = request;
    switch (route.kind) {
      case 'read':
        return this.ask({ kind: 'get', key: route.key }, request, knownRevision(headers));
      case 'put': {
        const when = conditionOf(headers);
        return this.ask({ kind: 'put', key: route.key, value: await bodyText(request), when }, request);
      }
      case 'delete':
        return this.ask({ kind: 'delete', key: route.key, when: conditionOf(headers) }, request);
      case 'open-session':
        return this.ask({ kind: 'open-session' }, request);
      case 'status':
        return jsonReply(200, this.options.service.status());
      case 'metrics': {
        const { contentType, text } = await this.options.metrics();
        return { status: 200, headers: { 'content-type': contentType }, body: text };
      }
      default:
        return unreachable(route);
    }
  }

  private async ask(command: ServiceCommand, request: IncomingMessage, known = 0): Promise<Reply> {
    const { service } = this.options;
    const place = placeOf(request.headers);
    if (place !== null && (command.kind === 'get' || command.kind === 'open-session'))
      throw new Problem('bad-session', `${request.method} here is in no session: leave out its headers`);
    return replyTo(await service.ask(command, place), service, request.url ?? '', known);
  }

  private replyToError(error: unknown, request: IncomingMessage): Reply {
    if (error instanceof Problem) return problemReply(error);
    // Nobody is left to be told.
    if (!request.destroyed || request.complete) this.options.observer.onMishap(error);
    return jsonReply(500, { error: { code: 'internal', message: 'something went wrong in the server' } });
  }

  private send(reply: Reply, request: IncomingMessage, response: ServerResponse): void {
    const { status, headers, body } = reply;
    const closes = this.isStopping ? { connection: 'close' } : {};
    const length = status === 304 ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    response.writeHead(status, { 'x-content-type-options': 'nosniff', ...length, ...headers, ...closes });
    response.end(request.method === 'HEAD' ? undefined : body);
  }
}

/** What is no HTTP at all. */
function refuseGarbage(socket: Socket): void {
  if (socket.writable)
    socket.write('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  socket.destroySoon();
}

function unreachable(route: never): never {
  throw new Error(`no such route: ${JSON.stringify(route)}`);
}
