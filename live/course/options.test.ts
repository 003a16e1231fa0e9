// The replica that a course starts is the one that its files are simulated with.

import { expect, it } from 'vitest';
import { checkedOptions } from '../../raft/options.ts';
import { compileProgram } from '../../scenarios/compile/cluster.ts';
import type { CourseConfig } from '../../scenarios/course-config/config.ts';
import { protocolOf } from '../../scenarios/course-config/protocol.ts';
import { Picks } from '../../scenarios/pick.ts';
import { courseOptions } from './options.ts';

it('has the options of the simulated course, but for the room that JSON takes and the time that machines do', () => {
  const config = { lifetime: 30, replicas: 5, requests: 500 } as CourseConfig;
  const simulated = compileProgram(protocolOf(config), new Picks(1));
  const { bytesMax, retryRoundTrips, ...simulatedRest } = checkedOptions(simulated.options);
  const { bytesMax: liveBytesMax, retryRoundTrips: liveRoundTrips, ...liveRest } = courseOptions;
  expect(liveRest).toEqual(simulatedRest);
  expect(liveBytesMax).toBeLessThan(bytesMax);
  expect([retryRoundTrips, liveRoundTrips]).toEqual([0, 1]);
});
