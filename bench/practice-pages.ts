import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { startPracticeHub } from '../src/practice/practice-hub.js';

/** Writes the list pages of a practice hub as recorded pages, one file of 20 pages each, and gives their folder. */
export async function writePracticePages(folder: string): Promise<string> {
  const target = path.join(folder, 'pages');
  mkdirSync(target, { recursive: true });
  const hub = await startPracticeHub({ seed: 1, models: 20_000 });
  try {
    const lines: string[] = [];
    let next: string | undefined = `${hub.url}/api/models?limit=1000&sort=createdAt&direction=1`;
    while (next !== undefined) {
      const answer: Response = await fetch(next);
      lines.push(await answer.text());
      next = /<([^>]*)>;\s*rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    writeFileSync(path.join(target, 'pages-001.jsonl.gz'), gzipSync(`${lines.join('\n')}\n`));
  } finally {
    await hub.close();
  }
  return target;
}
