// From a text to a course's config, or to every mistake in it; with warnings about what counts in one mode only.

import { Composed } from '../compose/composed.ts';
import { type Layer, layerOf } from '../compose/layer.ts';
import { readText } from '../compose/read-text.ts';
import { findingsOf } from '../findings.ts';
import { type Problem, ScenarioError } from '../problem.ts';
import type { Known } from '../relations/relation.ts';
import { brokenRelations } from '../relations.ts';
import { type CourseConfig, courseSchema, isCourseConfig } from './config.ts';
import { protocolOf } from './protocol.ts';

export interface CourseFile {
  readonly config: CourseConfig;
  /** To be told, and nothing more. */
  readonly warnings: readonly Problem[];
}

/** Null: the file is something else, to be read by who knows it. File system errors pass through. */
export function loadCourse(path: string, known: Known, assignments: readonly string[]): CourseFile | null {
  const read = readText(path);
  return 'mistake' in read ? null : parseCourse(read.text, path, known, assignments);
}

/**
 * Null: not a course's config. Throws a ScenarioError that lists every mistake. `assignments`: of `--set`, over
 * what the text says.
 */
export function parseCourse(
  text: string,
  file: string,
  known: Known,
  assignments: readonly string[] = [],
): CourseFile | null {
  // Course files are JSON; anything else is not worth a second reading.
  if (!text.trimStart().startsWith('{')) return null;
  const layer = readable(text, file);
  if (layer === null || !isCourseConfig(layer.data)) return null;
  const composed = new Composed([layer], assignments);
  const parsed = courseSchema.safeParse(composed.data);
  const found = parsed.success
    ? brokenRelations({ protocol: protocolOf(parsed.data) }, known)
    : findingsOf(parsed.error.issues, composed.data);
  const problems = composed.problems(found);
  if (problems.length > 0) throw new ScenarioError(problems);
  if (!parsed.success) throw new Error(`a config that no finding says is invalid: ${parsed.error.message}`);
  return { config: parsed.data, warnings: warningsOf(parsed.data, layer) };
}

/** Null: no data at all, which the reader of scenarios says better. */
function readable(text: string, file: string): Layer | null {
  try {
    return layerOf(text, file);
  } catch (error) {
    if (error instanceof ScenarioError) return null;
    throw error;
  }
}

function warningsOf(config: CourseConfig, { document, locator }: Layer): readonly Problem[] {
  const warnings: Problem[] = [];
  const warn = (key: string, message: string): void => {
    warnings.push(locator.problem(document.spanOfKey([key]), message, null));
  };
  const end = config.lifetime + (config.end_wait ?? endWaitDefault);
  config.events?.forEach(({ time }, position) => {
    if (time <= end) return;
    const message = `the run ends before this event, ${end} s after the first request`;
    warnings.push(locator.problem(document.spanOfValue(['events', position, 'time']), message, null));
  });
  if (config.wait !== undefined) {
    const counts =
      config.start_wait === undefined
        ? `it counts in strict mode (${config.wait} s); course mode waits ${startWaitDefault} s`
        : `"start_wait" counts in both modes (${config.start_wait} s)`;
    warn('wait', `the course's program does not read "wait", which its documentation names: ${counts}`);
  }
  const misplaced = config.maximum_get_generation_fail_fraction;
  if (misplaced !== undefined) {
    const inPlace = config.tests?.maximum_get_generation_fail_fraction;
    const counts =
      inPlace === undefined
        ? `it counts in strict mode (${misplaced}); course mode takes ${generationFailDefault}`
        : `the one in "tests" counts in both modes (${inPlace})`;
    warn(
      'maximum_get_generation_fail_fraction',
      `the course's program reads this key in "tests" only: ${counts}`,
    );
  }
  return warnings;
}

/** Where the file says nothing. Seconds; a fraction. */
export const startWaitDefault = 5;
export const endWaitDefault = 2;
export const generationFailDefault = 0.1;
