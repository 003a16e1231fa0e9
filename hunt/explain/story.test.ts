// Why a run fails: its past in sentences, and decisions that were undone one by one.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenario, parseScenario } from '../../scenarios/parse.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { knownNames } from '../../sim/catalogue.ts';
import { run } from '../../sim/run.ts';
import { brokenBy } from '../../sim/verdict.ts';
import { type Case, planOf } from '../case.ts';
import { type Story, storyOf } from './story.ts';

const library = join(import.meta.dirname, '..', '..', 'scenarios', 'library');
const known = knownNames();

function caseOf(scenario: Scenario, bug: string): Case {
  return { scenario, seed: 1, bugs: [bug], scopes: null, overrides: {} };
}

function shipped(name: string): Scenario {
  return loadScenario(join(library, `${name}.yaml`), known);
}

function textsOf(story: Story): readonly string[] {
  return story.sentences.map(({ text }) => text);
}

const twoLeaders = parseScenario(
  `version: 1
name: told
description: A late vote makes a second leader.
protocol: { timers: manual, preVote: false }
network: { delivery: manual }
script:
  - { timeout: n1 }
  - { deliver: { message: RequestVote, from: n1, to: n2 } }
  - { timeout: n1 }
  - { timeout: n3 }
  - { timeout: n3 }
  - { deliver: { between: [n2, n3], message: [RequestVote, RequestVoteReply], until: quiet } }
  - { restart: n2 }
  - { deliver: { message: RequestVoteReply, from: n2, to: n1 } }
`,
  'told.yaml',
  known,
);

describe('the story of a script', () => {
  const story = storyOf(caseOf(twoLeaders, 'E02'), 40)!;

  it('tells in sentences what led to it, at both leaders', () => {
    expect(story.signature.property).toBe('election-safety');
    expect(textsOf(story)).toEqual([
      'n1 stands for election in term 1; its log is empty',
      'n2 votes for n1 in term 1',
      'n1 stands for election in term 2; its log is empty',
      'n3 stands for election in term 1; its log is empty',
      'n3 stands for election in term 2; its log is empty',
      'n2 does not vote for n3 in term 1',
      'n2 votes for n3 in term 2',
      "n2's refusal reaches n3",
      "n2's vote of term 2 reaches n3; n3 leads term 2; n3 has entry 1 of term 2",
      "n2's vote of term 1 reaches n1; n1 leads term 2; n1 has entry 1 of term 2",
    ]);
  });

  it('leaves out what made no difference, and names each step that did', () => {
    // The restart comes after the vote was sent, and before nothing that counts.
    expect(story.decisions.tried).toBe(8);
    expect(story.decisions.needed.map(({ name }) => name)).toEqual(
      [1, 2, 3, 4, 5, 6, 8].map((step) => `step ${step}`),
    );
  });

  it('is not there for a run that passes', () => {
    expect(storyOf({ ...caseOf(twoLeaders, 'E02'), bugs: [] }, 40)?.signature.property).not.toBe(
      'election-safety',
    );
    expect(storyOf({ ...caseOf(shipped('late-vote'), 'E02'), bugs: [] }, 40)).toBeNull();
  });
});

describe('the story of a run that draws', () => {
  const given = caseOf(shipped('bad-network'), 'R08');
  const story = storyOf(given, 12)!;

  it('tells the last things alone, and how many came before', () => {
    expect(story.sentences).toHaveLength(12);
    expect(story.earlier).toBeGreaterThan(0);
    const { run: failed } = story.narration;
    expect(story.sentences.at(-1)!.event).toBe(failed.events);
  });

  it('names decisions that mend it when they are taken back', () => {
    const links = story.decisions.needed.filter(({ name }) => name.startsWith('link/'));
    expect(links.length).toBeGreaterThan(0);
    for (const { name } of links) {
      const instead = name.endsWith('latency') ? 5000 : 0;
      const mended = run(planOf({ ...given, overrides: { [name]: instead } }), 1);
      const isLater = mended.endedAt > story.narration.run.endedAt;
      expect(isLater || brokenBy(mended.verdict) !== 'next-above-match').toBe(true);
    }
  });
});
