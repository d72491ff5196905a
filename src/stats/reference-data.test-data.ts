/**
 * Small public data sets of R's `datasets` and `MASS` packages and of R's help pages, typed in as facts for the tests. Each is
 * right as far as the published results computed from it come out to all digits (see the tests that import this file).
 */

/** `sleep`: extra hours of sleep, Student 1908. */
export const sleep1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
export const sleep2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

/** `mtcars`: fuel consumption and others of 32 cars, Henderson & Velleman 1981. */
export const mtcars = {
  mpg: [21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4, 30.4, 33.9,
    21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4],
  cyl: [6, 6, 4, 6, 8, 6, 8, 4, 4, 6, 6, 8, 8, 8, 8, 8, 8, 4, 4, 4, 4, 8, 8, 8, 8, 4, 4, 4, 8, 6, 8, 4],
  wt: [2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424, 5.345, 2.2, 1.615,
    1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78],
  am: [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1],
  gear: [4, 4, 4, 3, 3, 3, 3, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 4, 4, 4, 3, 3, 3, 3, 3, 4, 5, 5, 5, 5, 5, 4],
  carb: [4, 4, 1, 1, 2, 1, 4, 2, 2, 4, 4, 3, 3, 3, 4, 4, 4, 1, 2, 1, 1, 2, 2, 4, 2, 1, 2, 2, 4, 6, 8, 2],
};

/** `airquality`: ozone in New York, May and August 1973, days without a reading left out. */
export const ozoneMay = [41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37];
export const ozoneAugust = [39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84, 85];

/** Permeability of the human chorioamnion, from the help page of `wilcox.test` (Hollander & Wolfe 1973). */
export const permeabilityTerm = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
export const permeabilityEarly = [1.15, 0.88, 0.9, 0.74, 1.21];

/** Quality of canned tuna, from the help page of `cor.test` (Hollander & Wolfe 1973). */
export const tunaLightness = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
export const tunaPanel = [2.6, 3.1, 2.5, 5, 3.6, 4, 5.2, 2.8, 3.8];

/** `cars`: speed and stopping distance, Ezekiel 1930. */
export const cars = {
  speed: [4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15, 15, 16, 16, 17, 17, 17,
    18, 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25],
  dist: [2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60, 80, 20, 26, 54, 32, 40, 32, 40, 50,
    42, 56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85],
};

/** `InsectSprays`: insects counted after treatment with six sprays, Beall 1942. */
export const insectSprays: Readonly<Record<'A' | 'B' | 'C' | 'D' | 'E' | 'F', readonly number[]>> = {
  A: [10, 7, 20, 14, 14, 12, 10, 23, 17, 20, 14, 13],
  B: [11, 17, 21, 11, 16, 14, 17, 17, 19, 21, 7, 13],
  C: [0, 1, 7, 2, 3, 1, 2, 1, 3, 0, 1, 4],
  D: [3, 5, 12, 6, 4, 3, 5, 5, 5, 5, 2, 4],
  E: [3, 5, 3, 5, 3, 6, 1, 1, 3, 2, 6, 4],
  F: [11, 9, 15, 22, 15, 16, 13, 10, 26, 26, 24, 13],
};

/** `MASS::quine`: days absent from school by sex, Aitkin 1978. */
export const quineDays: Readonly<Record<'M' | 'F', readonly number[]>> = {
  M: [2, 11, 14, 5, 5, 13, 20, 22, 6, 6, 15, 7, 14, 6, 32, 53, 57, 14, 16, 16, 17, 40, 43, 46, 8, 23, 23, 28, 34, 36, 38,
    6, 17, 67, 0, 0, 2, 7, 11, 12, 0, 0, 5, 5, 5, 11, 17, 3, 4, 22, 30, 36, 8, 0, 1, 5, 7, 16, 27, 0, 30, 10, 14, 27, 41, 69],
  F: [3, 5, 11, 24, 45, 5, 6, 6, 9, 13, 23, 25, 32, 53, 54, 5, 5, 11, 17, 19, 8, 13, 14, 20, 47, 48, 60, 81, 2,
    0, 2, 3, 5, 10, 14, 21, 36, 40, 25, 10, 11, 20, 33, 5, 7, 0, 1, 5, 5, 5, 5, 7, 11, 15, 5, 14, 6, 6, 7, 28,
    0, 5, 14, 2, 2, 3, 8, 10, 12, 1, 1, 9, 22, 3, 3, 5, 15, 18, 22, 37],
};

/** Illustrative incomes from the help page of `ineq`. */
export const incomes = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261];

