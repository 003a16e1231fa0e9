// What the primary and its backup say to each other.

import type { DigestFold } from '../../sim/kernel/digest.ts';
import type { Envelope } from '../../sim/program.ts';
import { type Change, changeBytes, foldChange, type Store } from '../store.ts';

interface Wire<Kind extends string> extends Envelope {
  readonly kind: Kind;
}

export type Message =
  /** A primary that has just started asks for the state. `nonce` tells this start from any other. */
  | (Wire<'fetch'> & { readonly nonce: number })
  /** The backup's state after `index` changes; it takes changes of older epochs no more. */
  | (Wire<'state'> & {
      readonly nonce: number;
      readonly epoch: number;
      readonly index: number;
      readonly store: Store;
    })
  | (Wire<'change'> & { readonly epoch: number; readonly index: number; readonly change: Change })
  /** The backup's disk holds every change up to `index`. */
  | (Wire<'confirm'> & { readonly epoch: number; readonly index: number });

/** Bytes on the wire, about. */
export function messageBytes(message: Message): number {
  switch (message.kind) {
    case 'fetch':
    case 'confirm':
      return 32;
    case 'state':
      return 32 + message.store.bytes();
    case 'change':
      return 32 + changeBytes(message.change);
  }
}

export function foldMessage(message: Message, digest: DigestFold): void {
  switch (message.kind) {
    case 'fetch':
      digest.fold(message.nonce);
      return;
    case 'state':
    case 'confirm':
      digest.fold(message.epoch);
      digest.fold(message.index);
      return;
    case 'change':
      digest.fold(message.epoch);
      digest.fold(message.index);
      foldChange(message.change, digest);
  }
}

export function describeMessage(message: Message): string {
  return message.kind === 'fetch'
    ? `fetch ${message.nonce}`
    : `${message.kind} ${message.epoch}.${message.index}`;
}
