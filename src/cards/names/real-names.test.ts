import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compareArchitecture } from './compare-architecture.js';
import { splitName } from './split-name.js';

const data = fileURLToPath(new URL('../../../../shared/data/hf-2022-02-15-full/models.jsonl.gz', import.meta.url));
const why = existsSync(data) ? '' : ' (left out: the folder ../shared/data with the real snapshots is missing)';

interface Answer {
  readonly modelId: string;
  readonly config?: { readonly model_type?: string };
}

describe.skipIf(why !== '')(`the names of February 2022${why}`, () => {
  function readAnswers(): Answer[] {
    return gunzipSync(readFileSync(data)).toString().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Answer);
  }

  it('state another family than the configuration in less than 0.3 % of those that state one', () => {
    const counts = { agreement: 0, contradiction: 0, undecided: 0 };
    for (const { modelId, config } of readAnswers()) {
      const { outcome } = compareArchitecture(splitName(modelId), { modelType: config?.model_type ?? null });
      if (outcome in counts) counts[outcome as keyof typeof counts] += 1;
    }
    const all = counts.agreement + counts.contradiction + counts.undecided;
    expect(all).toBeGreaterThan(13_000);
    expect(counts.agreement / all).toBeGreaterThan(0.95);
    expect(counts.contradiction).toBeGreaterThan(0);
    expect(counts.contradiction / all).toBeLessThan(0.003);
  });
});
