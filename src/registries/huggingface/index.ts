import type { Registry } from '../../core/registry.js';
import { answerShapes, propertyFields } from './answer-shapes.js';
import { fields } from './fields.js';
import { harvestPlan } from './harvest-plan.js';
import { listTagWords, tagWordsVersion } from './tag-words.js';

/** Hugging Face Hub: the largest registry of pre-trained models, and the one the literature speaks of. */
export const huggingface: Registry = {
  slug: 'huggingface',
  title: 'Hugging Face Hub',
  kinds: ['model', 'dataset'],
  about: 'The largest registry of pre-trained models. Facts come from its list and detail routes, which are not in its published API description, and from the cards.',
  provenLive: false,
  fields,
  downloadsMean: 'requests for certain files of the repository over the last 30 days, recomputed daily',
  harvest: harvestPlan,
  answers: {
    rule: `huggingface-answers@2+${tagWordsVersion}`,
    shapes: answerShapes,
    propertyFields,
    itemsSql: new URL('./detail-items.sql', import.meta.url),
    normaliseSql: new URL('./normalise.sql', import.meta.url),
    derived: [
      { table: 'staged_words', sql: new URL('./tag-words.sql', import.meta.url), fields: ['libraries', 'languages'] },
      { table: 'staged_marks', sql: new URL('./tag-marks.sql', import.meta.url), fields: ['licences', 'datasets', 'papers', 'base_models'] },
    ],
    listTagWords,
  },
  aliasesSql: new URL('./aliases.sql', import.meta.url),
};
