// npm start: from a fresh clone to the report of the practice study. Further arguments go to the program.
import { dirname } from 'node:path';
import process from 'node:process';
import { buildIfStale } from './build-sources.mjs';
import { installMissing } from './install-missing.mjs';
import { runChild } from './run-child.mjs';

const root = dirname(import.meta.dirname);

async function start() {
  const prepared = (await installMissing(root, 'start')) || (await buildIfStale(root, 'start'));
  if (prepared !== 0) return prepared;
  const args = ['dist/cli/main.js', 'study', 'run', 'studies/practice.yaml', '--out', 'out/practice', ...process.argv.slice(2)];
  console.log(`start: node ${args.join(' ')}`);
  return (await runChild(process.execPath, args, { cwd: root })).code;
}

process.exitCode = await start();
