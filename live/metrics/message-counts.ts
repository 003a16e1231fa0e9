// Messages between servers, counted by kind as they pass: plain numbers, since every message comes by here.

import type { MessageKind } from '../../raft/message.ts';
import type { Transport } from '../server/ports.ts';

export type KindCounts = { readonly [Kind in MessageKind]: number };

export interface MessageCounts {
  readonly sent: KindCounts;
  readonly received: KindCounts;
}

/** The transport, and what passes through it from now on. */
export function countMessages(transport: Transport): {
  readonly transport: Transport;
  readonly counts: MessageCounts;
} {
  const sent = noMessages();
  const received = noMessages();
  const counted: Transport = {
    start: (onMessage) =>
      transport.start((message) => {
        received[message.kind]++;
        onMessage(message);
      }),
    send: (message) => {
      sent[message.kind]++;
      transport.send(message);
    },
    peers: () => transport.peers(),
    stop: () => transport.stop(),
  };
  return { transport: counted, counts: { sent, received } };
}

function noMessages(): { -readonly [Kind in keyof KindCounts]: number } {
  return {
    PreVote: 0,
    PreVoteReply: 0,
    RequestVote: 0,
    RequestVoteReply: 0,
    AppendEntries: 0,
    AppendEntriesReply: 0,
  };
}
