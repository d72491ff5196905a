import { readFileSync } from 'node:fs';

interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly homepage?: string;
}

const facts = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as PackageFacts;

/** Version of this program. */
export const toolVersion = facts.version;

/** Where to read about this program; null as long as its package names no page. */
export const toolHomepage: string | null = facts.homepage ?? null;
