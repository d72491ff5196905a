/** Hears how long work goes on: what is being done, and how much of how much where that is known. */
export interface Progress {
  step(text: string, done?: number, of?: number): void;
}

/** For callers that do not want to hear. */
export const silentProgress: Progress = { step: () => undefined };
