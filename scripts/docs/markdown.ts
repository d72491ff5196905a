/** One page of the documentation that is made from the program. */
export interface Page {
  /** File name within `docs/`. */
  readonly name: string;
  readonly text: string;
}

/** The line that every generated page begins with, after its title. */
export const generatedLine = 'Made by `npm run docs` from the declarations in the code; changes here are lost.';

/** A page from its title and its parts, with an empty line between them. */
export function page(name: string, title: string, parts: readonly string[]): Page {
  return { name, text: `${[`# ${title}`, generatedLine, ...parts].join('\n\n')}\n` };
}

/** A Markdown table. Cells are Markdown already: texts go through `prose`, names through `code`. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** Plain text as Markdown on one line: nothing in it is taken for a tag, a table border or emphasis. */
export function prose(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('|', '\\|')
    .replaceAll('*', '\\*')
    .replace(/(^|[^\p{L}\p{N}`])_/gu, '$1\\_');
}

/** A name in code type. Backticks do not occur in our names. */
export function code(name: string): string {
  return `\`${name.replaceAll('|', '\\|')}\``;
}

/** Names in code type with commas between them, or a word for none. */
export function codes(names: readonly string[], none: string): string {
  return names.length === 0 ? none : names.map(code).join(', ');
}

/** Plain text as a sentence: with a capital and a full stop. */
export function sentence(text: string): string {
  const clean = prose(text);
  return `${clean.charAt(0).toUpperCase()}${clean.slice(1)}${/[.!?]$/.test(clean) ? '' : '.'}`;
}
