import { fieldMapOfList } from '../../core/absent-fields.js';
import type { Registry } from '../../core/registry.js';

/** PyPI, as published lists of its most downloaded projects show it. */
export const pypi: Registry = {
  slug: 'pypi',
  title: 'PyPI',
  kinds: ['library'],
  about: 'The package index of Python. Facts come from dated lists of its most downloaded projects, with 30-day counts.',
  provenLive: false,
  fields: fieldMapOfList(
    {
      name: { standing: 'stated', where: 'the list' },
      rank: { standing: 'stated', where: 'the place in the list, by downloads' },
      downloads: { standing: 'stated', where: 'the list: downloads over 30 days, as counted from the index\'s logs' },
    },
    'the lists we read state names, ranks and downloads only',
  ),
  downloadsMean: 'downloads of files over 30 days, mirrors included',
  harvest: null,
  answers: null,
  aliasesSql: null,
};
