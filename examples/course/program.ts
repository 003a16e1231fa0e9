// A first attempt at a course's key-value store: the replica with the lowest id leads for ever, answers at once,
// and copies every put to the others, which only store it. It passes simple-1, and shows what Raft is for.

import type { DigestFold } from '../../sim/kernel/digest.ts';
import type { ClientRequest, Envelope, Program, ProgramHost, ProgramKind, Seat } from '../../sim/program.ts';

interface Copy extends Envelope {
  readonly kind: 'copy';
  readonly key: string;
  readonly value: string;
}

type Host = ProgramHost<Copy, never>;

class Naive implements Program<Copy> {
  readonly leader: number;
  private readonly host: Host;
  private readonly id: number;
  private readonly others: readonly number[];
  private readonly values = new Map<string, string>();

  constructor(host: Host, { id, members }: Seat<null>) {
    this.host = host;
    this.id = id;
    this.leader = Math.min(...members);
    this.others = members.filter((member) => member !== id);
  }

  // Nothing to do before the first request, nothing to wait for, and nothing on a disk.
  onStart(): void {}
  onAlarm(): void {}
  onDurable(): void {}
  onWriteFailed(): void {}

  onMessage({ key, value }: Copy): void {
    this.values.set(key, value);
  }

  onRequest({ client, request, command }: ClientRequest): void {
    const { host, id, leader } = this;
    if (id !== leader) {
      host.answer(client, request, { kind: 'redirect', leader });
      return;
    }
    if (command.kind === 'put') this.put(command.key, command.value);
    const value = command.kind === 'get' ? (this.values.get(command.key) ?? null) : null;
    host.answer(client, request, { kind: 'ok', result: { ok: true, value } });
  }

  private put(key: string, value: string): void {
    this.values.set(key, value);
    for (const to of this.others) this.host.send({ kind: 'copy', from: this.id, to, key, value });
  }

  describe(): string {
    return `${this.id === this.leader ? 'leads' : 'follows'} ${this.values.size} keys`;
  }
}

export const courseNaive: ProgramKind<Copy, never, null> = {
  name: 'course-naive',
  start: (host, seat) => new Naive(host, seat),
  // What the `leader` field of this replica's messages says.
  leader: (program) => (program as Naive).leader,
  emptyImage: () => null,
  persist: () => {},
  tear: () => null,
  writeBytes: () => 0,
  messageBytes: ({ key, value }) => key.length + value.length,
  foldMessage: foldCopy,
  foldWrite: () => {},
  observers: () => [],
  describeMessage: ({ key }) => `copy ${key}`,
  describeWrite: () => '',
  describeProgram: (program) => (program as Naive).describe(),
};

function foldCopy({ to, key, value }: Copy, digest: DigestFold): void {
  digest.fold(to);
  digest.foldText(key);
  digest.foldText(value);
}
