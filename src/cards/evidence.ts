/** Lines of a card's file, both ends included, counted from 1. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** Why a reader answers as it does. */
export interface Evidence {
  /** Name of the rule that decided. */
  readonly rule: string;
  /** Where it was met; null where there is no place (a tag, a file name, nothing found). */
  readonly lines: LineRange | null;
  /** From 0 to 1: how often the rule was right where its answers were compared with a person's. */
  readonly confidence: number;
}
