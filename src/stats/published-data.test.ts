import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diversity, gini, itemsToReach, topFractionShare, topShares } from './concentration.js';
import { kendall, spearman } from './correlation.js';
import { negativeBinomialRegression, poissonRegression } from './counts.js';
import { leastSquaresLine } from './least-squares.js';
import { expectDigits, valueOf } from './outcome.test-data.js';
import { quantile } from './quantiles.js';

// The data of the study and of its 2022 snapshot; recomputed with R 4.2.2 and SciPy, which agree.
const data = new URL('../../../shared/data/', import.meta.url);
const descendantsFile = new URL('esem-reference/number_of_direct_descendant_models_per_download.csv', data);
const ancientFile = new URL('hf-2021-06-esem-ancient/PeaTMOSS_ANCIENT.csv', data);

function linesOf(file: URL): string[] {
  return readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1);
}

function missing(file: URL): string {
  return existsSync(file) ? '' : ' (skipped: the data folder ../shared/data is not there)';
}

describe.skipIf(!existsSync(descendantsFile))(`descendants against downloads${missing(descendantsFile)}`, () => {
  type Row = readonly [downloads: number, count: number];
  function read(): { readonly all: Row[]; readonly unique: Row[] } {
    const all = linesOf(descendantsFile).map((line) => line.split(',').map(Number) as unknown as Row);
    return { all, unique: [...new Map(all.map((row) => [row.join(), row])).values()] };
  }
  function positive(rows: Row[]): Row[] {
    return rows.filter(([downloads]) => downloads > 0);
  }
  function shifted(values: number[], by: number): number[] {
    return values.map((value) => Math.log10(value + by));
  }
  function downloadsOf(rows: Row[]): number[] {
    return rows.map(([downloads]) => downloads);
  }
  function countsOf(rows: Row[]): number[] {
    return rows.map(([, count]) => count);
  }

  it.each([
    ['all rows', (): Row[] => read().all, 3471, 0.0887846321305, -0.0448356906378, 0.1738406431017, 0.419002564366, 0.330629973224],
    ['duplicates dropped', (): Row[] => read().unique, 2151, 0.147943179853, -0.206183270656, 0.191440034239, 0.324493370064, 0.243343596058],
    ['all, downloads above 0', (): Row[] => positive(read().all), 3398, 0.150909010731, -0.230767809539, 0.283787926907, 0.432780340822, 0.341900679223],
    ['both', (): Row[] => positive(read().unique), 2146, 0.167153592954, -0.274098367629, 0.218851110683, 0.328352469641, 0.246526475518],
  ])('%s', (_, rowsOf, n, slope, intercept, rSquared, rho, tau) => {
    const rows = rowsOf();
    expect(rows.length).toBe(n);
    const line = valueOf(leastSquaresLine(shifted(downloadsOf(rows), 1e-5), shifted(countsOf(rows), 1e-5)));
    expectDigits(line.slope, slope, 11);
    expectDigits(line.intercept, intercept, 11);
    expectDigits(valueOf(line.rSquared), rSquared, 11);
    expectDigits(valueOf(spearman(downloadsOf(rows), countsOf(rows))).coefficient, rho, 11);
    expectDigits(valueOf(kendall(downloadsOf(rows), countsOf(rows))).coefficient, tau, 11);
  });

  it('intervals', () => {
    const { all, unique } = read();
    const ofAll = valueOf(valueOf(spearman(downloadsOf(all), countsOf(all))).interval);
    expect([ofAll.low, ofAll.high].map((end) => end.toFixed(5))).toEqual(['0.38997', '0.44720']);
    const ofUnique = valueOf(valueOf(spearman(downloadsOf(unique), countsOf(unique))).interval);
    expect([ofUnique.low, ofUnique.high].map((end) => end.toFixed(5))).toEqual(['0.28514', '0.36275']);
    const { slopeInterval } = valueOf(leastSquaresLine(shifted(downloadsOf(unique), 1e-5), shifted(countsOf(unique), 1e-5)));
    expect([slopeInterval.low, slopeInterval.high].map((end) => end.toFixed(4))).toEqual(['0.1351', '0.1608']);
  });

  it.each([[1e-8, 0.064387], [1e-5, 0.088785], [1e-3, 0.109156], [0.5, 0.118881], [1, 0.108778]])('the slope of all rows depends on the constant added: %d', (added, slope) => {
    const { all } = read();
    expect(valueOf(leastSquaresLine(shifted(downloadsOf(all), added), shifted(countsOf(all), added))).slope).toBeCloseTo(slope, 6);
  });

  it('count models', () => {
    const rows = positive(read().all);
    const predictor = [{ name: 'log downloads', values: downloadsOf(rows).map(Math.log) }];
    const poisson = valueOf(poissonRegression(countsOf(rows), predictor));
    expectDigits(poisson.coefficients[0]!.estimate, -1.68036689635, 11);
    expectDigits(poisson.coefficients[1]!.estimate, 0.35452808064, 11);
    expectDigits(poisson.pearsonDispersion, 12.3490773272, 11);
    expectDigits(poisson.aic, 26081.1334824031, 13);
    // R stops glm.nb when the log-likelihood moves by less than 1e-8, which leaves the coefficients 8 digits.
    const binomial = valueOf(negativeBinomialRegression(countsOf(rows), predictor));
    expectDigits(binomial.coefficients[0]!.estimate, -1.023429086193, 8);
    expectDigits(binomial.coefficients[1]!.estimate, 0.275780495226, 8);
    expect(binomial.coefficients[1]!.standardError).toBeCloseTo(0.00595, 5);
    expectDigits(binomial.theta, 1.65751641193, 8);
    expectDigits(binomial.aic, 13428.0740551, 12);
  });

  it('concentration', () => {
    const { all } = read();
    expectDigits(valueOf(gini(countsOf(all))).gini, 0.661603865671, 12);
    expectDigits(valueOf(gini(downloadsOf(all))).gini, 0.979140807526, 12);
    const [ten, hundred] = valueOf(topShares(countsOf(all), [10, 100]));
    expect(ten!.share).toBeCloseTo(0.2093, 4);
    expect(hundred!.share).toBeCloseTo(0.5018, 4);
  });
});

