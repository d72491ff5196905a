import { escapeHtml } from './escape-html.js';
import { isElement, svgNamespace } from './svg-document.js';
import type { SvgElement, SvgNode } from './svg-document.js';

/** Attributes that are words for people or names, where a number must stay as it is written. */
const textual = new Set(['class', 'aria-label', 'aria-description', 'role', 'font-family']);

/**
 * Rounds every number of the drawing to 3 decimals (a thousandth of a pixel), in place: the same figure is the same
 * text on every machine, and about a third shorter. Texts and labels are left alone.
 */
export function roundGeometry(element: SvgElement): void {
  for (const { name, value } of Array.from(element.attributes)) {
    if (textual.has(name)) continue;
    const rounded = value.replace(/-?\d*\.\d{4,}(?:e[-+]?\d+)?|-?\d+e-\d+/g, (digits) => {
      const text = String(Math.round(Number(digits) * 1000) / 1000);
      return text === '-0' ? '0' : text;
    });
    if (rounded !== value) element.setAttribute(name, rounded);
  }
  for (const child of Array.from(element.childNodes)) {
    if (isElement(child)) roundGeometry(child);
  }
}

function nodeText(node: SvgNode): string {
  if (!isElement(node)) return node.nodeType === 3 ? escapeHtml(node.textContent ?? '') : '';
  const attributes = Array.from(node.attributes)
    .filter(({ name }) => name !== 'xmlns')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, value }) => ` ${name}="${escapeHtml(value)}"`)
    .join('');
  const content = Array.from(node.childNodes).map(nodeText).join('');
  return content === '' ? `<${node.localName}${attributes}/>` : `<${node.localName}${attributes}>${content}</${node.localName}>`;
}

/**
 * The figure as text, well-formed as XML and as HTML. The DOMs differ in the order of attributes, in what they escape and
 * in whether they write the namespace, so this is written here: attributes in alphabetical order, everything escaped.
 * @param options.standalone adds the XML namespace and the declaration, for a file of its own; inside an HTML page the
 * namespace is implied.
 */
export function svgText(element: SvgElement, options: { readonly standalone?: boolean } = {}): string {
  const text = nodeText(element);
  if (options.standalone !== true) return text;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text.replace('<svg', `<svg xmlns="${svgNamespace}"`)}\n`;
}

