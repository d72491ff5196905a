import type { FigureName, FigureRows } from '../../core/measurement.js';
import type { ReportedFigure } from '../reported-figure.js';
import { completenessFigure } from './completeness.js';
import { adoptionFigure } from './adoption.js';
import { datasetsFigure } from './datasets.js';
import { derivedFindingsFigure } from './derived-findings.js';
import { descendantsFigure } from './descendants.js';
import { documentationFigure } from './documentation.js';
import { growthFigure } from './growth.js';
import { maintenanceFigure } from './maintenance.js';
import { ownersFigure } from './owners.js';
import { namesFigure } from './names.js';
import { preservationFigure } from './preservation.js';
import { attributesFigure } from './selection-attributes.js';
import { dominanceFigure } from './selection-dominance.js';
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
  'registry-growth': growthFigure,
  'derived-findings': derivedFindingsFigure,
  'maintenance': maintenanceFigure,
  'owner-concentration': ownersFigure,
  'library-adoption': adoptionFigure,
  'selection-attributes': attributesFigure,
  'selection-dominance': dominanceFigure,
  'name-consistency': namesFigure,
  'top-survival': topSurvivalFigure,
  'top-exits': topExitsFigure,
  'registry-comparison': registryComparisonFigure,
  'registry-profile': registryProfileFigure,
};
