// Reads cards in a thread of its own; started by card-pool.ts.
import { cardRow } from '../cards/card-row.js';
import { serveCards } from './serve-cards.js';

serveCards(cardRow);
