import { labelsOfTemplate } from '../../src/cards/evaluation/template-labels.js';
import { readCard } from '../../src/cards/read-card.js';
import { cardSections } from '../../src/cards/sections/section-names.js';
import { judge, type LabelledSet } from './labelled-set.js';
import { readLines } from './read-lines.js';

/** The 24 model cards that were verified by hand: the reader sees the raw card, the labels come from the verified one. */
export function readVerifiedCards(file: string): LabelledSet {
  const byModel = new Map<string, { raw?: string; verified?: string }>();
  for (const { path, content } of readLines<{ path: string; content: string }>(file)) {
    const [, model = '', name = ''] = path.split('/');
    const card = byModel.get(model) ?? {};
    byModel.set(model, name.startsWith('1_') ? { ...card, raw: content } : name.startsWith('8_') ? { ...card, verified: content } : card);
  }
  const judgements = [...byModel].flatMap(([model, { raw, verified }]) => {
    if (raw === undefined || verified === undefined) throw new Error(`${file}: ${model} lacks its raw or its verified card`);
    const labels = labelsOfTemplate(verified);
    const reading = readCard(raw);
    return cardSections.map((section) => judge(section, model.replace('@', '/'), labels[section], reading.kind === 'card' ? reading.sections[section] : null));
  });
  return {
    name: 'Model cards verified by hand',
    labels: 'from the verified card in the standard template; a heading whose body says that nothing is available counts as absent',
    cards: byModel.size,
    judgements,
  };
}
