// Whatever clients send, no message of a leader outgrows its limits.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeMessage } from './codec.ts';
import { Bench } from './fixtures/bench.ts';
import { datagramBytesMax, messageBytes } from './size.ts';

it('every AppendEntries keeps to entriesMax and bytesMax, as counted and as encoded', () => {
  const value = fc.integer({ min: 0, max: 40_000 }).map((length) => 'v'.repeat(length));
  const limits = fc.record({
    entriesMax: fc.integer({ min: 1, max: 6 }),
    bytesMax: fc.integer({ min: 1_000, max: datagramBytesMax }),
    inflightMax: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(limits, fc.array(value, { minLength: 1, maxLength: 12 }), (limit, values) => {
      const bench = new Bench(3, limit);
      bench.elect(1);
      bench.beat(1);
      let entries = 0;
      bench.onDeliver = (message) => {
        const bytes = messageBytes(message);
        expect(bytes).toBeLessThanOrEqual(limit.bytesMax);
        expect(encodeMessage(message).length).toBeLessThanOrEqual(bytes);
        if (message.kind !== 'AppendEntries') return;
        expect(message.body.entries.length).toBeLessThanOrEqual(limit.entriesMax);
        entries = Math.max(entries, message.body.entries.length);
      };
      const requests = values.map((given) => bench.request(1, { kind: 'put', key: 'k', value: given }));
      bench.settle();
      const outcomes = requests.map((request) => bench.outcomeOf(request)?.kind);
      expect(outcomes.filter((kind) => kind !== 'ok' && kind !== 'refused')).toEqual([]);
      expect(entries > 0).toBe(outcomes.includes('ok'));
    }),
    { numRuns: 60 },
  );
});
