/** Everything the practice hub can do wrong on purpose, each with its meaning in one line. */
export const faultKinds = [
  { kind: 'rate-limit-header', meaning: '429 that says when to come back by RateLimit r=0;t=1 alone' },
  { kind: 'rate-limit-seconds', meaning: '429 with Retry-After in seconds' },
  { kind: 'rate-limit-date', meaning: '429 with Retry-After as a date, by the clock of the Date header' },
  { kind: 'rate-limit-bare', meaning: '429 that does not say when to come back' },
  { kind: 'error-500', meaning: '500 Internal Server Error' },
  { kind: 'error-502', meaning: '502 Bad Gateway' },
  { kind: 'error-503', meaning: '503 Service Unavailable' },
  { kind: 'error-504', meaning: '504 Gateway Timeout' },
  { kind: 'heavy-504', meaning: '504 on list pages that ask for siblings, config or cardData: by chance above 100 rows, always above 500' },
  { kind: 'reset', meaning: 'connection reset before any header' },
  { kind: 'truncated-body', meaning: 'body ends in its middle although Content-Length says more' },
  { kind: 'truncated-chunks', meaning: 'chunked body ends in its middle, without the last chunk' },
  { kind: 'slow-body', meaning: 'a few bytes, then nothing for longer than slowMs, then the end of the connection' },
  { kind: 'html-page', meaning: '200 with an HTML page instead of the answer' },
  { kind: 'half-json', meaning: '200 with JSON cut in half, and a Content-Length that fits it' },
  { kind: 'cursor-loop', meaning: 'list page whose Link leads to itself or to the first page' },
  { kind: 'empty-page', meaning: 'list page without rows whose Link leads on to the rows: nothing is lost' },
  { kind: 'moved-rows', meaning: 'list page that begins with rows of the page before, which moved in the meantime' },
] as const;

export type FaultKind = (typeof faultKinds)[number]['kind'];
