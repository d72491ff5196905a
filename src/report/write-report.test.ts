import { describe, expect, it } from 'vitest';
import { InputError } from '../core/errors.js';
import { nameRow } from '../figures/name-consistency.test-data.js';
import { completenessRow, measured, notMeasurable, preservationRow, sampleSnapshot, weeklyTurnover } from '../figures/sample-measurements.test-data.js';
import { findMarkupError } from '../figures/well-formed.test-data.js';
import { fileOf, parsePage, voidElements, type PageElement } from './report-page.test-data.js';
import { sampleResults, sampleStudy } from './sample-study.test-data.js';
import { reportedFigures } from './reported/index.js';
import { figureNames, type StudyResults } from './study-results.js';
import { writeReport } from './write-report.js';

const files = writeReport(sampleStudy, sampleResults);

function file(path: string, report: ReadonlyMap<string, string> = files): string {
  return fileOf(report, path);
}

function textOf(page: PageElement, selector: string): readonly string[] {
  return [...page.querySelectorAll(selector)].map((element) => element.textContent.replaceAll('\u00a0', ' ').trim());
}

describe('the files of a report', () => {
  it('are the page, the results, and a figure and a table for each figure', () => {
    const measuredFigures = figureNames.filter((name) => sampleResults.measurements[name].length > 0);
    expect(measuredFigures.length).toBeGreaterThan(6);
    expect([...files.keys()].sort()).toEqual([
      'index.html', 'results.json', ...measuredFigures.flatMap((name) => [`${name}.csv`, `figures/${name}.svg`]),
    ].sort());
  });

  it('are the same bytes for the same study', () => {
    expect([...writeReport(sampleStudy, sampleResults)]).toEqual([...files]);
  });

  it('leave out figures that the study does not have', () => {
    const report = writeReport(sampleStudy, { ...sampleResults, measurements: { ...sampleResults.measurements, 'figure-6': [] } });
    expect(report.has('figure-6.csv')).toBe(false);
    expect(textOf(parsePage(file('index.html', report)), 'h2')).not.toContain('Figure 6. Turnover of the top');
  });

  it('are refused when a number is not finite', () => {
    const rows = [{ ...preservationRow('transformers', 1, 2, 3), share: Number.NaN }];
    const measurements = { ...sampleResults.measurements, 'figure-5': [measured('preservation', 'paper', rows)] };
    expect(() => writeReport(sampleStudy, { ...sampleResults, measurements })).toThrow(InputError);
  });
});

