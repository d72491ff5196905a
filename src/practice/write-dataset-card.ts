import { baseName, ownerName } from './name-models.js';
import { hashText } from './random.js';
import type { SimulatedModel } from './world.js';

/** What the front matter of a dataset's card declares; null where there is no card, or one without front matter. */
export function declareDatasetCard(dataset: SimulatedModel): Readonly<Record<string, unknown>> | null {
  if (dataset.cardLevel === 'absent' || dataset.cardLevel === 'empty') {
    return null;
  }
  const data: Record<string, unknown> = {};
  const turn = hashText(dataset._id);
  if (dataset.licence !== null) {
    // Datasets, unlike most models, often write the licence as a list.
    data['license'] = turn % 3 === 0 ? [dataset.licence] : dataset.licence;
  }
  if (dataset.languages.length > 0) {
    data['language'] = [...dataset.languages];
  }
  if (dataset.pipelineTag !== null) {
    data['task_categories'] = [dataset.pipelineTag];
  }
  const size = dataset.tags.find((tag) => tag.startsWith('size_categories:'));
  if (size !== undefined && turn % 2 === 0) {
    data['size_categories'] = [size.slice('size_categories:'.length)];
  }
  if (turn % 4 === 0) {
    data['pretty_name'] = titleOf(dataset);
  }
  return Object.keys(data).length === 0 ? null : data;
}

/** The text below the front matter. */
export function writeDatasetBody(dataset: SimulatedModel): string {
  const title = `\n# Dataset Card for ${titleOf(dataset)}\n\n`;
  switch (dataset.cardLevel) {
    case 'absent':
    case 'empty':
    case 'metadata':
      return '';
    case 'template':
    case 'skeleton':
      return title + ['Dataset Description', 'Uses', 'Dataset Structure', 'Dataset Creation', 'Bias, Risks, and Limitations', 'Citation']
        .map((heading) => `## ${heading}\n\n[More Information Needed]\n`).join('\n');
    case 'short':
      return `${title}## Dataset Description\n\n${sentence(dataset)}\n`;
    case 'full':
      return `${title}## Dataset Description\n\n${sentence(dataset)}\n\n## Dataset Structure\n\nOne row per item, in ${dataset.formats.join(' and ')}.\n\n`
        + '## Dataset Creation\n\nCollected by hand and checked by two people.\n\n## Limitations\n\nThe rows are not a sample of anything larger.\n';
  }
}

function sentence(dataset: SimulatedModel): string {
  return `Rows for ${(dataset.pipelineTag ?? 'general use').replaceAll('-', ' ')}, published by ${ownerName(dataset.writtenAs) ?? 'its first authors'}.`;
}

function titleOf(dataset: SimulatedModel): string {
  return baseName(dataset.writtenAs);
}
