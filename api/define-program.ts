// A protocol of one's own in few lines: handlers, and only as much of the rest of a program kind as one cares to say.

import type {
  ClientRequest,
  Envelope,
  Program,
  ProgramHost,
  ProgramKind,
  ProgramStatus,
  Seat,
} from '../sim/program.ts';

/** Handlers of one running node, each told of one event; those left out do nothing. */
export interface Handlers<M extends Envelope> {
  /** Once, before any other event of this start. */
  onStart?(): void;
  onMessage?(message: M): void;
  onRequest(request: ClientRequest): void;
  onAlarm?(): void;
  /** All writes up to this ticket survive a crash from now on. */
  onDurable?(ticket: number): void;
  /** The disk is full. Left out: the node gives up. */
  onWriteFailed?(ticket: number): void;
  /** For scenarios that speak of leaders, terms and commits; left out: the program has none. */
  status?(): ProgramStatus;
  /** One line for traces. */
  describe?(): string;
}

export interface ProgramSpec<M extends Envelope, W, Image> {
  /** What `protocol.implementation` of a scenario calls it. */
  readonly name: string;
  /** A node starts, at the beginning and after each crash, with what its disk kept. */
  start(host: ProgramHost<M, W>, seat: Seat<Image>): Handlers<M>;
  /** What a disk holds. Left out: the list of all durable writes, in order. */
  readonly image?: { empty(): Image; persist(image: Image, write: W): void };
  /** Whether its handlers have a `status`. */
  readonly hasStatus?: boolean;
  /** Anything else of a program kind that is worth saying better. */
  readonly kind?: Partial<ProgramKind<M, W, Image>>;
}

/** Messages and writes must be plain data: they are copied, measured and told apart by their JSON. */
export function defineProgram<M extends Envelope, W = never, Image = readonly W[]>(
  spec: ProgramSpec<M, W, Image>,
): ProgramKind<M, W, Image> {
  const image = spec.image ?? (listOfWrites<W>() as unknown as NonNullable<typeof spec.image>);
  const kind: ProgramKind<M, W, Image> = {
    name: spec.name,
    start: (host, seat) => new Handled(spec.start(host, seat), host),
    emptyImage: () => image.empty(),
    persist: (whole, write) => image.persist(whole, write),
    tear: () => null,
    writeBytes: (write) => JSON.stringify(write).length,
    messageBytes: (message) => JSON.stringify(message).length,
    copyMessage: (message) => structuredClone(message),
    foldMessage: (message, digest) => digest.foldText(JSON.stringify(message)),
    foldWrite: (write, digest) => digest.foldText(JSON.stringify(write)),
    observers: () => [],
    describeMessage: ({ kind: name, from: _from, to: _to, ...rest }) => `${name} ${brief(rest)}`,
    describeWrite: brief,
    describeProgram: (program) => (program as Handled<M>).describe(),
    ...(spec.hasStatus === true ? { status: (program) => (program as Handled<M>).status() } : {}),
  };
  return { ...kind, ...spec.kind };
}

function listOfWrites<W>(): { empty(): W[]; persist(image: W[], write: W): void } {
  return { empty: () => [], persist: (image, write) => void image.push(structuredClone(write)) };
}

const briefMax = 60;

function brief(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= briefMax ? text : `${text.slice(0, briefMax - 1)}…`;
}

/** A node's handlers with nothing left out. */
class Handled<M extends Envelope> implements Program<M> {
  private readonly own: Handlers<M>;
  private readonly host: Pick<ProgramHost, 'halt'>;

  constructor(own: Handlers<M>, host: Pick<ProgramHost, 'halt'>) {
    this.own = own;
    this.host = host;
  }

  onStart(): void {
    this.own.onStart?.();
  }

  onAlarm(): void {
    this.own.onAlarm?.();
  }

  onMessage(message: M): void {
    this.own.onMessage?.(message);
  }

  onDurable(ticket: number): void {
    this.own.onDurable?.(ticket);
  }

  onWriteFailed(ticket: number): void {
    if (this.own.onWriteFailed === undefined) this.host.halt('the disk is full');
    else this.own.onWriteFailed(ticket);
  }

  onRequest(request: ClientRequest): void {
    this.own.onRequest(request);
  }

  status(): ProgramStatus {
    if (this.own.status === undefined)
      throw new TypeError('hasStatus is set, but the handlers have no status');
    return this.own.status();
  }

  describe(): string {
    return this.own.describe?.() ?? '';
  }
}
