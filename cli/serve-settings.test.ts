// What `serve` takes, and the one sentence for each thing that it does not.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authority } from '../live/tcp/fixtures/certificates.ts';
import { serveSettings } from './serve-settings.ts';

const good = {
  id: '2',
  peers: '1=127.0.0.1:7001,2=[::1]:7002,3=host.example:7003',
  data: 'data',
  clients: '127.0.0.1:8002',
};

it('takes what is needed, and has defaults for the rest', () => {
  expect(serveSettings(good, '/somewhere')).toMatchObject({
    cluster: 'whitewater',
    id: 2,
    addresses: new Map([
      [1, { host: '127.0.0.1', port: 7001 }],
      [2, { host: '::1', port: 7002 }],
      [3, { host: 'host.example', port: 7003 }],
    ]),
    data: '/somewhere/data',
    clientsAt: { host: '127.0.0.1', port: 8002 },
    clients: '127.0.0.1:8002',
    tls: null,
  });
  const wide = { ...good, clients: '0.0.0.0:8002', advertise: 'host.example:80', cluster: 'a-b.c_1' };
  const { options } = serveSettings({ ...good, 'election-timeout': '1.5s' }, '/');
  expect(options).toMatchObject({ electionTimeoutMin: 1_500_000, heartbeatInterval: 150_000 });
  expect(serveSettings(wide, '/')).toMatchObject({ clients: 'host.example:80', cluster: 'a-b.c_1' });
});

const wrong: readonly (readonly [message: string, change: object])[] = [
  ['--peers is missing', { peers: undefined }],
  ['--id is missing', { id: undefined }],
  ['--data is missing', { data: undefined }],
  ['--clients is missing', { clients: undefined }],
  ['--id: "0" is no number of a server', { id: '0' }],
  ['--id: "1.5" is no number of a server', { id: '1.5' }],
  ['--id: "65536" is no number of a server', { id: '65536' }],
  ['--id is 4, and --peers has 1, 2, 3', { id: '4' }],
  ['--peers: "127.0.0.1:7001" is not ID=HOST:PORT', { peers: '127.0.0.1:7001' }],
  ['--peers: "" is not ID=HOST:PORT', { peers: '1=a:1,' }],
  ['--peers: "x" is no number of a server', { peers: 'x=127.0.0.1:7001' }],
  ['--peers: server 1: "127.0.0.1" is not HOST:PORT', { peers: '1=127.0.0.1' }],
  ['--peers: server 1: "::1:7001" is not HOST:PORT', { peers: '1=::1:7001' }],
  ['--peers: server 1: 70000 is no port', { peers: '1=127.0.0.1:70000' }],
  ['--peers: server 1: 0 is no port', { peers: '1=127.0.0.1:0' }],
  ['--peers has server 2 twice', { peers: '1=a:1,2=a:2,2=a:3' }],
  ['--peers: servers 1 and 2 have both a:1', { peers: '1=a:1,2=a:1' }],
  ['--clients: "8002" is not HOST:PORT', { clients: '8002' }],
  ['--clients and --peers have both [::1]:7002', { clients: '[::1]:7002' }],
  ['--clients listens on every address of this machine (0.0.0.0)', { clients: '0.0.0.0:8002' }],
  ['--advertise: "there" is not HOST:PORT', { advertise: 'there' }],
  ['--cluster cannot be "two words"', { cluster: 'two words' }],
  ['--election-timeout: expected a time with its unit', { 'election-timeout': '100' }],
  ['--election-timeout cannot be 10ms', { 'election-timeout': '10ms' }],
  ['--data is given 2 times', { data: ['a', 'b'] }],
];

it.each(wrong)('refuses: %s', (message, change) => {
  expect(() => serveSettings({ ...good, ...change }, '/')).toThrow(message);
});

describe('TLS', () => {
  let authority: Authority;
  beforeAll(() => {
    authority = new Authority('test');
    authority.certify('one');
    authority.certify('two');
  });
  afterAll(() => authority.remove());

  it('takes all three of its files', () => {
    const files = { 'tls-cert': 'one.pem', 'tls-key': 'one.key', 'tls-ca': 'ca.pem' };
    const { tls } = serveSettings({ ...good, ...files }, authority.path('.'));
    expect(tls?.cert).toContain('BEGIN CERTIFICATE');
    const refused = (change: object, message: string): void =>
      expect(() => serveSettings({ ...good, ...files, ...change }, authority.path('.'))).toThrow(message);
    refused({ 'tls-ca': undefined }, '--tls-ca is missing');
    refused(
      { 'tls-key': 'none.key' },
      `--tls-key: cannot read ${authority.path('none.key')}: there is no such file`,
    );
    refused({ 'tls-key': 'two.key' }, 'the certificates and the key do not fit together');
    writeFileSync(join(authority.path('.'), 'noise'), 'no certificate');
    refused({ 'tls-cert': 'noise' }, `--tls-cert: ${authority.path('noise')} is no PEM file`);
  });
});
