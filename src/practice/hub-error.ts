/** Codes that the hub sends as X-Error-Code. */
export type HubErrorCode = 'RepoNotFound' | 'RevisionNotFound' | 'EntryNotFound' | 'GatedRepo';

/** Header values are one line of visible ASCII; names from the request may hold anything. */
function headerText(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]+/g, '?');
}

/** An error as the hub sends it: JSON `{"error": …}` with X-Error-Message and, where there is one, X-Error-Code. */
export function hubError(
  status: number,
  message: string,
  code?: HubErrorCode | null,
  headers: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, unknown>> = {},
): Response {
  return new Response(JSON.stringify({ error: message, ...more }), {
    status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'X-Error-Message': headerText(message),
      ...(code === undefined || code === null ? {} : { 'X-Error-Code': code }),
      ...headers,
    },
  });
}

/** Who asks, by the Authorization header: tokens of the hub begin with `hf_`; any of that form is taken as valid. */
export function authentication(header: string | undefined): 'anonymous' | 'token' | 'invalid' {
  return header === undefined ? 'anonymous' : /^Bearer hf_\w+$/.test(header) ? 'token' : 'invalid';
}

/**
 * The answer for a repository that is not there. To anonymous callers the hub answers 401 in the same words whether it is
 * missing, private or removed; with a token it says 404. The code is sent with both, since clients on plain HTTP have
 * nothing else to tell a missing repository by.
 */
export function repositoryNotFound(authorization: string | undefined): Response {
  return authentication(authorization) === 'token'
    ? hubError(404, 'Repository not found', 'RepoNotFound')
    : hubError(401, 'Invalid username or password.', 'RepoNotFound');
}

/** The hub's words for a repository that its moderators took down; clients compare the string. */
export function repositoryDisabled(): Response {
  return hubError(403, 'Access to this resource is disabled.');
}
