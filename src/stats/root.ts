/**
 * Root of a continuous function between two points where it has different signs (or is zero), to the last bits of a
 * double. Bisection or inverse quadratic interpolation, whichever is safe (Chandrupatla 1997).
 */
export function findRoot(f: (x: number) => number, low: number, high: number): number {
  let a = low;
  let b = high;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  let step = 0.5;
  for (let i = 0; i < 200; i += 1) {
    const x = a + step * (b - a);
    const fx = f(x);
    let c = b;
    let fc = fb;
    if (Math.sign(fx) === Math.sign(fa)) {
      c = a;
      fc = fa;
    } else {
      b = a;
      fb = fa;
    }
    a = x;
    fa = fx;
    const best = Math.abs(fa) < Math.abs(fb) ? a : b;
    const least = (2 * Number.EPSILON * Math.abs(best) + Number.MIN_VALUE) / Math.abs(b - a);
    if (fa === 0 || fb === 0 || least > 0.5) return best;
    const position = (a - b) / (c - b);
    const height = (fa - fb) / (fc - fb);
    const smooth = height * height < position && (1 - height) * (1 - height) < 1 - position;
    step = smooth
      ? (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb))
      : 0.5;
    step = Math.min(1 - least, Math.max(least, step));
  }
  return Math.abs(fa) < Math.abs(fb) ? a : b;
}
