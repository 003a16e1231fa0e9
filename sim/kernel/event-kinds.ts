// The kinds of events that wait in the queue, as small integers.

export const eventKinds = {
  alarm: 1,
  message: 2,
  disk: 3,
  request: 4,
  answer: 5,
  clientTimer: 6,
  faultBegins: 7,
  faultEnds: 8,
  writeFailed: 9,
  /** What the disk finished while the node was paused. */
  durableNotice: 10,
  calm: 11,
  crash: 12,
  start: 13,
  /** A program's timer runs out because a fault or a step says so. */
  poke: 14,
  /** A state may have lasted long enough. */
  watch: 15,
  step: 16,
  /** A frame arrives whose checksum is wrong. */
  corrupt: 19,
  /** A schedule delivers the next message. */
  turn: 20,
} as const;

/** The argument of a message's event once rules have looked at it: it is delivered. */
export const judged = 2;
