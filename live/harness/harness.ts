// A course's simulator in real time: starts the replicas, carries what they send each other, asks them as clients
// do, strikes as the config file says, and takes down all of it.

import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { Belief } from '../../sim/course/belief.ts';
import { redirectsMax } from '../../sim/course/correctness.ts';
import { CourseCounts } from '../../sim/course/counts.ts';
import { CourseRequests } from '../../sim/course/requests.ts';
import { summaryOf } from '../../sim/course/summarize.ts';
import type { TraceMessage, TraceSink } from '../../sim/trace.ts';
import { Agenda } from './agenda.ts';
import { Fleet } from './fleet.ts';
import { heardFrom, type Letter, type Reply } from './heard.ts';
import { LiveClients } from './live-clients.ts';
import type { Death, LiveEnd, Mishap } from './live-end.ts';
import { LiveNemesis } from './live-nemesis.ts';
import type { LivePlan } from './live-plan.ts';
import { Network } from './network.ts';
import { Recorder } from './recorder.ts';
import { Roster } from './roster.ts';
import { shuffle } from './shuffle.ts';

export interface LiveOptions {
  /** The executable, and the folder that it runs in. */
  readonly replica: string;
  readonly cwd: string;
  /** Told of every event as it happens. */
  readonly sinks: readonly TraceSink[];
}

/** too late: to a dead replica. too early: to one that has not said hello. */
type Post = 'sent' | 'too late' | 'too early';

const loopback = '127.0.0.1';
const mishapsMax = 100;
/** A round of broadcasts must not be lost in the harness itself. */
const receiveBufferBytes = 4 << 20;
/** No decision of a live run is overridden. */
const fixesNothing = { of: () => null };

export class LiveHarness {
  private readonly plan: LivePlan;
  private readonly seed: number;
  private readonly options: LiveOptions;
  private readonly roster: Roster;
  private readonly socket: Socket;
  private readonly fleet: Fleet;
  private readonly recorder: Recorder;
  private readonly agenda: Agenda;
  private readonly belief: Belief = new Belief();
  private readonly counts: CourseCounts = new CourseCounts();
  private readonly requests: CourseRequests;
  private readonly clients: LiveClients;
  private readonly network: Network;
  private readonly nemesis: LiveNemesis;
  /** By replica: from its start until its death. */
  private readonly alive: boolean[];
  private readonly killed: boolean[] = [];
  /** By replica: where its hello came from. */
  private readonly places: RemoteInfo[] = [];
  private readonly deaths: Omit<Death, 'stderr'>[] = [];
  private readonly mishaps: Mishap[] = [];
  private startedAt = performance.now();
  private isInterrupted = false;
  private finish: () => void = () => {};
  /** An error of our own: a trace that cannot be written, say. */
  private fail: (error: unknown) => void = () => {};

  constructor(plan: LivePlan, seed: number, options: LiveOptions) {
    this.plan = plan;
    this.seed = seed;
    this.options = options;
    this.roster = new Roster(plan.names);
    this.alive = [false, ...plan.names.map(() => true)];
    this.socket = createSocket({
      type: 'udp4',
      recvBufferSize: receiveBufferBytes,
      // An address needs no look-up.
      lookup: (address, _options, found) => found(null, address, 4),
    });
    this.fleet = new Fleet(options.cwd, (replica, how) => this.onExit(replica, how));
    const now = (): number => Math.floor((performance.now() - this.startedAt) * 1000);
    this.recorder = new Recorder(now, options.sinks);
    this.agenda = new Agenda(now, (error) => this.fail(error));
    this.requests = new CourseRequests(seed, plan.course, this.counts, fixesNothing);
    this.clients = new LiveClients(seed, this.requests, this.counts, this.recorder, this.roster, {
      isAlive: (replica) => this.alive[replica] === true,
      post: (replica, text) => this.onRequest(replica, Buffer.from(text)),
      onMishap: (replica, why, event) => this.onMishap(replica, why, event),
    });
    this.network = new Network(plan, seed, this.belief);
    this.nemesis = new LiveNemesis(plan, seed, this.belief, this.recorder, {
      isAlive: (replica) => this.alive[replica] === true,
      kill: (replica, cause) => {
        this.counts.killed++;
        this.killed[replica] = true;
        this.bury(replica, 'killed', cause);
      },
      forgetLeaders: () => {
        this.belief.leader = 0;
        this.clients.forgetLeaders();
      },
    });
  }

  /** Once. No process is left when it is over, however it ends. */
  async run(): Promise<LiveEnd> {
    let endedAt = 0;
    try {
      await new Promise<void>((resolve) => this.socket.bind(0, loopback, resolve));
      const over = new Promise<void>((resolve, reject) => {
        this.finish = resolve;
        this.fail = reject;
        this.socket.on('error', reject);
      });
      this.socket.on('message', (bytes, from) => this.onMessage(bytes, from));
      this.start();
      if (this.isInterrupted) this.finish();
      await over;
      endedAt = this.recorder.now();
    } finally {
      this.agenda.close();
      this.alive.fill(false);
      await this.fleet.close();
      this.socket.close();
    }
    return this.end(endedAt);
  }

  /** As soon as may be. */
  stop(): void {
    this.isInterrupted = true;
    this.finish();
  }

  /** Of the processes that were started. */
  pids(): readonly number[] {
    return this.fleet.pids();
  }

