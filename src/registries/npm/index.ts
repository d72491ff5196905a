import { fieldMapOfList } from '../../core/absent-fields.js';
import type { Registry } from '../../core/registry.js';

/** npm, as published lists of its most used packages show it. */
export const npm: Registry = {
  slug: 'npm',
  title: 'npm',
  kinds: ['library'],
  about: 'The package registry of JavaScript. Facts come from releases of a list of its most used packages, which states ranks and no counts.',
  provenLive: false,
  fields: fieldMapOfList(
    {
      name: { standing: 'stated', where: 'the list' },
      rank: { standing: 'stated', where: 'the place in the list, by downloads or by dependents' },
    },
    'the lists we read state names and ranks only',
  ),
  downloadsMean: null,
  harvest: null,
  answers: null,
  aliasesSql: null,
};
