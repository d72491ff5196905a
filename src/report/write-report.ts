import { figureCsv } from './figure-csv.js';
import { indexPage } from './index-page.js';
import { renderFigure } from './render-figures.js';
import { resultsJson } from './results-json.js';
import { figureNames } from './study-results.js';
import type { Study, StudyResults } from './study-results.js';

/** Width of the figures that are files of their own, in pixels. */
const fileWidth = 960;

/**
 * The files of a report by their path relative to the report's folder: `index.html`, `results.json`, and for each
 * figure of the study `figures/figure-n.svg` and `figure-n.csv`. Pure: the same study and results give the same
 * bytes.
 * @throws InputError when a number of the results is not finite.
 */
export function writeReport(study: Study, results: StudyResults): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  files.set('index.html', indexPage(study, results));
  files.set('results.json', resultsJson(study, results));
  for (const figure of figureNames) {
    if (results.measurements[figure].length === 0) continue;
    files.set(`figures/${figure}.svg`, renderFigure(figure, results.measurements, { width: fileWidth, standalone: true }));
    files.set(`${figure}.csv`, figureCsv(figure, results.measurements));
  }
  return files;
}
