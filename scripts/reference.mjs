// Writes docs/cli.md from the built command's own declarations, the keys of docs/scenario-language.md from the
// schema, and docs/scenarios.md from the library (npm run reference builds first).

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
const { referencePage } = await import(pathToFileURL(join(root, 'dist/cli/reference.js')).href);
writeFileSync(join(root, 'docs/cli.md'), referencePage());

const { languageReference, referenceMark } = await import(
  pathToFileURL(join(root, 'dist/scenarios/reference.js')).href
);
const { scenarioJsonSchema } = await import(pathToFileURL(join(root, 'dist/scenarios/schema.js')).href);
const page = join(root, 'docs/scenario-language.md');
const [introduction] = readFileSync(page, 'utf8').split(referenceMark);
writeFileSync(page, introduction + languageReference(scenarioJsonSchema()));

const { libraryFiles } = await import(pathToFileURL(join(root, 'dist/cli/library.js')).href);
const { libraryPage } = await import(pathToFileURL(join(root, 'dist/scenarios/library-page.js')).href);
writeFileSync(join(root, 'docs/scenarios.md'), libraryPage(libraryFiles()));
