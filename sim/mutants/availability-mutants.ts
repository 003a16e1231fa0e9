// Servers that stop for nothing.

import type { Message } from '../../raft/message.ts';
import { inServer } from './change.ts';
import type { Mutant } from './mutant.ts';

export const availabilityMutants: readonly Mutant[] = [
  {
    id: 'W11',
    description: 'A server halts when a message of an older term reaches it.',
    source: 'Raft §5.1 (a stale request is refused) broken on purpose',
    property: 'no-causeless-halt',
    mutate: inServer(
      (base) =>
        class extends base {
          override onMessage(message: Message): void {
            if (message.term < this.replica.currentTerm) this.host.halt(`a ${message.kind} of an old term`);
            else super.onMessage(message);
          }
        },
    ),
  },
  {
    id: 'W12',
    description: 'A server that finds entries on its disk when it starts takes them for damaged and halts.',
    source: 'Raft Figure 2 (persistent state) broken on purpose',
    property: 'no-causeless-halt',
    mutate: inServer(
      (base) =>
        class extends base {
          override onStart(): void {
            if (this.replica.log.lastIndex > 0) this.host.halt('the log is not empty');
            else super.onStart();
          }
        },
    ),
  },
];
