import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readCard } from '../../src/cards/read-card.js';
import { cardSections, type CardSection } from '../../src/cards/sections/section-names.js';
import { judge, type LabelledSet } from './labelled-set.js';
import { readLines } from './read-lines.js';

/** Model cards of February 2022 that we judged by reading them: which of the five sections they have. */
export function readJudgedCards(cardsFile: string, judgementsFolder: string): LabelledSet[] {
  const cards = new Map(readLines<{ modelId: string; card: string | null }>(cardsFile).map(({ modelId, card }) => [modelId, card]));
  return readdirSync(judgementsFolder).filter((name) => /^judgements-.*\.json$/.test(name)).sort().map((name) => {
    const judged = JSON.parse(readFileSync(join(judgementsFolder, name), 'utf8')) as ({ modelId: string } & Record<CardSection, boolean>)[];
    return {
      name: `Model cards judged by us (${name})`,
      labels: 'by reading each card, before its reading was seen',
      cards: judged.length,
      judgements: judged.flatMap((one) => {
        const reading = readCard(cards.get(one.modelId));
        return cardSections.map((section) => judge(section, one.modelId, one[section], reading.kind === 'card' ? reading.sections[section] : null));
      }),
    };
  });
}
