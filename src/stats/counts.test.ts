import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { negativeBinomialRegression, poissonRegression } from './counts.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import { seededGenerator } from './random.js';
import { negativeBinomialLogLikelihood, tabulateCounts } from './overdispersion.js';
import { insectSprays, mtcars, quineDays } from './reference-data.test-data.js';
import { logGamma } from './special-functions.js';

const sprays = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
const insects = sprays.flatMap((spray) => insectSprays[spray]);
const sprayColumns = sprays.slice(1).map((name) => ({
  name,
  values: sprays.flatMap((spray) => insectSprays[spray].map(() => (spray === name ? 1 : 0))),
}));
const days = [...quineDays.F, ...quineDays.M];
const male = { name: 'male', values: days.map((_, i) => (i < quineDays.F.length ? 0 : 1)) };

/** Negative binomial counts around exp(0.5 + x), θ = 2, by sums of geometric waiting (a Poisson of a gamma of shape 2). */
function simulate(n: number): { readonly x: Float64Array; readonly y: Float64Array } {
  const generator = seededGenerator(21);
  function uniform(): number {
    return (generator.next() + 0.5) / 2 ** 32;
  }
  const x = Float64Array.from({ length: n }, uniform);
  const y = x.map((value) => {
    const rate = Math.exp(0.5 + value) * (-Math.log(uniform() * uniform()) / 2);
    let count = -1;
    for (let sum = 0; sum < rate; count += 1) sum -= Math.log(uniform());
    return Math.max(0, count);
  });
  return { x, y };
}

describe('Poisson regression (R 4.2.2, glm)', () => {
  it('InsectSprays by spray', () => {
    const fit = valueOf(poissonRegression(insects, sprayColumns));
    expectDigits(fit.coefficients[0]!.estimate, 2.6741486494265, 13);
    expectDigits(fit.coefficients[1]!.estimate, 0.0558804583945, 12);
    expectDigits(fit.coefficients[2]!.estimate, -1.9401794743455, 11);
    expectDigits(fit.deviance, 98.3286630208, 12);
    expect(fit.coefficients.map(({ name }) => name)).toEqual(['(intercept)', 'B', 'C', 'D', 'E', 'F']);
  });

  it('mtcars carb on wt', () => {
    const fit = valueOf(poissonRegression(mtcars.carb, [{ name: 'wt', values: mtcars.wt }]));
    expectDigits(fit.coefficients[0]!.estimate, 0.239148746581, 8);
    expectDigits(fit.coefficients[1]!.estimate, 0.238593516507, 8);
    expectDigits(fit.aic, 115.3279829166, 13);
  });

  it('the score is zero: fitted means sum to the counts, and standard errors of group means are closed forms', () => {
    // For one group the estimate is the log of the mean, its variance 1/Σy; robust: Σ(y − mean)²/(Σy)².
    const fit = valueOf(poissonRegression(insectSprays.A, [])).coefficients[0]!;
    const total = insectSprays.A.reduce((a, b) => a + b);
    const mean = total / insectSprays.A.length;
    expectDigits(fit.estimate, Math.log(mean), 13);
    expectDigits(fit.standardError, 1 / Math.sqrt(total), 12);
    expectDigits(fit.robustStandardError, Math.sqrt(insectSprays.A.reduce((sum, y) => sum + (y - mean) ** 2, 0)) / total, 12);
    expectDigits(fit.interval.high - fit.interval.low, (2 * 1.959963984540054) / Math.sqrt(total), 11);
  });

  it('neither shift nor scale of a predictor changes the fit, even in bytes', () => {
    fc.assert(fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 1e9 }), (shift, scale) => {
      const fit = valueOf(poissonRegression(mtcars.carb, [{ name: 'wt', values: mtcars.wt }]));
      const moved = valueOf(poissonRegression(mtcars.carb, [{ name: 'wt', values: mtcars.wt.map((w) => (w + shift) * scale) }]));
      expectDigits(moved.coefficients[1]!.estimate * scale, fit.coefficients[1]!.estimate, 6);
      expectDigits(moved.coefficients[1]!.standardError * scale, fit.coefficients[1]!.standardError, 6);
      expectDigits(moved.aic, fit.aic, 9);
    }), { seed: 18, numRuns: 30 });
  });
});

