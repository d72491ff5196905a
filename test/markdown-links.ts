import { posix } from 'node:path';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toString } from 'mdast-util-to-string';
import type { Nodes } from 'mdast';
import { gfm } from 'micromark-extension-gfm';
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

function parse({ text }: ProjectFile): Nodes {
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

function listNodes(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap((child) => listNodes(child)) : [])];
}

function listLinks(page: Nodes): Link[] {
  return listNodes(page).flatMap((node) => {
    const line = node.position?.start.line ?? 0;
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') return [{ url: node.url, line }];
    if (node.type !== 'html') return [];
    return [...node.value.matchAll(/\b(?:href|src)="([^"]*)"/g)].map((match) => ({ url: match[1] ?? '', line }));
  });
}

/** The anchors of a page: its headings as the usual Markdown hosts derive them, and explicit ids. */
export function listAnchors(page: ProjectFile): Set<string> {
  const anchors = new Set<string>();
  for (const node of listNodes(parse(page))) {
    if (node.type === 'html') for (const match of node.value.matchAll(/\b(?:id|name)="([^"]+)"/g)) anchors.add(match[1] ?? '');
    if (node.type !== 'heading') continue;
    const slug = toString(node).trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replaceAll(' ', '-');
    let anchor = slug;
    for (let repetition = 1; anchors.has(anchor); repetition += 1) anchor = `${slug}-${repetition}`;
    anchors.add(anchor);
  }
  return anchors;
}
