// What the language lets through, the protocol takes: no file that is called valid ends in an error of options.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as raft from '../../raft/options.ts';
import { compileScenario } from '../compile.ts';
import * as defaults from '../defaults.ts';
import { known } from '../fixtures/known.ts';
import { parseScenario, ScenarioError } from '../parse.ts';

it('names the defaults of the protocol', () => {
  expect(defaults).toMatchObject({
    electionTimeoutMin: raft.electionTimeoutMinDefault,
    heartbeatInterval: raft.heartbeatIntervalDefault,
    leaseMargin: raft.leaseMarginDefault,
  });
});

const time = fc.constantFrom('0s', '1us', '20ms', '149ms', '150ms');
const timeout = fc.constantFrom('20ms', '150ms', '300ms', '72min', '1000h');
const flag = fc.boolean();
function pickable<T>(value: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.oneof(value, fc.record({ pick: fc.array(value, { minLength: 1, maxLength: 2 }) }));
}
const section = fc
  .record({
    electionTimeout: fc.tuple(pickable(timeout), pickable(timeout)),
    heartbeat: pickable(time),
    batchDelay: pickable(time),
    leaseMargin: pickable(time),
    retryInterval: pickable(time),
    voteRetryInterval: pickable(time),
    reads: pickable(fc.constantFrom('log', 'lease')),
    leaderStickiness: pickable(flag),
    bytesMax: fc.constantFrom(120, 121, 65_507, 65_508),
    uncommittedMax: fc.constantFrom(0, 1, 1_000_000),
  })
  .chain((all) =>
    fc
      .shuffledSubarray(Object.keys(all), { maxLength: 4 })
      .map((keys) => Object.fromEntries(keys.map((key) => [key, all[key as keyof typeof all]]))),
  );

it('lets nothing through that the protocol refuses', () => {
  let valid = 0;
  fc.assert(
    fc.property(section, fc.integer({ min: 1, max: 1000 }), (protocol, seed) => {
      const text = JSON.stringify({ version: 1, name: 'some', description: 'Something.', protocol });
      let scenario: ReturnType<typeof parseScenario>;
      try {
        scenario = parseScenario(text, 'file.json', known);
      } catch (error) {
        if (error instanceof ScenarioError) return;
        throw error;
      }
      valid++;
      raft.checkedOptions(compileScenario(scenario, seed).program.options as Partial<raft.Options>);
    }),
    { numRuns: 500, seed: 1 },
  );
  expect(valid).toBeGreaterThan(100);
});
