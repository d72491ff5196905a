// A thread that reads cards as the program does, but for cards that name what they do to it.
import { awkwardRow } from './awkward-card-reader.test-data.js';
import { serveCards } from './serve-cards.js';

serveCards(awkwardRow);
