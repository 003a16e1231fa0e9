// Writes docs/cli.md from the built command's own declarations (npm run reference builds first).

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
const { referencePage } = await import(pathToFileURL(join(root, 'dist/cli/reference.js')).href);
writeFileSync(join(root, 'docs/cli.md'), referencePage());
