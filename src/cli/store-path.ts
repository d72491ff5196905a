import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Io } from './io.js';

const usual = path.join('.hubscope', 'hubscope.duckdb');

/** How the store is found, in words; part of every help. */
export const storeRule =
  'store to use (default: $HUBSCOPE_STORE, else the nearest .hubscope/hubscope.duckdb in this folder or one above it, else a new one here)';

/** The store a command works on. */
export function decideStorePath(option: string | undefined, io: Pick<Io, 'cwd' | 'env'>): string {
  const named = option ?? io.env['HUBSCOPE_STORE'];
  if (named !== undefined && named !== '') return path.resolve(io.cwd, named);
  for (let folder = path.resolve(io.cwd); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, usual);
    if (existsSync(candidate)) return candidate;
    if (path.dirname(folder) === folder) return path.resolve(io.cwd, usual);
  }
}
