/** Share of the models of a quarter that name a library. */
export interface LibraryAdoptionRow {
  /** All models created in the quarter, or those of them that declare a parent. */
  readonly population: 'new models' | 'derived models';
  /** First day of the quarter, `2023-01-01`. */
  readonly quarter: string;
  /** False where the snapshot was taken before the quarter ended, or the registry does not tell days before some day in it. */
  readonly whole: boolean;
  readonly library: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly share: number;
}
