import { formatName } from './format-number.js';

/** Attributes and sections whose words are not simply taken apart at their capitals. */
const names: Readonly<Record<string, string>> = {
  gitHubRepository: 'GitHub repository',
  datasetUrl: 'Address of a dataset',
  hyperParameter: 'Hyper-parameters',
  parameterCount: 'Number of parameters',
  upstreamModel: 'Model derived from',
  considerations: 'Considerations for use',
};

/** An attribute or a section as people write it: `howToUse` → `How to use`. */
export function formatProperty(name: string): string {
  return names[name] ?? formatName(name);
}
