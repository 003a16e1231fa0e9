// Makes the examples known to scenario files, by name.

import type { ProgramKind } from '../sim/program.ts';
import { programNames, registerProgram } from '../sim/registry.ts';
import { courseNaive } from './course/program.ts';
import { primaryBackup } from './primary-backup/program.ts';
import { singleCopyRegister } from './single-copy-register/program.ts';

/** Safe to call again. */
export function registerExamples(): void {
  if (programNames().includes('primary-backup')) return;
  registerProgram('course-naive', () => courseNaive as unknown as ProgramKind);
  registerProgram('single-copy-register', () => singleCopyRegister);
  registerProgram('primary-backup', () => primaryBackup('primary-backup', 'when-backed-up'));
  registerProgram('hasty-primary-backup', () => primaryBackup('hasty-primary-backup', 'at-once'));
}
