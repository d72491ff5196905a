/** A linear scale from numbers to pixels with round ticks. */
export interface NumberLine {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  place(value: number): number;
}

/**
 * A scale that shows all given values (finite numbers, in any order) between two places in pixels, with a little room on both sides, and
 * about `count` ticks on multiples of 1, 2 or 5. `from` may be the larger place, as it is on a vertical axis.
 */
export function numberLine(values: readonly number[], [from, to]: readonly [number, number], count: number): NumberLine {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const spread = most - least || Math.abs(most) || 1;
  const domain = [least - spread * 0.06, most + spread * 0.06] as const;
  let ticks = ticksOf(domain, count);
  for (let more = count + 1; ticks.length < 2; more += 1) ticks = ticksOf(domain, more);
  return { domain, ticks, place: (value) => from + ((value - domain[0]) / (domain[1] - domain[0])) * (to - from) };
}

function ticksOf([low, high]: readonly [number, number], count: number): readonly number[] {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  // A quotient of integers is the double nearest to the tick, where a product with 0.1 is not.
  return Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, index) => (step >= 1 ? (first + index) * step : (first + index) / Math.round(1 / step)));
}

/** A tick of the time axis: the beginning of a month or year. */
export interface TimeTick {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly label: string;
}

/** Beginnings of months, quarters, half-years or years between two times (milliseconds), at most `most` of them. */
export function timeTicks(first: number, last: number, most: number): readonly TimeTick[] {
  for (const months of [1, 3, 6, 12, 24, 60, 120]) {
    const ticks: TimeTick[] = [];
    const start = new Date(first);
    for (let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months; ; month += months) {
      const time = Date.UTC(Math.floor(month / 12), month % 12, 1);
      if (time > last) break;
      if (time < first) continue;
      ticks.push({ time, label: months >= 12 ? String(Math.floor(month / 12)) : new Date(time).toISOString().slice(0, 7) });
    }
    if (ticks.length <= most) return ticks;
  }
  return [];
}
