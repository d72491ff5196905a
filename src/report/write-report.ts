import { claimIds } from '../core/claim.js';
import { drawClaimReadings } from '../figures/claim-readings.js';
import { drawReviewFlow } from '../figures/review-flow.js';
import { drawVerdictHistory } from '../figures/verdict-history.js';
import { drawVerdictOverview } from '../figures/verdict-overview.js';
import { claimAnchor, listClaimEntries, listRecords } from './claim-entries.js';
import { claimsCsv } from './claims-csv.js';
import { figureCsv } from './figure-csv.js';
import { indexPage } from './index-page.js';
import { figureWidths, renderDrawing, renderFigure } from './render-figures.js';
import { resultsJson } from './results-json.js';
import { figureNames } from './study-results.js';
import type { Study, StudyResults } from './study-results.js';

const file = { width: figureWidths.file, standalone: true } as const;

/**
 * The files of a report by their path relative to the report's folder: `index.html`, `results.json`, and for each
 * figure of the study `figures/figure-n.svg` and `figure-n.csv`; with verdicts `claims.csv`, the overview and each claim's
 * readings and history below `figures`, with a review its flow. Pure: the same study and results give the same
 * bytes.
 * @throws InputError when a number of the results is not finite.
 */
export function writeReport(study: Study, results: StudyResults): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  files.set('index.html', indexPage(study, results));
  files.set('results.json', resultsJson(study, results));
  for (const figure of figureNames) {
    if (results.measurements[figure].length === 0) continue;
    files.set(`figures/${figure}.svg`, renderFigure(figure, results.measurements, file));
    files.set(`${figure}.csv`, figureCsv(figure, results.measurements));
  }
  for (const [name, text] of claimFiles(results)) files.set(name, text);
  if (results.review !== undefined) {
    const { review } = results;
    files.set('figures/review-flow.svg', renderDrawing((options) => drawReviewFlow(review, options), file));
  }
  return files;
}

/** Paths of all files that some report could have, so that those of an earlier one can be told from the others of a folder. */
export function listReportFiles(): readonly string[] {
  return [
    'index.html', 'results.json', 'claims.csv', 'figures/claims-overview.svg', 'figures/review-flow.svg',
    ...figureNames.flatMap((figure) => [`figures/${figure}.svg`, `${figure}.csv`]),
    ...claimIds.flatMap((id) => ['readings', 'history'].map((part) => `figures/${claimAnchor(id)}-${part}.svg`)),
  ];
}

function claimFiles(results: StudyResults): readonly (readonly [string, string])[] {
  const entries = listClaimEntries(results);
  if (entries.length === 0) return [];
  const sentences = new Map(entries.map(({ verdict, sentence }) => [verdict.claim, sentence]));
  return [
    ['claims.csv', claimsCsv(results)],
    ['figures/claims-overview.svg', renderDrawing((options) => drawVerdictOverview(listRecords(results), { ...options, sentences }), file)],
    ...entries.flatMap(({ verdict, records, anchor }): readonly (readonly [string, string])[] => [
      ...(verdict.main === null ? [] : [[`figures/${anchor}-readings.svg`, renderDrawing((options) => drawClaimReadings(verdict, options), file)] as const]),
      ...(records.length < 2 ? [] : [[`figures/${anchor}-history.svg`, renderDrawing((options) => drawVerdictHistory(verdict.claim, records, options), file)] as const]),
    ]),
  ];
}
