/** Codes that the hub sends as X-Error-Code, by which its clients tell what is missing. */
export type MirrorErrorCode = 'RepoNotFound' | 'RevisionNotFound' | 'EntryNotFound' | 'GatedRepo';

/** The words by which the Python client knows a repository that was taken down: it compares the whole string. */
export const disabledMessage = 'Access to this resource is disabled.';

/** Names from a request may hold anything; a header value is one line of visible ASCII. */
export function headerText(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]+/g, '?').slice(0, 1000);
}

/** An error as the hub sends it: JSON `{"error": …}` with X-Error-Message and, where there is one, X-Error-Code. */
export function mirrorError(
  status: number,
  message: string,
  code: MirrorErrorCode | null = null,
  headers: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, unknown>> = {},
): Response {
  return new Response(JSON.stringify({ error: message, ...more }), {
    status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'X-Error-Message': headerText(message),
      ...(code === null ? {} : { 'X-Error-Code': code }),
      ...headers,
    },
  });
}

/** The answer to an address that is no route; the hub sends it without a code. */
export function noSuchRoute(): Response {
  return mirrorError(404, 'Sorry, we can\'t find the page you are looking for.');
}
