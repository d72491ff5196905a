/**
 * The little of the DOM that figures need. A browser's `Document` fits it, and so does a server-side one (linkedom),
 * so the same functions draw for the report, the API and the web without the DOM's types being in the program.
 */

export interface SvgNode {
  readonly nodeType: number;
  readonly childNodes: ArrayLike<SvgNode>;
  readonly firstChild: SvgNode | null;
  textContent: string | null;
}

export interface SvgElement extends SvgNode {
  readonly localName: string;
  readonly attributes: ArrayLike<{ readonly name: string; readonly value: string }>;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  appendChild(node: SvgNode): unknown;
}

export interface SvgDocument {
  createElementNS(namespace: string, name: string): SvgElement;
  createTextNode(text: string): SvgNode;
}

export const svgNamespace = 'http://www.w3.org/2000/svg';

export type Attributes = Readonly<Record<string, string | number>>;

/** Tells whether a node is an element (nodeType 1) and not text. */
export function isElement(node: SvgNode): node is SvgElement {
  return node.nodeType === 1;
}

/** An SVG element with attributes and children; strings become text nodes, never markup. */
export function createSvg(
  document: SvgDocument,
  name: string,
  attributes: Attributes = {},
  children: readonly (SvgNode | string)[] = [],
): SvgElement {
  const element = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  for (const child of children) {
    element.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
  }
  return element;
}

/**
 * Takes the content of a plot's own `<svg>` into a group at (x, y). Nested `<svg>` elements would obey style sheets of
 * the host page that are meant for the outer one (`svg { height: auto }`), and clip their labels; groups do neither.
 */
export function adoptPlot(document: SvgDocument, plot: SvgElement, x: number, y: number): SvgElement {
  const group = createSvg(document, 'g', { transform: `translate(${x},${y})` });
  for (const name of ['fill', 'font-size', 'text-anchor']) {
    const value = plot.getAttribute(name);
    if (value !== null) group.setAttribute(name, value);
  }
  for (const child of Array.from(plot.childNodes)) {
    if (isElement(child) && child.localName === 'style') continue;
    group.appendChild(child);
  }
  return group;
}
