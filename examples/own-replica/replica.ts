// A register that every node reads and writes without a leader: Attiya, Bar-Noy and Dolev, "Sharing memory robustly
// in message-passing systems" (JACM 1995). Whoever is asked asks a majority for the latest version, and tells a majority.

import { type ClientRequest, defineProgram, type Handlers, type ProgramHost, type Seat } from 'whitewater';

type Version = { count: number; writer: number; value: string | null };
type Stored = { key: string; version: Version };
type Message = Stored & { kind: 'ask' | 'latest' | 'tell' | 'told'; from: number; to: number; task: number };
type Task = { phase: 'ask' | 'tell'; request: ClientRequest; latest: Version; heard: Set<number> };

const retryAfterUs = 20_000;
const nothing: Version = { count: 0, writer: 0, value: null };
const compare = (a: Version, b: Version) => a.count - b.count || a.writer - b.writer;

export class Register implements Handlers<Message> {
  private readonly versions = new Map<string, Version>();
  private readonly tasks = new Map<number, Task>();
  private readonly waiting: { ticket: number; tell: () => void }[] = [];
  protected readonly tellsWhatItRead: boolean = true; // or a later read may see less
  private tickets = 0;
  private lastTask: number;
  private readonly host: ProgramHost<Message, Stored>;
  private readonly seat: Seat<readonly Stored[]>;

  constructor(host: ProgramHost<Message, Stored>, seat: Seat<readonly Stored[]>) {
    this.host = host;
    this.seat = seat;
    for (const { key, version } of seat.image) this.keep(key, version);
    // Unlike any number of an earlier start, whose messages may still be under way.
    this.lastTask = host.random.below(1_000_000_000) * 1000;
  }

  onRequest(request: ClientRequest): void {
    this.begin('ask', request, this.versionOf(request.command.key));
  }

  onMessage({ kind, from, task, key, version }: Message): void {
    const reply = (answer: 'latest' | 'told', told: Version) => this.send(answer, from, task, key, told);
    if (kind === 'ask') reply('latest', this.versionOf(key));
    else if (kind === 'tell') {
      this.keep(key, version);
      this.host.write({ key, version }, ++this.tickets);
      this.waiting.push({ ticket: this.tickets, tell: () => reply('told', version) });
    } else this.onReply(kind, from, task, version);
  }

  onAlarm(): void {
    for (const task of this.tasks.keys()) this.sendAll(task);
  }

  onDurable(ticket: number): void {
    while (this.waiting.length > 0 && this.waiting[0]!.ticket <= ticket) this.waiting.shift()!.tell();
  }

  private onReply(kind: 'latest' | 'told', from: number, id: number, version: Version): void {
    const task = this.tasks.get(id);
    if (task === undefined || (task.phase === 'ask') !== (kind === 'latest')) return;
    if (compare(version, task.latest) > 0) task.latest = version;
    if (task.heard.add(from).size <= this.seat.members.length / 2) return;
    this.tasks.delete(id);
    const { latest, request } = task;
    const { command } = request;
    if (task.phase === 'tell' || (command.kind === 'get' && !this.tellsWhatItRead)) {
      const value = command.kind === 'get' ? latest.value : null;
      this.host.answer(request.client, request.request, { kind: 'ok', result: { ok: true, value } });
    } else if (command.kind === 'get') this.begin('tell', request, latest);
    else if (command.kind === 'put') {
      this.begin('tell', request, { count: latest.count + 1, writer: id, value: command.value });
    }
  }

  private begin(phase: Task['phase'], request: ClientRequest, latest: Version): void {
    this.tasks.set(++this.lastTask, { phase, request, latest, heard: new Set() });
    this.sendAll(this.lastTask);
  }

  private sendAll(id: number): void {
    const { phase, request, latest, heard } = this.tasks.get(id)!;
    const missing = this.seat.members.filter((to) => !heard.has(to));
    for (const to of missing) this.send(phase, to, id, request.command.key, latest);
    this.host.setAlarm(this.host.now() + retryAfterUs);
  }

  private send(kind: Message['kind'], to: number, task: number, key: string, version: Version): void {
    const message: Message = { kind, from: this.seat.id, to, task, key, version };
    if (to === this.seat.id) this.onMessage(message);
    else this.host.send(message);
  }

  private versionOf = (key: string): Version => this.versions.get(key) ?? nothing;

  private keep(key: string, version: Version): void {
    if (compare(version, this.versionOf(key)) > 0) this.versions.set(key, version);
  }
}

export const hosting = (name: string, Kind: typeof Register) =>
  defineProgram<Message, Stored>({ name, start: (host, seat) => new Kind(host, seat) });
