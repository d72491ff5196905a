/**
 * Inline Markdown to plain text by bounded regular expressions. The block structure comes from the syntax tree; readers of
 * sections need nothing but the words inside, which these give in a third of the time of a parser of emphasis and links.
 */
const patterns = {
  comment: /<!--[\s\S]*?(?:-->|$)/g,
  // A template variable that was never filled in: {{ name | default("…", true) }}
  unfilledVariable: /\{\{[^{}]{0,500}\}\}/g,
  image: /!\[[^\][]{0,500}\]\([^()\s]{0,2000}(?:[ \t][^()]{0,300})?\)/g,
  link: /\[([^\][]{0,500})\](?:\([^()]{0,2000}\)|\[[^\][]{0,300}\])/g,
  autolink: /<(?:https?|mailto):[^<>\s]{1,2000}>/gi,
  tag: /<\/?[a-z][^<>]{0,5000}>/gi,
  url: /\b(?:https?:\/\/|www\.)[^\s<>"')\]]{1,2000}/gi,
  emphasis: /[*`~]+/g,
  underscores: /(?<![\p{L}\p{N}])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![\p{L}\p{N}])/gu,
  entity: /&(?:#\d{1,6}|#x[\da-f]{1,6}|[a-z]{2,10});/gi,
} as const;

const entities: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'], ['&lt;', '<'], ['&gt;', '>'], ['&quot;', '"'], ['&#39;', '\''], ['&nbsp;', ' '],
]);

/** Removes HTML comments, and what follows one that is never closed (a browser shows nothing of it either). Lines stay. */
export function withoutComments(source: string): string {
  return source.includes('<!--') ? source.replace(patterns.comment, onlyLineEnds) : source;
}

/** The words a reader sees: no comments, tags, images, bare URLs, emphasis marks, unfilled template variables. */
export function plainText(source: string): string {
  return plainLines(source).trim();
}

/** The same, on the lines of the source: line n of the result is what a reader sees of line n. */
export function plainLines(source: string): string {
  let text = withoutComments(source);
  if (text.includes('{{')) text = text.replace(patterns.unfilledVariable, onlyLineEnds);
  if (text.includes('](') || text.includes('][')) text = text.replace(patterns.image, ' ').replace(patterns.link, '$1');
  if (text.includes('<')) text = text.replace(patterns.autolink, ' ').replace(patterns.tag, onlyLineEnds);
  if (text.includes('://') || text.includes('www.')) text = text.replace(patterns.url, ' ');
  if (text.includes('&')) text = text.replace(patterns.entity, (entity) => entities.get(entity.toLowerCase()) ?? ' ');
  text = text.replace(patterns.emphasis, '');
  if (text.includes('_')) text = text.replace(patterns.underscores, '');
  return text.replace(/[ \t\u00a0]{2,1000}|[\t\u00a0]/g, ' ');
}

function onlyLineEnds(removed: string): string {
  return removed.includes('\n') ? ` ${removed.replace(/[^\n]+/g, '')}` : ' ';
}

/**
 * A heading as a key of the vocabulary: compatibility forms folded, lower case, words of letters and digits parted by one
 * blank, no leading number. `2.1 Intended uses & limitations:` gives `intended uses limitations`.
 */
export function headingKey(source: string): string {
  return plainText(source.slice(0, 1000))
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(?:\d{1,3} ){1,4}(?=\D)/, '');
}
