import { posix } from 'node:path';
import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import type { ProjectFile } from './project-files.js';

interface Link {
  readonly url: string;
  readonly line: number;
}

/**
 * Sentences about each relative link of a page that leads nowhere: no such file or folder, or no such heading in it.
 *
 * @param exists whether a project path is a file or folder
 * @param pages all pages by path, for the anchors in them
 */
export function findBrokenLinks(
  page: ProjectFile,
  exists: (path: string) => boolean,
  pages: ReadonlyMap<string, ProjectFile>,
): string[] {
  return listLinks(parse(page)).flatMap(({ url, line }) => {
    const problem = judgeLink(page.path, url, exists, pages);
    return problem === null ? [] : [`${page.path}:${line}: ${url}: ${problem}`];
  });
}

function judgeLink(
  from: string,
  url: string,
  exists: (path: string) => boolean,
  pages: ReadonlyMap<string, ProjectFile>,
): string | null {
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(url)) return null;
  if (url.startsWith('/')) return 'begins at no known place; expected a relative link';
  const [path = '', anchor] = url.split('#', 2);
  const target = path === '' ? from : posix.join(posix.dirname(from), decodeURI(path.replace(/\?.*$/, ''))).replace(/\/$/, '');
  if (!exists(target)) return `${target} does not exist`;
  const page = pages.get(target);
  if (anchor === undefined || anchor === '' || page === undefined) return null;
  return listAnchors(page).has(decodeURIComponent(anchor)) ? null : `${target} has no heading for it`;
}

/** The tokens of a page, inline ones too, each with the line of the block it stands in. */
function parse({ text }: ProjectFile): { readonly token: Token; readonly line: number }[] {
  let line = 0;
  return new MarkdownIt({ html: true }).parse(text, {}).flatMap((token) => {
    line = token.map === null || token.map === undefined ? line : token.map[0] + 1;
    return [token, ...(token.children ?? [])].map((one) => ({ token: one, line }));
  });
}

function listLinks(page: readonly { readonly token: Token; readonly line: number }[]): Link[] {
  return page.flatMap(({ token, line }) => {
    const url = token.attrGet(token.type === 'image' ? 'src' : 'href');
    if (url !== null) return [{ url: String(url), line }];
    if (token.type !== 'html_block' && token.type !== 'html_inline') return [];
    return [...token.content.matchAll(/\b(?:href|src)="([^"]*)"/g)].map((match) => ({ url: match[1] ?? '', line }));
  });
}

/** The anchors of a page: its headings as the usual Markdown hosts derive them, and explicit ids. */
export function listAnchors(page: ProjectFile): Set<string> {
  const anchors = new Set<string>();
  const tokens = parse(page);
  tokens.forEach(({ token }, at) => {
    if (token.type.startsWith('html')) for (const match of token.content.matchAll(/\b(?:id|name)="([^"]+)"/g)) anchors.add(match[1] ?? '');
    if (token.type !== 'heading_open') return;
    const words = (tokens[at + 1]?.token.children ?? []).filter((one) => one.type === 'text' || one.type === 'code_inline');
    const slug = words.map((one) => one.content).join('').trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replaceAll(' ', '-');
    let anchor = slug;
    for (let repetition = 1; anchors.has(anchor); repetition += 1) anchor = `${slug}-${repetition}`;
    anchors.add(anchor);
  });
  return anchors;
}
