import { describe, expect, it } from 'vitest';
import { describeClaims, renderClaims } from '../scripts/docs/claims-page.js';
import { readReview } from '../src/app/read-review.js';
import { claimIds } from '../src/core/claim.js';
import { sampleClaim, sampleClaims } from '../src/figures/sample-verdicts.test-data.js';
import { listAnchors } from './markdown-links.js';

const review = readReview();

describe('the page of claims', () => {
  it('can be made of the present declarations, however few', () => {
    const { name, text } = renderClaims();
    expect(name).toBe('claims.md');
    for (const id of claimIds) expect(text).toContain(`\n## ${id}\n`);
  });

  it('tells what the literature says where nothing is declared', () => {
    const { text } = describeClaims([], review);
    expect(text.match(/not yet; the program declares no such claim/g)).toHaveLength(12);
    expect(text).toContain('- **Who says so:** Castaño et al. 2024a; large-scale measurement.');
    expect(text).toContain('45 papers found by the queries, then 31 different papers, then 18 papers read in depth');
    expect(text).toContain('Section 4.2 counts five');
  });

  it('describes an invented claim in full', () => {
    const claim = sampleClaim('T3', { standIn: 'use stands | for ease', asks: [{ metric: 'library-preservation', parameters: { k: 10 } }], needs: ['base_models', 'libraries'], threats: ['adapters name *their* own library'] });
    const { text } = describeClaims([claim], review);
    const section = text.split('\n## T3\n')[1]?.split('\n## ')[0] ?? '';
    expect(section).toBe([
      '', '**What T3 says of models, in one sentence.**', '',
      '- **Who says so:** Wolf et al. 2020; case study. The review counts it as C1. Without large-scale quantification.',
      '- **In the literature:** The Transformers library is good for the evolution of models.',
      '- **To be seen if true, by the review:** Share of descendants that keep a library of their base: Descendants keep Transformers more often than other libraries.',
      '- **Stand-in:** Use stands \\| for ease.',
      '- **Measured by:** [library-preservation](metrics.md#library-preservation) (k = 10), of models',
      '- **Threshold:** Share of downloads held by the top 1 % of owners above 50 %.',
      '- **Would count against it:** The top 1 % of owners hold less than half.',
      '- **Needs:** `base_models`, `libraries`',
      '- **Rule:** `claim-t3@1`, [claim-t3.ts](../src/claims/claim-t3.ts)', '',
      'Threats to validity:', '',
      '- Adapters name \\*their\\* own library.', '',
    ].join('\n'));
    expect(text).toContain('| [T3](#t3) | What T3 says of models, in one sentence. | case study | a stand-in |');
  });

  it('has an anchor for each claim that its table links to', () => {
    const { text } = describeClaims(sampleClaims, review);
    const anchors = [...listAnchors({ path: 'docs/claims.md', text })];
    for (const [, anchor] of text.matchAll(/\]\(#([a-z0-9-]+)\)/g)) expect(anchors).toContain(anchor);
  });
});
