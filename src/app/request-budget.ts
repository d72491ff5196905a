import type { RequestBudget } from '../harvest/harvest-packages.js';

/**
 * A budget of requests: a look begins only where those sent so far, those set apart for looks under way and its own stay
 * within it.
 */
export function createRequestBudget(most: number, sent: () => number): RequestBudget {
  let apart = 0;
  return {
    begin(requests) {
      if (sent() + apart + requests > most) return false;
      apart += requests;
      return true;
    },
    end(requests) {
      apart -= requests;
    },
  };
}
