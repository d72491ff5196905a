import { cardRow, type CardKind, type CardRow } from '../cards/card-row.js';
import type { CardReader } from './card-reader.js';

/** Reads a card as the program does, unless its text begins with `dies`, `hangs`, `throws` or `grows`. */
export function awkwardRow(text: string, kind: CardKind): CardRow | null {
  if (text.startsWith('dies')) process.exit(7);
  if (text.startsWith('throws')) throw new Error('no such heading');
  if (text.startsWith('grows')) for (const kept: string[] = []; ; kept.push(kept.length.toString(36).repeat(1000))) kept.at(-1)?.charCodeAt(0);
  while (text.startsWith('hangs'));
  return cardRow(text, kind);
}

/** That, in both its forms. */
export const awkwardReader: CardReader = { read: awkwardRow, worker: new URL('./awkward-card-worker.test-data.js', import.meta.url), rules: 'awkward' };
