import { renderCliReference } from '../../src/cli/reference.js';
import { renderDataDictionary } from './data-dictionary.js';
import { renderClaims } from './claims-page.js';
import { renderCards } from './cards-page.js';
import type { Page } from './markdown.js';
import { renderMetrics } from './metrics-page.js';
import { renderRegistries } from './registries-page.js';
import { renderSources } from './sources-page.js';

/** Every page of `docs/` that is made from the program. The same program gives the same pages. */
export async function renderPages(): Promise<Page[]> {
  return [
    { name: 'cli.md', text: renderCliReference() },
    await renderDataDictionary(),
    await renderMetrics(),
    renderClaims(),
    renderCards(),
    renderRegistries(),
    renderSources(),
  ];
}
