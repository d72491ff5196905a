// npm run build: compiles src into dist, whether or not it has changed.
import { dirname } from 'node:path';
import process from 'node:process';
import { build } from './build-sources.mjs';
import { installMissing } from './install-missing.mjs';

const root = dirname(import.meta.dirname);
process.exitCode = (await installMissing(root, 'build')) || (await build(root, 'build'));
