/**
 * The `Link` to the page after this one: the absolute address of the request with all its parameters and another value
 * of one. Behind a proxy the address is the one the client used (X-Forwarded-Host, X-Forwarded-Proto).
 */
export function nextLink(request: Request, parameter: string, value: string | null): string {
  const url = new URL(request.url);
  const host = request.headers.get('x-forwarded-host');
  const protocol = request.headers.get('x-forwarded-proto');
  if (value === null) {
    url.searchParams.delete(parameter);
  } else {
    url.searchParams.set(parameter, value);
  }
  if (protocol === 'http' || protocol === 'https') {
    url.protocol = protocol;
  }
  if (host !== null && /^[\w.:[\]-]+$/.test(host)) {
    // Setting a host without a port keeps the port of before.
    url.port = '';
    url.host = host;
  }
  return `<${url.href}>; rel="next"`;
}
