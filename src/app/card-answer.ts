import type { CardKind, CardRow } from '../cards/card-row.js';

/** Reads the text of one card; see cards/card-row.ts. May throw, which is then told of this card alone. */
export type ReadsCard = (text: string, kind: CardKind) => CardRow | null;

/** What became of one card: its row; null where the text is no card; or why nobody could read it. */
export type CardAnswer = { readonly row: CardRow | null } | { readonly problem: string };

/** Texts that are read one after the other. */
export interface CardTask {
  readonly texts: readonly string[];
  readonly kind: CardKind;
}

/** Reads one card and never throws. */
export function answerCard(read: ReadsCard, text: string, kind: CardKind): CardAnswer {
  try {
    return { row: read(text, kind) };
  } catch (error) {
    return { problem: `the reader failed: ${(error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''}` };
  }
}
