/** A small invented study for the tests of the report. */
import { measured, notMeasurable, sampleSnapshot, samples } from '../figures/sample-measurements.test-data.js';
import { lifecycleSamples } from '../figures/lifecycle.test-data.js';
import { selectionSamples } from '../figures/selection-measurements.test-data.js';
import { nameRowsOfAll } from '../figures/name-consistency.test-data.js';
import { paperSentences } from '../figures/paper-values.js';
import type { Study, StudyResults } from './study-results.js';

export const sampleStudy: Study = {
  title: 'What the literature says about model reuse, measured again',
  description: 'Four claims of a systematic review are measured again on later snapshots. Each number stands beside the paper\'s, with what it was computed from.',
  commands: ['hubscope import studies/esem-2024/snapshots', 'hubscope report studies/esem-2024.yaml --output report'],
  figures: {
    'figure-5': { paper: paperSentences['figure-5'], whyDifferent: 'Adapters name their own library, which the paper\'s data of 2023 hardly had.', threats: ['Only declared bases are counted.'] },
    'figure-6': { paper: paperSentences['figure-6'], whyDifferent: 'The first interval is 23 months, not 11.', threats: [] },
    'figure-7': { paper: paperSentences['figure-7'], whyDifferent: null, threats: [] },
    'figure-8': { paper: paperSentences['figure-8'], whyDifferent: 'Sections are found by rules, not by a language model.', threats: [] },
    'documentation-completeness': { paper: paperSentences['documentation-completeness'], whyDifferent: null, threats: [] },
    'dataset-documentation': { paper: paperSentences['dataset-documentation'], whyDifferent: null, threats: [] },
    'registry-growth': { paper: paperSentences['registry-growth'], whyDifferent: null, threats: [] },
    'derived-findings': { paper: paperSentences['derived-findings'], whyDifferent: null, threats: [] },
    'maintenance': { paper: paperSentences.maintenance, whyDifferent: null, threats: [] },
    'library-adoption': { paper: paperSentences['library-adoption'], whyDifferent: null, threats: [] },
    'owner-concentration': { paper: paperSentences['owner-concentration'], whyDifferent: null, threats: [] },
    'name-consistency': { paper: paperSentences['name-consistency'], whyDifferent: null, threats: [] },
  },
};

export const sampleResults: StudyResults = {
  generatedAt: '2024-05-01T12:00:00.000Z',
  hubscopeVersion: '0.1.0',
  snapshots: [
    { ...sampleSnapshot(), setAside: 17 },
    { ...sampleSnapshot({ key: 12, registry: 'npm', kind: 'library', complete: false, incompleteWhy: 'the list has the first 1,000 only', records: 1000 }), setAside: null },
  ],
  measurements: {
    'figure-5': samples.preservation,
    'figure-6': [...samples.turnover, notMeasurable('turnover', 'top-share')],
    'figure-7': samples.descendants,
    'figure-8': [...samples.documentation, measured('documentation', 'metadata-only', [])],
    'documentation-completeness': samples.completeness,
    'dataset-documentation': samples.datasets,
    'registry-growth': lifecycleSamples.growth,
    'derived-findings': lifecycleSamples.findings,
    'maintenance': lifecycleSamples.maintenance,
    'library-adoption': [notMeasurable('library-adoption')],
    'owner-concentration': [notMeasurable('owner-concentration')],
    'selection-attributes': selectionSamples.attributes,
    'selection-dominance': selectionSamples.dominance,
    'name-consistency': [measured('names', 'as recorded', nameRowsOfAll)],
    'top-survival': [],
    'top-exits': [],
    'registry-comparison': [],
    'registry-profile': [],
  },
};
