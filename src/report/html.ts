import { escapeHtml } from '../figures/escape-html.js';

/**
 * Markup that is known to be safe: made by `html` from a template of ours, or by `trustedMarkup` from our own
 * serialiser.
 */
export class Markup {
  constructor(readonly text: string) {}
}

/**
 * What may stand in a template: text (escaped), numbers, markup, lists of them; null, undefined and false write
 * nothing.
 */
export type Insertion = string | number | Markup | readonly Insertion[] | null | undefined | false;

function write(insertion: Insertion): string {
  if (insertion === null || insertion === undefined || insertion === false) return '';
  if (insertion instanceof Markup) return insertion.text;
  if (typeof insertion === 'string') return escapeHtml(insertion);
  if (typeof insertion === 'number') return escapeHtml(String(insertion));
  return insertion.map(write).join('');
}

/**
 * Template tag that escapes everything that is put in, unless it is markup from the same tag. An insertion may stand
 * in text or in a *quoted* attribute value; not in a tag name, an unquoted attribute, a script or a style.
 */
export function html(strings: TemplateStringsArray, ...insertions: readonly Insertion[]): Markup {
  return new Markup(strings.reduce((text, part, index) => text + write(insertions[index - 1]) + part));
}

/** Takes text that is already safe markup as it is. Only for constants of this program and for what `svgText` wrote. */
export function trustedMarkup(text: string): Markup {
  return new Markup(text);
}

export { escapeHtml };
