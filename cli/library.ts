// The shipped scenarios as files and as data, for the page about them and for the tests that hold them to it.

import { readFileSync } from 'node:fs';
import { registerExamples } from '../examples/programs.ts';
import type { LibraryFile } from '../scenarios/library-page.ts';
import { loadScenario } from '../scenarios/parse.ts';
import { knownNames } from '../sim/catalogue.ts';
import { shippedFile, shippedLibrary, shippedNames } from './shipped.ts';

/** In alphabetical order. */
export function libraryFiles(): readonly LibraryFile[] {
  registerExamples();
  const known = knownNames();
  return shippedNames().map((name) => {
    const path = shippedFile(name)!;
    return {
      scenario: loadScenario(path, known, { library: shippedLibrary }),
      text: readFileSync(path, 'utf8'),
    };
  });
}
