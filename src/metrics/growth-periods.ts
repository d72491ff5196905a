/** Packages created in one calendar month, by the SQL of the metric. */
export interface CreatedMonth {
  /** First day of the month, ISO 8601; null: packages without an instant of creation. */
  readonly month: string | null;
  readonly created: number;
  /** Of these at the instant that stands for everything older. */
  readonly at_floor: number;
  /** Of these called gone by the source itself. */
  readonly gone: number;
}

export interface Period {
  readonly from: string;
  readonly created: number;
}

/** The months that can be read, with what was left out of them. */
export interface ReadableMonths {
  /** Successive months without a gap, oldest first. */
  readonly months: readonly Period[];
  readonly undated: number;
  readonly atFloor: number;
  /** Packages of months of which a part is hidden under the floor. */
  readonly besideFloor: number;
  /** Packages of the month in which the snapshot was taken, and later ones. */
  readonly afterLast: number;
  /** Packages of the months before there were ten in each. */
  readonly early: number;
}

/** Below this a month's logarithm is mostly chance. */
const fewest = 10;

function addMonths(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const at = year * 12 + (month - 1) + months;
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}-01`;
}

/**
 * The months a curve can be fitted to: whole ones before the snapshot, after the month of the floor where the floor is in use, and from the
 * first month on since which each has at least ten new packages. A month without any counts zero. `without gone` leaves out what the source calls gone.
 */
export function readMonths(counted: readonly CreatedMonth[], takenAt: string, floorMonth: string, withoutGone: boolean): ReadableMonths {
  const atFloor = counted.reduce((total, one) => total + one.at_floor, 0);
  const undated = counted.filter((one) => one.month === null).reduce((total, one) => total + one.created, 0);
  const createdIn = new Map(counted.flatMap((one) => (one.month === null ? [] : [[one.month, one.created - one.at_floor - (withoutGone ? one.gone : 0)] as const])));
  const lastMonth = `${takenAt.slice(0, 7)}-01`;
  const dated = [...createdIn.keys()].sort();
  const hidden = dated.filter((month) => atFloor > 0 && month <= floorMonth);
  const late = dated.filter((month) => month >= lastMonth);
  const first = dated.find((month) => !hidden.includes(month) && !late.includes(month));
  const all: Period[] = [];
  for (let from = first ?? lastMonth; from < lastMonth; from = addMonths(from, 1)) all.push({ from, created: createdIn.get(from) ?? 0 });
  const start = all.findLastIndex((one) => one.created < fewest) + 1;
  function total(months: readonly string[]): number {
    return months.reduce((sum, month) => sum + (createdIn.get(month) ?? 0), 0);
  }
  return {
    months: all.slice(start), undated, atFloor, besideFloor: total(hidden), afterLast: total(late),
    early: all.slice(0, start).reduce((sum, one) => sum + one.created, 0),
  };
}

/** Calendar quarters of which all three months are there. */
export function wholeQuarters(months: readonly Period[]): Period[] {
  const start = months.findIndex((one) => (Number(one.from.slice(5, 7)) - 1) % 3 === 0);
  const usable = start < 0 ? [] : months.slice(start);
  return Array.from({ length: Math.floor(usable.length / 3) }, (_, index): Period => {
    const three = usable.slice(3 * index, 3 * index + 3);
    return { from: three[0]?.from ?? '', created: three.reduce((total, one) => total + one.created, 0) };
  });
}