/** `swiss`: fertility and socio-economic indicators of 47 French-speaking provinces about 1888, Mosteller & Tukey 1977. */
export const swiss = {
  fertility: [80.2, 83.1, 92.5, 85.8, 76.9, 76.1, 83.8, 92.4, 82.4, 82.9, 87.1, 64.1, 66.9, 68.9, 61.7, 68.3, 71.7, 55.7, 54.3, 65.1, 65.5, 65, 56.6, 57.4,
    72.5, 74.2, 72, 60.5, 58.3, 65.4, 75.5, 69.3, 77.3, 70.5, 79.4, 65, 92.2, 79.3, 70.4, 65.7, 72.7, 64.4, 77.6, 67.6, 35, 44.7, 42.8],
  agriculture: [17, 45.1, 39.7, 36.5, 43.5, 35.3, 70.2, 67.8, 53.3, 45.2, 64.5, 62, 67.5, 60.7, 69.3, 72.6, 34, 19.4, 15.2, 73, 59.8, 55.1, 50.9, 54.1,
    71.2, 58.1, 63.5, 60.8, 26.8, 49.5, 85.9, 84.9, 89.7, 78.2, 64.9, 75.9, 84.6, 63.1, 38.4, 7.7, 16.7, 17.6, 37.6, 18.7, 1.2, 46.6, 27.7],
  examination: [15, 6, 5, 12, 17, 9, 16, 14, 12, 16, 14, 21, 14, 19, 22, 18, 17, 26, 31, 19, 22, 14, 22, 20,
    12, 14, 6, 16, 25, 15, 3, 7, 5, 12, 7, 9, 3, 13, 26, 29, 22, 35, 15, 25, 37, 16, 22],
  education: [12, 9, 5, 7, 15, 7, 7, 8, 7, 13, 6, 12, 7, 12, 5, 2, 8, 28, 20, 9, 10, 3, 12, 6,
    1, 8, 3, 10, 19, 8, 2, 6, 2, 6, 3, 9, 3, 13, 12, 11, 13, 32, 7, 7, 53, 29, 29],
  catholic: [9.96, 84.84, 93.4, 33.77, 5.16, 90.57, 92.85, 97.16, 97.67, 91.38, 98.61, 8.52, 2.27, 4.43, 2.82, 24.2, 3.3, 12.11, 2.15, 2.84, 5.23, 4.52, 15.14, 4.2,
    2.4, 5.23, 2.56, 7.72, 18.46, 6.1, 99.71, 99.68, 100, 98.96, 98.22, 99.06, 99.46, 96.83, 5.62, 13.79, 11.22, 16.92, 4.97, 8.65, 42.34, 50.43, 58.33],
  infantMortality: [22.2, 22.2, 20.2, 20.3, 20.6, 26.6, 23.6, 24.9, 21, 24.4, 24.5, 16.5, 19.1, 22.7, 18.7, 21.2, 20, 20.2, 10.8, 20, 18, 22.4, 16.7, 15.3,
    21, 23.8, 18, 16.3, 20.9, 22.5, 15.1, 19.8, 18.3, 19.4, 20.2, 17.8, 16.3, 18.1, 20.3, 20.5, 18.9, 23, 20, 19.5, 18, 18.2, 19.3],
};
/** `survival::aml`: weeks until relapse or end of watch, with and without maintained chemotherapy, Embury 1977; `true` is a relapse. */
export const amlMaintained = {
  times: [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161],
  events: [true, true, false, true, true, false, true, true, false, true, false],
};
export const amlNot = {
  times: [5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45],
  events: [true, true, true, true, true, false, true, true, true, true, true, true],
};

/** `airquality`: ozone in June, July and September 1973, days without a reading left out. */
export const ozoneJune = [29, 71, 39, 23, 21, 37, 20, 12, 13];
export const ozoneJuly = [135, 49, 32, 64, 40, 77, 97, 97, 85, 10, 27, 7, 48, 35, 61, 79, 63, 16, 80, 108, 20, 52, 82, 50, 64, 59];
export const ozoneSeptember = [96, 78, 73, 91, 47, 32, 20, 23, 21, 24, 44, 21, 28, 9, 13, 46, 18, 13, 24, 16, 13, 23, 36, 7, 14, 30, 14, 18, 20];

/** Mucociliary efficiency from the help page of `kruskal.test` (Hollander & Wolfe 1973): normal subjects, obstructive disease, asbestosis. */
export const mucociliary = [[2.9, 3.0, 2.5, 2.6, 3.2], [3.8, 2.7, 4.0, 2.4], [2.8, 3.4, 3.7, 2.2, 2.0]];

/** Pain scores on the third day after surgery under two treatments, from the help page of `brunner.munzel.test` (package `lawstat`). */
export const painY = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1];
export const painN = [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4];

/**
 * Months until deterioration of the breast's look after radiotherapy alone, seen at visits only (Finkelstein & Wolfe 1985): last visit
 * without, first visit with; null where it was not seen.
 */
export const cosmesis: readonly (readonly [after: number, by: number | null])[] = [
  [45, null], [6, 10], [0, 7], [46, null], [46, null], [7, 16], [17, null], [7, 14], [37, 44], [0, 8], [4, 11], [15, null],
  [11, 15], [22, null], [46, null], [46, null], [25, 37], [46, null], [26, 40], [46, null], [27, 34], [36, 44], [46, null],
  [36, 48], [37, null], [40, null], [17, 25], [46, null], [11, 18], [38, null], [5, 12], [37, null], [0, 5], [18, null],
  [24, null], [36, null], [5, 11], [19, 35], [17, 25], [24, null], [32, null], [33, null], [19, 26], [37, null], [34, null], [36, null],
];
