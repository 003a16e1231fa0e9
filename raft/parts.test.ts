// A variant of the protocol is one class replaced: each of these breaks one rule, and it shows.

import { expect, it } from 'vitest';
import { Bench } from './fixtures/bench.ts';
import { defaultParts } from './parts.ts';
import { Replica } from './replica.ts';
import { Leader } from './roles/leader.ts';

const put = { kind: 'put', key: 'a', value: 'x' };

class Forgetful extends Replica {
  override advanceCommit(): void {}
}

/** Counts itself before its disk does. */
class Hasty extends Leader {
  protected override ownMatchIndex(): number {
    return this.replica.log.lastIndex;
  }
}

it.each([
  ['as it should be', defaultParts, 1],
  ['with a hasty leader', { ...defaultParts, leader: Hasty }, 2],
  ['with a replica that commits nothing', { ...defaultParts, replica: Forgetful }, 0],
])('%s', (_, parts, commitIndex) => {
  const bench = new Bench(3, {}, parts);
  bench.elect(1);
  bench.autoSync = false;
  bench.request(1, put);
  for (const message of bench.take('AppendEntries', 2)) bench.deliver(message);
  bench.sync(2);
  for (const reply of bench.take('AppendEntriesReply')) bench.deliver(reply);
  expect(bench.view(1).commitIndex).toBe(commitIndex);
});
