// npm run docs: writes the pages of docs/ that are made from the program. npm run docs -- --check writes nothing and ends
// with code 1 where a page on the disk is not what the program says.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { renderPages } from './pages.js';

const folder = 'docs';

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const unknown = args.find((one) => one !== '--check');
  if (unknown !== undefined) {
    console.error(`docs: unknown argument (${unknown}); expected --check or nothing`);
    return 2;
  }
  const pages = await renderPages();
  const stale = pages.filter(({ name, text }) => !existsSync(join(folder, name)) || readFileSync(join(folder, name), 'utf8') !== text);
  if (args.includes('--check')) {
    for (const { name } of stale) console.error(`docs: stale (${folder}/${name}); expected what \`npm run docs\` writes`);
    if (stale.length === 0) console.log(`docs: ${pages.length} pages are fresh`);
    return stale.length === 0 ? 0 : 1;
  }
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of stale) writeFileSync(join(folder, name), text);
  console.log(`docs: ${pages.length} pages, ${stale.length === 0 ? 'all were fresh' : `wrote ${stale.map(({ name }) => name).join(', ')}`}`);
  return 0;
}

process.exitCode = await main();