describe('negative binomial regression (R 4.2.2, MASS::glm.nb)', () => {
  it('quine, mean only and by sex', () => {
    const one = valueOf(negativeBinomialRegression(days, []));
    expectDigits(one.coefficients[0]!.estimate, 2.80086661403, 12);
    expectDigits(one.theta, 1.06678458313, 10);
    expectDigits(one.aic, 1122.26696269783, 13);
    const two = valueOf(negativeBinomialRegression(days, [male]));
    expectDigits(two.coefficients[0]!.estimate, 2.722938813596, 12);
    expectDigits(two.coefficients[1]!.estimate, 0.164904497947, 12);
    expectDigits(two.theta, 1.07411652384, 10);
    expectDigits(two.aic, 1123.27431042381, 13);
  });

  it('stands on the top of the likelihood, written out independently', () => {
    const fit = valueOf(negativeBinomialRegression(mtcars.carb.map((c, i) => c * (i % 5)), [{ name: 'wt', values: mtcars.wt }]));
    const y = mtcars.carb.map((c, i) => c * (i % 5));
    function logLikelihood(b0: number, b1: number, theta: number): number {
      return y.reduce((sum, count, i) => {
        const mu = Math.exp(b0 + b1 * mtcars.wt[i]!);
        return sum + logGamma(theta + count) - logGamma(theta) - logGamma(count + 1)
          + theta * Math.log(theta / (theta + mu)) + count * Math.log(mu / (theta + mu));
      }, 0);
    }
    const [b0, b1] = fit.coefficients.map(({ estimate }) => estimate) as [number, number];
    expectDigits(logLikelihood(b0, b1, fit.theta), fit.logLikelihood, 12);
    const step = 1e-5;
    for (const [d0, d1, dTheta] of [[step, 0, 0], [0, step, 0], [0, 0, step]] as const) {
      const slope = (logLikelihood(b0 + d0, b1 + d1, fit.theta + dTheta) - logLikelihood(b0 - d0, b1 - d1, fit.theta - dTheta)) / (2 * step);
      expect(Math.abs(slope)).toBeLessThan(1e-6);
    }
    // The standard error of θ is the curvature in θ.
    const wide = 1e-3;
    const curvature = (logLikelihood(b0, b1, fit.theta + wide) - 2 * fit.logLikelihood + logLikelihood(b0, b1, fit.theta - wide)) / wide ** 2;
    expectDigits(fit.thetaStandardError, 1 / Math.sqrt(-curvature), 4);
  });

  it('keeps its digits near the Poisson: the difference is first order in 1/theta', () => {
    const y = Float64Array.from(mtcars.carb);
    const means = y.map(() => 2.8);
    let poisson = 0;
    let excess = 0;
    for (const value of y) {
      poisson += value * Math.log(2.8) - 2.8 - logGamma(value + 1);
      excess += (value - 2.8) ** 2 - value;
    }
    for (const theta of [1e7, 1e10]) {
      const difference = negativeBinomialLogLikelihood(y, tabulateCounts(y), means, theta) - poisson;
      expect(Math.abs(difference - excess / (2 * theta))).toBeLessThan(1e-11);
    }
  });

  it('finds the numbers that 100,000 simulated rows were made with', () => {
    const { x, y } = simulate(100_000);
    const fit = valueOf(negativeBinomialRegression(y, [{ name: 'x', values: x }]));
    for (const [i, truth] of [0.5, 1].entries()) {
      const { estimate, standardError, robustStandardError } = fit.coefficients[i]!;
      expect(Math.abs(estimate - truth)).toBeLessThan(4 * standardError);
      expect(robustStandardError / standardError).toBeCloseTo(1, 1);
    }
    expect(Math.abs(fit.theta - 2)).toBeLessThan(4 * fit.thetaStandardError!);
    expect(fit.pearsonDispersion).toBeCloseTo(1, 1);
    expect(valueOf(poissonRegression(y, [{ name: 'x', values: x }])).pearsonDispersion).toBeGreaterThan(1.5);
  });
});

describe('what cannot be computed', () => {
  const wt = { name: 'wt', values: mtcars.wt };

  it('says which data have no fit', () => {
    for (const regression of [poissonRegression, negativeBinomialRegression]) {
      expectReason(regression([], []), 'empty');
      expectReason(regression([1, 2], [{ name: 'a', values: [1, 2] }, { name: 'b', values: [2, 1] }]), 'too few values');
      expectReason(regression([1, 2.5], []), 'not a count');
      expectReason(regression([1, -2], []), 'negative value');
      expectReason(regression([0, 0, 0], []), 'zero total');
      expectReason(regression([1, 2, 9], [{ name: 'a', values: [4, 4, 4] }]), 'singular design');
      expectReason(regression(mtcars.carb, [wt, { name: 'tonnes', values: mtcars.wt.map((w) => 3 * w + 1) }]), 'singular design');
      expectReason(regression([1, 2, 3], [{ name: 'a', values: [1, NaN, 2] }]), 'not finite');
      expect(() => regression([1, 2, 3], [{ name: 'a', values: [1, 2] }])).toThrow(UsageError);
    }
  });

  it('reports a coefficient that runs away instead of returning where it was stopped', () => {
    const group = { name: 'group', values: [0, 0, 0, 0, 1, 1, 1, 1] };
    expectReason(poissonRegression([3, 9, 1, 4, 0, 0, 0, 0], [group]), 'not converged');
    expectReason(negativeBinomialRegression([3, 9, 1, 40, 0, 0, 0, 0], [group]), 'not converged');
  });

  it('has no theta for counts that scatter no more than a Poisson', () => {
    expectReason(negativeBinomialRegression([4, 5, 4, 5, 6, 5], []), 'no overdispersion');
    expectReason(negativeBinomialRegression([3, 3, 3, 3], []), 'no overdispersion');
  });

  it('either fits with finite numbers or says why', () => {
    fc.assert(fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: -5, max: 5 })), { minLength: 3, maxLength: 25 }),
      (rows) => {
        const fit = negativeBinomialRegression(rows.map(([y]) => y), [{ name: 'x', values: rows.map(([, x]) => x) }]);
        if (!fit.computable) return;
        const { coefficients, theta, aic, deviance } = fit.value;
        for (const { estimate, standardError } of coefficients) {
          expect(Number.isFinite(estimate)).toBe(true);
          expect(standardError).toBeGreaterThan(0);
        }
        expect(theta).toBeGreaterThan(0);
        expect(Number.isFinite(aic)).toBe(true);
        expect(deviance).toBeGreaterThanOrEqual(0);
      },
    ), { seed: 19 });
  });
});