  private start(): void {
    const { plan, roster, agenda } = this;
    const { startWait, lifetime, endWait, events } = plan.course;
    const { port } = this.socket.address();
    this.startedAt = performance.now();
    const inSomeOrder = shuffle(this.seed);
    for (let replica = 1; replica <= plan.names.length; replica++) {
      const others = inSomeOrder(roster.others(replica)).map((id) => roster.nameOf(id));
      this.fleet.start([this.options.replica, String(port), roster.nameOf(replica), ...others]);
    }
    // An event strikes before a request of the same instant.
    events.forEach(({ at }, position) => {
      agenda.plan(startWait + at, () => this.nemesis.onDue(position));
    });
    this.planRequest();
    agenda.plan(startWait + lifetime + endWait, () => this.finish());
  }

  private planRequest(): void {
    const at = this.requests.nextAt;
    if (at === null) return;
    this.agenda.plan(at, () => {
      this.clients.ask();
      this.planRequest();
    });
  }

  private onMessage(bytes: Buffer, place: RemoteInfo): void {
    try {
      this.onDatagram(bytes, place);
    } catch (error) {
      this.fail(error);
    }
  }

  private onDatagram(bytes: Buffer, place: RemoteInfo): void {
    const heardAt = this.recorder.now();
    const heard = heardFrom(bytes, this.roster);
    const { from } = heard;
    // What the dead have sent is not heard any more.
    if (from !== 0 && this.alive[from] !== true) return;
    switch (heard.kind) {
      case 'hello':
        if (this.places[from] === undefined) this.recorder.hello(from);
        this.places[from] = place;
        return;
      case 'malformed':
        this.counts.malformed++;
        this.onMishap(from, heard.why, this.recorder.mishap(from, heard.why));
        return;
      case 'letter':
        this.belief.hear(from, heard.leader);
        this.onLetter(heard, bytes);
        return;
      case 'reply':
        this.belief.hear(from, heard.leader);
        this.onReply(heard, heardAt);
        if (this.counts.redirects >= redirectsMax) this.finish();
        return;
    }
  }

  private onRequest(replica: number, bytes: Uint8Array): void {
    this.later(this.plan.delayMs.client, () => {
      if (this.post(replica, bytes) === 'too early') this.onTooEarly(replica, 0);
    });
  }

  private onReply(reply: Reply, heardAt: number): void {
    const ms = this.plan.delayMs.client;
    if (ms === 0) this.clients.onReply(reply, heardAt);
    else this.later(ms, () => this.clients.onReply(reply, this.recorder.now()));
  }

  /** What is carried at once is carried before it is taken down: nobody waits for the books. */
  private onLetter(letter: Letter, bytes: Buffer): void {
    const ms = this.plan.delayMs.replica;
    const posts = letter.to.map((to) =>
      this.network.fateOf(letter.from, to) !== 'carried' ? 'lost' : ms > 0 ? 'later' : this.post(to, bytes),
    );
    const { event, messages } = this.recorder.sent(letter);
    messages.forEach((message, position) => {
      const note = (post: Post): void => this.onPost(post, message, letter.content, event);
      const post = posts[position]!;
      if (post === 'later') this.later(ms, () => note(this.post(message.to, bytes)));
      else if (post !== 'lost') note(post);
    });
    if (this.network.sent < this.plan.course.messagesMax) return;
    this.counts.stopped = true;
    this.finish();
  }

  private onPost(post: Post, message: TraceMessage, content: string, cause: number): void {
    if (post === 'sent') this.recorder.delivered(message, content, cause);
    else if (post === 'too early') this.onTooEarly(message.to, cause);
  }

  private post(replica: number, bytes: Uint8Array): Post {
    if (this.alive[replica] !== true) return 'too late';
    const place = this.places[replica];
    if (place === undefined) return 'too early';
    this.socket.send(bytes, place.port, place.address, () => {});
    return 'sent';
  }

  /** Whoever is sent anything before its own hello is dead for good. */
  private onTooEarly(replica: number, cause: number): void {
    if (this.alive[replica] === true)
      this.onDeath(replica, 'it was sent a message before its own hello, and counts as dead', cause);
  }

  private onExit(replica: number, how: string): void {
    if (this.alive[replica] === true) this.onDeath(replica, how, 0);
  }

  private onDeath(replica: number, how: string, cause: number): void {
    this.counts.died++;
    const event = this.bury(replica, `died: ${how}`, cause);
    this.deaths.push({ replica, event, at: this.recorder.now(), how });
    if (!this.alive.includes(true)) this.finish();
  }

  private bury(replica: number, text: string, cause: number): number {
    this.alive[replica] = false;
    this.fleet.kill(replica);
    return this.recorder.died(replica, text, cause);
  }

  private onMishap(replica: number, why: string, event: number): void {
    if (this.mishaps.length < mishapsMax) this.mishaps.push({ replica, why, event, at: this.recorder.now() });
  }

  private later(ms: number, action: () => void): void {
    if (ms === 0) action();
    else this.agenda.plan(this.recorder.now() + ms * 1000, action);
  }

  private end(endedAt: number): LiveEnd {
    const { network, belief, recorder, killed, nemesis } = this;
    const { sent, dropped, blocked } = network;
    return {
      isInterrupted: this.isInterrupted,
      endedAt,
      events: recorder.events,
      digest: recorder.hex(),
      course: summaryOf(this.plan.course, this.counts, {
        replicas: this.plan.names.length,
        leaders: belief.leaders,
        messages: { sent, dropped, blocked },
        waiting: this.clients
          .waiting()
          .map(({ kind, target }) => ({ kind, isExcused: target === 0 || killed[target] === true })),
      }),
      operations: this.clients.operations,
      deaths: this.deaths.map((death) => ({ ...death, stderr: this.fleet.stderrOf(death.replica) })),
      mishaps: this.mishaps,
      faults: { injected: nemesis.injected, skipped: nemesis.skipped },
    };
  }
}
