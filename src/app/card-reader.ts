import { cardRow } from '../cards/card-row.js';
import { cardRuleVersion } from '../cards/read-card.js';
import type { ReadsCard } from './card-answer.js';

/** One reading of cards in both its forms: as a function, and as a module that threads run. They must answer alike. */
export interface CardReader {
  readonly read: ReadsCard;
  /** Module that calls `serveCards` with that function. */
  readonly worker: URL;
  /** Version of its rules, as the store has it. */
  readonly rules: string;
}

/** The rules of this program. */
export const presentReader: CardReader = { read: cardRow, worker: new URL('./card-worker.js', import.meta.url), rules: cardRuleVersion };
