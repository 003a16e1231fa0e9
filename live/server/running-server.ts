// A whole server: its peers over TCP, its clients over HTTP, its log lines and its figures; started together, and
// stopped in the order that loses nothing.

import { HttpApi } from '../http/http-api.ts';
import { KvMachine } from '../kv/kv-machine.ts';
import { LiveService } from '../kv/live-service.ts';
import type { LogLevel } from '../log/log-levels.ts';
import { logEvent, serverLog } from '../log/server-log.ts';
import { countMessages, type MessageCounts } from '../metrics/message-counts.ts';
import { ServerMetrics } from '../metrics/server-metrics.ts';
import type { Address } from '../tcp/tcp-transport.ts';
import type { LiveEvent } from './live-event.ts';
import type { LiveServer } from './live-server.ts';
import { openServer, type ServerSettings } from './open-server.ts';

export type RunningSettings = Omit<ServerSettings, 'machine' | 'onEvent' | 'dress'> & {
  /** Where to listen to clients. */
  readonly clientsAt: Address;
  readonly logLevel: LogLevel;
};

/** How long a stop waits for what clients have asked before, ms. */
const graceMs = 2000;

export class RunningServer {
  private readonly server: LiveServer;
  private readonly api: HttpApi;

  private constructor(server: LiveServer, api: HttpApi) {
    this.server = server;
    this.api = api;
  }

  /** Whatever the system refuses, a port or a folder, is thrown; nothing is left open then. */
  static async start(settings: RunningSettings): Promise<RunningServer> {
    const log = serverLog(settings.logLevel, settings.id);
    let metrics: ServerMetrics | null = null;
    let messages: MessageCounts | null = null;
    const server = await openServer({
      ...settings,
      machine: new KvMachine(),
      dress: (transport) => {
        const { transport: counted, counts } = countMessages(transport);
        messages = counts;
        return counted;
      },
      onEvent: (event: LiveEvent) => {
        logEvent(log, event);
        metrics?.onEvent(event);
      },
    });
    const service = new LiveService(server);
    const figures = new ServerMetrics({
      status: () => service.status(),
      peers: () => server.status().peers,
      messages: messages!,
    });
    metrics = figures;
    const api = new HttpApi({
      service,
      metrics: () => figures.text(),
      observer: {
        onAnswered: (op, status, seconds) => {
          figures.onAnswered(op, status, seconds);
          if (log.isLevelEnabled('debug')) log.debug({ op, status, seconds }, 'answered');
        },
        onMishap: (error) => log.error({ err: error }, 'a request went wrong'),
      },
    });
    try {
      await server.start();
      await api.listen(settings.clientsAt.host, settings.clientsAt.port);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return new RunningServer(server, api);
  }

  /** Why it takes nothing any more; null: it does. */
  get halted(): string | null {
    const { state, reason } = this.server.status();
    return state === 'halted' ? reason : null;
  }

  /** Takes no more clients, ends with those it has, then with its peers, then with its disk. */
  async stop(): Promise<void> {
    await this.api.stop(graceMs);
    await this.server.stop();
  }
}
