import type { FigureName, FigureRows } from '../../core/measurement.js';
import type { ReportedFigure } from '../reported-figure.js';
import { completenessFigure } from './completeness.js';
import { datasetsFigure } from './datasets.js';
import { descendantsFigure } from './descendants.js';
import { documentationFigure } from './documentation.js';
import { preservationFigure } from './preservation.js';
import { registryComparisonFigure } from './registry-comparison.js';
import { registryProfileFigure } from './registry-profile.js';
import { topExitsFigure } from './top-exits.js';
import { topSurvivalFigure } from './top-survival.js';
import { turnoverFigure } from './turnover.js';

/** All figures, in the order of the report. One file and one line here make a figure known to it. */
export const reportedFigures: { readonly [Name in FigureName]: ReportedFigure<FigureRows[Name]> } = {
  'figure-5': preservationFigure,
  'figure-6': turnoverFigure,
  'figure-7': descendantsFigure,
  'figure-8': documentationFigure,
  'documentation-completeness': completenessFigure,
  'dataset-documentation': datasetsFigure,
  'top-survival': topSurvivalFigure,
  'top-exits': topExitsFigure,
  'registry-comparison': registryComparisonFigure,
  'registry-profile': registryProfileFigure,
};