describe.skipIf(!existsSync(ancientFile))(`downloads of the 2022 snapshot${missing(ancientFile)}`, () => {
  function cells(): string[] {
    return linesOf(ancientFile).map((line) => line.slice(line.lastIndexOf(',') + 1));
  }
  function stated(): number[] {
    return cells().filter((cell) => cell !== '').map(Number);
  }

  it('size and quantiles', () => {
    expect(cells().length).toBe(10_406);
    expect(stated().length).toBe(9037);
    expect(valueOf(quantile(stated(), 0.5))).toBe(23);
  });

  it('top shares', () => {
    const expected = new Map([
      [1, 0.1813383884], [5, 0.4281691591], [10, 0.572962565], [20, 0.7003085619], [50, 0.8248871995], [100, 0.8995756693],
      [200, 0.9505637365], [500, 0.9831388535], [1000, 0.9929265848],
    ]);
    const shares = valueOf(topShares(stated(), [...expected.keys()]));
    for (const { k, share, denominator } of shares) {
      expect(share.toFixed(10)).toBe(expected.get(k)!.toFixed(10));
      expect(denominator).toBe(52_032_998);
    }
    expect(shares.at(-1)!.tiedOutside).toBe(0);
    expect(valueOf(topFractionShare(stated(), 0.01))).toMatchObject({ k: 91 });
    expect(valueOf(topFractionShare(stated(), 0.01)).share.toFixed(10)).toBe('0.8908945819');
    expect(valueOf(topFractionShare(stated(), 0.1)).share.toFixed(10)).toBe('0.9919608515');
    expect([0.5, 0.8, 0.9, 0.95, 0.99].map((share) => valueOf(itemsToReach(stated(), share)))).toEqual([8, 41, 101, 198, 760]);
  });

  it('indices; reading an unknown number as zero would move them', () => {
    const known = valueOf(gini(stated()));
    expectDigits(known.gini, 0.98790265303, 12);
    expectDigits(known.unbiased, 0.988011982672, 12);
    expectDigits(valueOf(gini(cells().map(Number))).gini, 0.9894941644655, 13);
    const spread = valueOf(diversity(stated()));
    expectDigits(spread.herfindahl, 0.057893829478, 11);
    expectDigits(spread.effectiveNumber, 17.273, 6);
    expectDigits(spread.shannon, 4.0674820239, 11);
    expectDigits(spread.shannonNormalised, 0.446530373, 9);
    expectDigits(spread.theil, 5.041600516, 10);
  });
});
