// The declaration of `serve`.

import { logLevels } from '../live/log/log-levels.ts';
import type { CommandDeclaration } from './options.ts';

const word = (describe: string): { type: 'string'; requiresArg: true; describe: string } => ({
  type: 'string',
  requiresArg: true,
  describe,
});

export const serveCommand: CommandDeclaration = {
  usage: 'serve',
  describe: 'Runs one server of a real cluster: its log on disk, its peers over TCP, its clients over HTTP',
  options: {
    id: word('The number of this server in --peers'),
    peers: word('Where each server listens to the others: 1=HOST:PORT,2=HOST:PORT,…'),
    data: word('The folder of this server alone, made if it is not there'),
    clients: word('HOST:PORT where it listens to clients'),
    advertise: word('HOST:PORT where clients find it, if that is another (default: --clients)'),
    cluster: word('The name of the cluster: others are refused (default: whitewater)'),
    'election-timeout': word('How long a leader may be silent (default: 1s); the same on all servers'),
    'log-level': word(`Which lines its log has, on stderr: ${logLevels.join(', ')} (default: info)`),
    'tls-cert': word('Certificate of this server, PEM; peers then need TLS'),
    'tls-key': word('Its key, PEM'),
    'tls-ca': word('The authority that signed the certificates of all servers, PEM'),
  },
  examples: [
    [
      '$0 serve --id 1 --peers 1=10.0.0.1:7000,2=10.0.0.2:7000,3=10.0.0.3:7000 --data d --clients 10.0.0.1:8000',
      'the first of three',
    ],
  ],
};