describe('index.html', () => {
  const text = file('index.html');
  const page = parsePage(text);

  it('is well-formed and in the order of the design', () => {
    expect(findMarkupError(text, { voidElements })).toBeNull();
    expect(textOf(page, 'h1')).toEqual([sampleStudy.title]);
    expect(textOf(page, 'h2')).toEqual([
      'Paper and here', 'Snapshots', 'Figure 5. Preservation of libraries', 'Figure 6. Turnover of the top', 'Figure 7. Descendants and popularity',
      ...figureNames.slice(3).filter((name) => sampleResults.measurements[name].length > 0).map((name) => reportedFigures[name]).map(({ number, title }) => (number === null ? title : `${number}. ${title}`)), 'How to reproduce',
    ]);
    expect(textOf(page, '#figure-5 h3')).toEqual(['Statistics', 'Table', 'Notes and threats', 'Rule and definitions']);
  });

  it('loads nothing and runs nothing', () => {
    expect(text).not.toMatch(/https?:|src=|<script|<link|@import|url\(/);
    for (const link of page.querySelectorAll('a')) expect(link.getAttribute('href')).toMatch(/^(#[a-z]+(-[a-z\d]+)?|[a-z]+(-[a-z\d]+)?\.csv|figures\/[a-z]+(-[a-z\d]+)?\.svg|results\.json)$/);
  });

  it('links only to what is there', () => {
    for (const link of page.querySelectorAll('a')) {
      const target = link.getAttribute('href') ?? '';
      if (target.startsWith('#')) expect([...page.querySelectorAll(target)]).toHaveLength(1);
      else expect(files.has(target), target).toBe(true);
    }
  });

  it('shows every share of the table with numerator and denominator', () => {
    const cells = textOf(page, '#figure-5 td').join('\n');
    for (const { measurable, ...rest } of sampleResults.measurements['figure-5']) {
      if (!measurable || !('rows' in rest)) continue;
      for (const row of rest.rows) {
        if (row.share !== null) expect(cells).toContain(`(${row.numerator.toLocaleString('en-US')} of ${row.denominator.toLocaleString('en-US')})`);
      }
    }
  });

  it('sets the paper beside here, with the reason for the difference', () => {
    const [first] = textOf(page, '#summary tbody tr');
    expect(first).toContain('over 80 %');
    expect(first).toContain('72.9 % (30,112 of 41,310) of the descendants keep transformers');
    expect(first).toContain('Adapters name their own library');
  });

  it('says of each snapshot whether it is complete, and never shows unknown as 0', () => {
    const [, npm] = textOf(page, '#snapshots tbody tr');
    expect(npm).toContain('incomplete: the list has the first 1,000 only');
    expect(npm).toContain('unknown');
    expect(textOf(page, '#figure-6')[0]).toContain('Not measurable');
    expect(textOf(page, '#figure-7 td')).toContain('unknown');
    for (const cell of textOf(page, 'td')) expect(cell).not.toBe('');
  });

  it('puts effects with intervals before p values', () => {
    const names = textOf(page, '#figure-7 table tbody tr').filter((row) => row.startsWith('As the paper')).slice(0, 4);
    expect(names[0]).toContain('0.137 to 0.165 (95 %)');
    expect(names[3]).toContain('p, slope');
    expect(names[3]).toContain('< 0.001');
  });

  it('ends with the commands that make it again', () => {
    expect(textOf(page, '#reproduce pre')).toEqual([sampleStudy.commands.join('\n')]);
  });
});

describe('hostile text', () => {
  const attack = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
  const study = { ...sampleStudy, title: attack, description: attack, commands: [attack] };
  const snapshot = sampleSnapshot({ registry: attack, series: attack, complete: false, incompleteWhy: attack, simulated: attack });
  const base = { snapshots: [snapshot], reading: attack, rule: attack, notes: [attack], parameters: { [attack]: attack } };
  const results: StudyResults = {
    ...sampleResults,
    snapshots: [{ ...snapshot, setAside: 1 }],
    measurements: {
      'figure-5': [measured('preservation', attack, [preservationRow('=cmd()', 1, 2, 3), preservationRow(attack, 1, 2, 3)], { ...base, statistics: [{ name: attack, value: null, why: attack }] })],
      'figure-6': [{ ...notMeasurable('turnover', attack), why: attack }],
      'figure-7': [measured('descendants', 'paper', [{ base: attack, descendants: 2, downloads: null, childrenDownloads: 4 }], base)],
      'figure-8': [],
      'documentation-completeness': [measured('completeness', attack, [completenessRow('attribute', attack, 'all', 1, 2)], base)],
      'dataset-documentation': [{ ...notMeasurable('datasets', attack), why: attack }],
      'registry-growth': [{ ...notMeasurable('registry-growth', attack), why: attack }],
      'derived-findings': [{ ...notMeasurable('derived-findings', attack), why: attack }],
      'maintenance': [{ ...notMeasurable('maintenance', attack), why: attack }],
      'owner-concentration': [],
      'library-adoption': [],
      'selection-attributes': [{ ...notMeasurable('selection-attributes', attack), why: attack }],
      'selection-dominance': [{ ...notMeasurable('selection-dominance', attack), why: attack }],
      'name-consistency': [measured('names', attack, [nameRow(attack, 1, 2)], base)],
      'top-survival': [],
      'top-exits': [],
      'registry-comparison': [],
      'registry-profile': [],
    },
  };
  const report = writeReport(study, results);

  it('is only ever text', () => {
    const text = file('index.html', report);
    expect(text).not.toMatch(/<script|<img/);
    expect(findMarkupError(text, { voidElements })).toBeNull();
    expect([...parsePage(text).querySelectorAll('script,img')]).toHaveLength(0);
    expect(textOf(parsePage(text), 'h1')).toEqual([attack]);
    for (const [path, content] of report) {
      if (path.endsWith('.svg')) expect(findMarkupError(content), path).toBeNull();
    }
  });

  it('is exact in results.json and guarded in the CSV', () => {
    const read = JSON.parse(file('results.json', report)) as { study: { title: string } };
    expect(read.study.title).toBe(attack);
    expect(file('figure-5.csv', report)).toContain(',\'=cmd(),');
    expect(file('figure-5.csv', report)).not.toContain(',=cmd()');
  });

  it('marks simulated data at the top of the page, in its title and in the tables', () => {
    const page = parsePage(file('index.html', report));
    expect(textOf(page, 'p.mark')[0]).toContain('SIMULATED (seed');
    expect(textOf(page, 'title')[0]).toContain('SIMULATED');
    expect(file('figure-5.csv', report)).toContain('<script>');
    expect(textOf(parsePage(file('index.html')), 'p.mark')).toEqual([]);
  });
});

describe('results.json', () => {
  it('has every measurement with rows, statistics, snapshots and rule, exactly', () => {
    const read = JSON.parse(file('results.json')) as { layout: number; figures: unknown; snapshots: unknown; hubscopeVersion: string };
    expect(read.layout).toBe(1);
    expect(read.figures).toEqual(sampleResults.measurements);
    expect(read.snapshots).toEqual(sampleResults.snapshots);
    expect(read.hubscopeVersion).toBe('0.1.0');
  });
});

describe('the CSV of a figure', () => {
  it('has all rows of all variants with their provenance', () => {
    const lines = file('figure-5.csv').trimEnd().split('\r\n');
    expect(lines[0]).toBe('variant,rule,snapshots,simulated_seed,not_measurable,library,share,clustered_low,clustered_high,low,high,numerator,denominator,bases,users');
    expect(lines).toHaveLength(1 + 33);
    expect(lines[1]).toContain('paper,preservation/paper@1,huggingface#4@2024-04-15T00:00:00.000Z,no,no,transformers,');
    expect(lines.find((line) => line.includes('sample-factory'))).toContain('sample-factory,NA,NA,NA,NA,NA,0,0,0,4000');
  });

  it('has one row with the reason for a variant that is not measurable', () => {
    const line = file('figure-6.csv').trimEnd().split('\r\n').find((row) => row.startsWith('top-share'));
    expect(line).toContain('This registry does not state the base of a model.');
    expect(line).toContain('NA,NA,NA');
  });

  it('does not repeat 147 snapshots in each of 147 rows', () => {
    const snapshots = weeklyTurnover().map((row) => sampleSnapshot({ key: row.snapshotKey, takenAt: row.takenAt }));
    const measurements = { ...sampleResults.measurements, 'figure-6': [measured('turnover', 'paper', weeklyTurnover(), { snapshots })] };
    const csv = file('figure-6.csv', writeReport(sampleStudy, { ...sampleResults, measurements }));
    expect(csv.split('\r\n')).toHaveLength(149);
    expect(csv).toContain('huggingface#1@2022-01-03T00:00:00.000Z to huggingface#147@2024-10-21T00:00:00.000Z (147 snapshots)');
    expect(csv.length).toBeLessThan(60_000);
  });
});

describe('findings', () => {
  it('say where transformers stands when it is not first, and when it is', () => {
    const first = { ...sampleResults.measurements, 'figure-5': [measured('preservation', 'paper', [preservationRow('transformers', 9, 10, 3), preservationRow('jax', 1, 10, 2)])] };
    const text = textOf(parsePage(file('index.html', writeReport(sampleStudy, { ...sampleResults, measurements: first }))), '#figure-5 .finding')[0];
    expect(text).toBe('90.0 % (9 of 10) of the descendants keep transformers, the most of the 2 libraries that can be measured.');
    expect(textOf(parsePage(file('index.html')), '#figure-5 .finding')[0]).toContain('place 3 of the 9');
  });
});

describe('the figures of the claims', () => {
  const page = parsePage(file('index.html'));

  it('say what was found in a sentence, and which claim it is', () => {
    expect(textOf(page, '#documentation-completeness .finding')[0]).toBe(
      '6 of the 7 properties that can be told are stated by fewer than half of the packages; the rarest is grant with 0.0 % (0 of 29,432), of the top 0.3 % (3 of 1,000).');
    expect(textOf(page, '#dataset-documentation .finding')[0]).toBe(
      'Over 4,000 datasets: Spearman\'s rho 0.312 (95 % interval 0.284 to 0.339); the most downloaded tenth fills 70.0 % of the sections, the least 25.0 %.');
    expect(textOf(page, '#documentation-completeness')[0]).toContain('Claim D1 of the review');
  });

  it('write what cannot be told as NA with the reason, in the CSV', () => {
    const lines = file('documentation-completeness.csv').trimEnd().split('\r\n');
    expect(lines.find((line) => line.includes(',emissions,'))).toContain('all,attribute,emissions,anywhere,NA,NA,NA,NA,NA,cards were not collected');
    expect(lines.find((line) => line.includes(',grant,'))).toContain('all,attribute,grant,anywhere,0,');
  });

  it('show the first statistics of a long list, and where the others are', () => {
    const statistics = Array.from({ length: 80 }, (_, index) => ({ name: `shareDifference:property ${index}`, value: -0.12, low: -0.2, high: -0.04, level: 0.95, n: 9 }));
    const measurements = { ...sampleResults.measurements, 'dataset-documentation': [measured('datasets', 'with a card', [], { statistics })] };
    const rows = textOf(parsePage(file('index.html', writeReport(sampleStudy, { ...sampleResults, measurements }))), '#dataset-documentation table tbody tr');
    expect(rows).toHaveLength(31);
    expect(rows[0]).toContain('−12.0 points');
    expect(rows[30]).toContain('50 more in results.json');
  });
});
