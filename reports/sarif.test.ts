// SARIF: what version 2.1.0 asks for, and a result for each bug.

import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { hostileRecord } from './fixtures/hostile.ts';
import { fakeRecord, fakeRun, fakeSubject, violation } from './fixtures/run.ts';
import { told } from './fixtures/told.ts';
import type { RunRecord } from './record.ts';
import { SarifReporter } from './sarif.ts';

/** What the published schema (OASIS, SARIF 2.1.0 §3) requires of the objects that are written here. */
const text = { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 1 } } };
const required = {
  type: 'object',
  required: ['version', 'runs'],
  properties: {
    $schema: { type: 'string', pattern: '^https://' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tool'],
        additionalProperties: false,
        properties: {
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                required: ['name'],
                properties: {
                  name: { type: 'string' },
                  version: { type: 'string' },
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: {
                      type: 'object',
                      required: ['id'],
                      properties: { id: { type: 'string' }, shortDescription: text },
                    },
                  },
                },
              },
            },
          },
          invocations: {
            type: 'array',
            items: {
              type: 'object',
              required: ['executionSuccessful'],
              properties: {
                executionSuccessful: { type: 'boolean' },
                exitCode: { type: 'integer' },
                toolExecutionNotifications: {
                  type: 'array',
                  items: { type: 'object', required: ['message'], properties: { message: text } },
                },
              },
            },
          },
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['message'],
              additionalProperties: false,
              properties: {
                ruleId: { type: 'string' },
                ruleIndex: { type: 'integer', minimum: -1 },
                level: { enum: ['none', 'note', 'warning', 'error'] },
                message: text,
                locations: {
                  type: 'array',
                  items: {
                    type: 'object',
                    properties: {
                      physicalLocation: {
                        type: 'object',
                        required: ['artifactLocation'],
                        properties: {
                          artifactLocation: {
                            type: 'object',
                            properties: { uri: { type: 'string', pattern: '^[\\w%./~-]+$' } },
                          },
                          region: {
                            type: 'object',
                            properties: { startLine: { type: 'integer', minimum: 1 } },
                          },
                        },
                      },
                      logicalLocations: { type: 'array', uniqueItems: true },
                    },
                  },
                },
                partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
                occurrenceCount: { type: 'integer', minimum: 1 },
                properties: { type: 'object' },
              },
            },
          },
        },
      },
    },
  },
};
const isSarif = new Ajv({ strict: false }).compile(required);

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly invocations: readonly object[];
    readonly results: readonly { readonly [key: string]: unknown }[];
  }[];
}

function sarif(records: readonly RunRecord[], closing: object = {}): Sarif['runs'][number] {
  const place = { file: 'my scenarios/figure-8.yaml', line: 12 };
  const open = (sink: ConstructorParameters<typeof SarifReporter>[0]): SarifReporter =>
    new SarifReporter(sink, {
      place: (file) => (file.startsWith('shipped') ? null : place),
      bugOf: ({ run }) =>
        run.verdict.kind === 'violated' ? `id-${Object.keys(run.verdict.violation.evidence).length}` : null,
    });
  const document = JSON.parse(told(open, records, { exitCode: 1, ...closing })) as Sarif;
  isSarif(document);
  expect(isSarif.errors).toBeNull();
  return document.runs[0]!;
}

const subject = fakeSubject({ seeds: '1..9', runs: 9 });
const failing = (seed: number, evidence: object = violation.evidence): RunRecord =>
  fakeRecord({
    subject,
    run: fakeRun({
      seed,
      verdict: { kind: 'violated', violation: { ...violation, evidence: { ...evidence } } },
    }),
  });

describe('SARIF', () => {
  it('has one result for each bug, however many seeds show it', () => {
    const { results, tool } = sarif([
      failing(3),
      fakeRecord({ subject }),
      failing(5),
      failing(7, { leader: 1 }),
    ]);
    expect(results).toHaveLength(2);
    expect(results[0]).toMatchObject({
      ruleId: 'leader-completeness',
      ruleIndex: 0,
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'my%20scenarios/figure-8.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 12 },
          },
        },
      ],
      partialFingerprints: { 'whitewaterBug/v1': 'figure-8/id-3' },
      occurrenceCount: 2,
      properties: { seed: 3, seeds: [3, 5], digest: '0123456789abcdef' },
    });
    expect(results[1]).toMatchObject({ partialFingerprints: { 'whitewaterBug/v1': 'figure-8/id-1' } });
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(['leader-completeness']);
  });

  it('says how to see it again', () => {
    const [result] = sarif([failing(3)]).results;
    expect(result).toMatchObject({
      message: { text: `${violation.message}\nwhitewater run scenarios/figure-8.yaml --seed 3` },
    });
  });

  it('knows a scenario that is no file of the repository by its name', () => {
    const [result] = sarif([{ ...failing(3), subject: { ...subject, file: 'shipped' } }]).results;
    expect(result!['locations']).toEqual([
      { logicalLocations: [{ name: 'figure-8', fullyQualifiedName: 'shipped', kind: 'module' }] },
    ]);
  });

  it('is silent on what passes and on planted bugs that are caught', () => {
    const planted = fakeSubject({ fails: 'leader-completeness', bugs: ['C01'] });
    const caught = { ...failing(3), subject: planted, outcome: 'caught' as const };
    expect(sarif([fakeRecord()]).results).toEqual([]);
    expect(sarif([caught]).results).toEqual([]);
  });

  it('has a result for a planted bug that is not', () => {
    const planted = fakeSubject({ fails: 'leader-completeness', bugs: ['C01'] });
    const { results } = sarif([fakeRecord({ subject: planted, outcome: 'not-caught' })]);
    expect(results).toMatchObject([{ ruleId: 'leader-completeness not broken', level: 'error' }]);
  });

  it('warns of what is inconclusive', () => {
    const run = fakeRun({ verdict: { kind: 'inconclusive', reason: 'too long' } });
    expect(sarif([fakeRecord({ run, outcome: 'inconclusive' })]).results).toMatchObject([
      { level: 'warning' },
    ]);
  });

  it('says that it was stopped early', () => {
    const { invocations } = sarif([], { exitCode: 130, complete: false, planned: 100 });
    expect(invocations).toMatchObject([
      {
        executionSuccessful: false,
        exitCode: 130,
        toolExecutionNotifications: [{ message: { text: expect.stringContaining('stopped early') } }],
      },
    ]);
  });

  it('holds hostile names as they are, escaped', () => {
    expect(sarif([hostileRecord]).results).toHaveLength(1);
  });
});
