/**
 * A function that gives the line of a position in `source`, asked in any order, cheapest in rising order. `first` is the line on which the
 * source begins; no answer is beyond `last`.
 */
export function lineReader(source: string, first: number, last: number): (position: number) => number {
  let counted = 0;
  let lines = 0;
  return (position) => {
    if (position < counted) {
      counted = 0;
      lines = 0;
    }
    for (let at = source.indexOf('\n', counted); at >= 0 && at < position; at = source.indexOf('\n', at + 1)) {
      lines += 1;
      counted = at + 1;
    }
    return Math.min(last, first + lines);
  };
}
