// Clients that write one value after another to the leader, each over a connection of its own: bytes made beforehand
// and answers hardly looked at, since they share the machine with the servers.

import type { Socket } from 'node:net';
import { type Figures, measureSideBySide } from './latencies.ts';
import { connected } from './limits.ts';

const valueBytes = 100;

export async function measureWrites(port: number, clients: number, seconds: number): Promise<Figures> {
  const sockets = await Promise.all(Array.from({ length: clients }, () => connected(port)));
  const requests = sockets.map((_, number) =>
    Buffer.from(
      `PUT /v1/kv/bench-${number} HTTP/1.1\r\nhost: bench\r\ncontent-length: ${valueBytes}\r\n\r\n${'v'.repeat(valueBytes)}`,
    ),
  );
  const figures = await measureSideBySide(clients, seconds, (number) =>
    written(sockets[number]!, requests[number]!),
  );
  for (const socket of sockets) socket.destroy();
  return figures;
}

/** An answer ends with the line break of its JSON. */
function written(socket: Socket, request: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const onData = (bytes: Buffer): void => {
      answer += bytes.toString('latin1');
      if (!answer.endsWith('}\n')) return;
      socket.off('data', onData);
      if (answer.startsWith('HTTP/1.1 20')) resolve();
      else reject(new Error(answer));
    };
    socket.on('data', onData);
    socket.write(request);
  });
}
