import { readCard, readDatasetCard, type CardReading } from '../../src/cards/read-card.js';

/** What a reading of this text breaks of what every reading promises; null where it keeps all. */
export function brokenPromise(text: string): string | null {
  try {
    return problemOf(readCard(text), text) ?? problemOf(readDatasetCard(text), text);
  } catch (error) {
    return `threw ${error instanceof Error ? `${error.name}: ${error.message.slice(0, 200)}` : String(error)}`;
  }
}

function problemOf(reading: CardReading<string>, text: string): string | null {
  if (reading.kind !== 'card') return null;
  const lines = text.split(/\r\n|\r|\n/).length;
  if (Object.keys(reading.sections).length !== 5) return `${Object.keys(reading.sections).length} sections; expected 5`;
  for (const [section, { evidence }] of Object.entries(reading.sections)) {
    const range = evidence.lines;
    if (range !== null && !(range.from >= 1 && range.from <= range.to && range.to <= lines)) {
      return `${section}: lines ${range.from}-${range.to} of a card of ${lines}`;
    }
    if (evidence.confidence < 0 || evidence.confidence > 1) return `${section}: confidence ${evidence.confidence}`;
  }
  return null;
}
