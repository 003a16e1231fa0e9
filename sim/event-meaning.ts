// The events of the scenario language, each in a sentence.

import type { EventName } from './condition.ts';

export const eventMeanings: { readonly [Name in EventName]: string } = {
  'become-leader': 'a node won an election',
  'become-candidate': 'a node stands for election',
  'step-down': 'a leader gives up its leadership',
  'leader-change': 'somebody else leads than before',
  'stale-leader': 'somebody leads while another still calls itself leader of an older term',
  term: "a node's term went up",
  vote: 'a node writes down its vote, for itself or another',
  'vote-granted': 'a node sends its vote',
  append: 'a node writes entries to its log',
  truncate: 'a node drops entries of its log',
  durable: "entries are on a node's disk",
  commit: "a node's commit index went up",
  apply: 'a node applied entries to its state machine',
  crash: 'a node crashed',
  restart: 'a node came back after a crash',
  corrupt: 'a damaged frame reached a node, which dropped it',
  damage: 'a crash showed that a disk had lost what it had acknowledged, or had rotten',
};
