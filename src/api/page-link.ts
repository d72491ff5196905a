/** Absolute address under which the client reached us, behind a proxy too (X-Forwarded-Host, X-Forwarded-Proto). */
export function ownAddress(request: Request): URL {
  const url = new URL(request.url);
  const host = request.headers.get('x-forwarded-host')?.split(',')[0]?.trim();
  const protocol = request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim();
  if (protocol === 'http' || protocol === 'https') url.protocol = protocol;
  if (host !== undefined && /^[\w.-]+(?::\d{1,5})?$|^\[[\da-f:.]+\](?::\d{1,5})?$/i.test(host)) {
    // Setting a host without a port keeps the port of before.
    url.port = '';
    url.host = host;
  }
  return url;
}

/**
 * Value of `Link` for the next page: the address of this one with all its parameters and another cursor or page number.
 * Clients follow it as it is: it must be absolute, and JavaScript's also needs the space.
 */
export function nextLink(request: Request, parameter: 'cursor' | 'p', value: string): string {
  const url = ownAddress(request);
  url.searchParams.set(parameter, value);
  return `<${url.href}>; rel="next"`;
}
