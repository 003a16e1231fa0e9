// What the checkers know of clients' requests, from their arrival at servers: which only read.

import type { ClientRequest } from '../../program.ts';

export class Requests {
  /** By client and sequence. */
  private readonly reads: (boolean[] | undefined)[] = [];

  arrive(request: ClientRequest): void {
    const { client, sequence } = request;
    let reads = this.reads[client];
    if (reads === undefined) {
      reads = [];
      this.reads[client] = reads;
    }
    reads[sequence] = request.command.kind === 'get';
  }

  /** Whether it is known to change something. */
  isWrite(client: number, sequence: number): boolean {
    return this.reads[client]?.[sequence] === false;
  }

  isRead(client: number, sequence: number): boolean {
    return this.reads[client]?.[sequence] === true;
  }
}
