// Makes the examples known to scenario files, by name.

import { registerProgram } from '../sim/registry.ts';
import { primaryBackup } from './primary-backup/program.ts';
import { singleCopyRegister } from './single-copy-register/program.ts';

/** Once in a process: a name is registered only once. */
export function registerExamples(): void {
  registerProgram('single-copy-register', () => singleCopyRegister);
  registerProgram('primary-backup', () => primaryBackup('primary-backup', 'when-backed-up'));
  registerProgram('hasty-primary-backup', () => primaryBackup('hasty-primary-backup', 'at-once'));
}
