/**
 * Checks that markup is well-formed: every tag is closed in order, attributes are quoted, no bare `<` or `&`. Parsers for
 * HTML repair such errors silently, so tests cannot leave the question to them. Answers the first error, or null.
 * @param options.voidElements names of elements that have no end tag (HTML); raw content of `<style>` is skipped.
 */
export function findMarkupError(text: string, options: { readonly voidElements?: readonly string[] } = {}): string | null {
  const open: string[] = [];
  const token = /<\?xml[^?]*\?>|<!doctype html>|<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(\/?)>|[^<]+|</gy;
  for (const match of text.matchAll(token)) {
    const [whole, closing, name, , selfClosing] = match;
    const entities = whole.replace(/&(?:amp|lt|gt|quot|#39|#160);/g, '');
    if (whole === '<') return `bare < at ${match.index}`;
    if (open.at(-1) !== 'style' && entities.includes('&')) return `bare & in ${whole.slice(0, 60)}`;
    if (name === undefined) continue;
    if (closing === '/') {
      const last = open.pop();
      if (last !== name) return `</${name}> closes <${last ?? 'nothing'}> at ${match.index}`;
    } else if (selfClosing !== '/' && options.voidElements?.includes(name) !== true) open.push(name);
  }
  return open.length === 0 ? null : `never closed: ${open.join(', ')}`;
}
