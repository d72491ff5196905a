import { parseHTML } from 'linkedom';

/** Elements of a page that have no end tag. */
export const voidElements = ['meta', 'br', 'hr', 'img', 'link'];

/** As much of an element as the tests of pages look at. */
export interface PageElement {
  readonly textContent: string;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

/** The root of a page as a browser would see it. */
export function parsePage(text: string): PageElement {
  const window: unknown = parseHTML(text);
  return (window as { document: { documentElement: PageElement } }).document.documentElement;
}

/** A file of a report; fails where there is none. */
export function fileOf(report: ReadonlyMap<string, string>, path: string): string {
  const text = report.get(path);
  if (text === undefined) throw new Error(`no file ${path}`);
  return text;
}
