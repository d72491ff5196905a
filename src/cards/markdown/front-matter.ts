import { isMap, isScalar, parseDocument, type Tags } from 'yaml';

/** Why front matter that is there could not be used (or, for `duplicate-key`, was used with the last value). */
export type FrontMatterReason =
  | 'too-large'
  | 'unclosed'
  | 'invalid-yaml'
  | 'too-many-aliases'
  | 'not-a-mapping'
  | 'duplicate-key';

/** The YAML block at the head of a card. `data` is an empty object unless `state` is `mapping`. */
export interface FrontMatter {
  readonly state: 'absent' | 'mapping' | 'invalid';
  readonly data: Readonly<Record<string, unknown>>;
  /** The text between the fences as written; null where there is no block. */
  readonly raw: string | null;
  readonly reason: FrontMatterReason | null;
  /** What the YAML parser said, first error only; null where it said nothing. */
  readonly detail: string | null;
  /**
   * Keys of the top level whose value a reader of YAML 1.1 (the Python client) takes for another: `language: no` is false there,
   * `1e3` a text, a date no text, `010` eight. Not looked for in blocks longer than `secondLookLimit`: parsing is slow, and those are results.
   */
  readonly otherInYaml11: readonly string[];
}

/** A card cut in two. `bodyLine` is the line (from 1) of the whole text on which the body starts. */
export interface SplitCard {
  readonly frontMatter: FrontMatter;
  readonly body: string;
  readonly bodyLine: number;
}

/** Longest block parsed, in characters; the longest of 16,241 cards of February 2022 has 16,134. */
export const frontMatterLimit = 262_144;
/** Longest block that is parsed a second time by other rules, in characters. */
export const secondLookLimit = 32_768;
/** Most collections nested in one another; the parser is recursive. `model-index` is about ten deep. */
export const frontMatterDepthLimit = 200;
/** Most aliases resolved, against documents that grow by repetition. */
export const aliasLimit = 50;

const noFrontMatter: FrontMatter = { state: 'absent', data: {}, raw: null, reason: null, detail: null, otherInYaml11: [] };

/**
 * Splits a card into front matter and body and parses the front matter. The block must be the first thing in the text but
 * for a byte order mark and blank lines, as both official clients of the Hugging Face Hub read it; the fences are lines
 * of three hyphens; lines may end in LF, CRLF or CR. Never throws: what cannot be used is kept in `raw` with a reason.
 * A text that opens with a rule (`---`), is not followed by `key:` and has no second rule is a body that starts with a thematic break;
 * between two rules it is front matter, which is then no mapping.
 */
export function splitCard(text: string): SplitCard {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const opening = /^\s{0,1000}?---[ \t]{0,100}(?:\r\n|\r|\n)/.exec(text.slice(start, start + 2000));
  if (opening === null) return { frontMatter: noFrontMatter, body: text.slice(start), bodyLine: 1 };
  const contentStart = start + opening[0].length;
  const closing = /(?:^|\r\n|\r|\n)---[ \t]{0,100}(?:\r\n|\r|\n|$)/g;
  // A block may be empty, so the line ending of the opening fence may also be the one before the closing fence.
  closing.lastIndex = Math.max(0, contentStart - 1);
  const end = closing.exec(text);
  if (end === null) {
    const head = text.slice(contentStart, contentStart + 2000);
    const looksLikeKey = /^\s{0,1000}[A-Za-z_][\w-]{0,100}[ \t]{0,10}:(?:\s|$)/.test(head);
    const frontMatter: FrontMatter = looksLikeKey
      ? { ...noFrontMatter, state: 'invalid', reason: 'unclosed', detail: null }
      : noFrontMatter;
    return { frontMatter, body: text.slice(start), bodyLine: 1 };
  }
  const raw = text.slice(contentStart, Math.max(contentStart, end.index));
  const bodyStart = end.index + end[0].length;
  return {
    frontMatter: parseFrontMatter(raw),
    body: text.slice(bodyStart),
    bodyLine: 1 + countLineEndings(text, bodyStart),
  };
}

/**
 * Parses the text between the fences as YAML 1.2 core. The version matters: under YAML 1.1 the language code `no`
 * (Norwegian) would be `false`. Numbers that JSON cannot hold (`.nan`, `.inf`) become strings. Never throws.
 */
export function parseFrontMatter(raw: string): FrontMatter {
  if (raw.length > frontMatterLimit) {
    return invalid(raw, 'too-large', `${raw.length} characters, limit ${frontMatterLimit}`);
  }
  if (nestingExceeds(raw, frontMatterDepthLimit)) {
    return invalid(raw, 'too-large', `nested deeper than ${frontMatterDepthLimit}`);
  }
  try {
    // The parser's own search for duplicate keys compares each key with all before it: 26 s for 40,000 keys.
    const document = parseDocument(raw, {
      version: '1.2', schema: 'core', merge: false, uniqueKeys: false, logLevel: 'error', prettyErrors: false,
    });
    const fatal = document.errors[0];
    if (fatal !== undefined) return invalid(raw, 'invalid-yaml', fatal.message);
    const value: unknown = document.toJS({
      maxAliasCount: aliasLimit,
      reviver: (_key, item: unknown) => (typeof item === 'number' && !Number.isFinite(item) ? String(item) : item),
    });
    if (value === null || value === undefined) return { ...noFrontMatter, state: 'mapping', raw };
    if (!isMapping(value)) return invalid(raw, 'not-a-mapping', `a ${Array.isArray(value) ? 'sequence' : typeof value}`);
    // `{{ card_data }}`, which a template left there, is a mapping whose key is a mapping; the Python client refuses it too.
    if (isMap(document.contents) && document.contents.items.some(({ key }) => !isScalar(key))) return invalid(raw, 'invalid-yaml', 'a key that is no scalar');
    const repeated = firstRepeatedKey(document.contents);
    return { state: 'mapping', data: value, raw, reason: repeated === null ? null : 'duplicate-key', detail: repeated, otherInYaml11: otherInYaml11(raw, value) };
  } catch (error) {
    // Unresolved and too many aliases are ReferenceErrors of the parser; a RangeError is an exhausted stack.
    const message = error instanceof Error ? error.message : String(error);
    return invalid(raw, /excessive alias/i.test(message) ? 'too-many-aliases' : 'invalid-yaml', message);
  }
}

/** Plain scalars that the two versions read differently: words for yes and no, dates, numbers with leading zeros, colons or exponents. */
const readDifferently = /(?:^|[\s:,[{-])(?:y|n|yes|no|on|off|[-+]?0[0-7_]+|[-+]?\d[\d_]*(?:\.[\d_]*)?e[-+]?\d+|\d+(?::[0-5]?\d)+|\d{4}-\d{1,2}-\d{1,2}\b|[-+]?\d+_[\d_]*|0o[0-7]+|0b[01_]+|<<)/im;

/** The Python client takes a number with an exponent for a text unless it has a point and a signed exponent. */
function strictExponents(tags: Tags): Tags {
  return tags.map((tag) => {
    if (typeof tag !== 'object' || !('format' in tag) || tag.collection !== undefined || tag.format !== 'EXP') return tag;
    return { ...tag, test: /^[-+]?\d[\d_]*\.[\d_]*e[-+]\d+$/i };
  });
}

/** A second look with the rules of YAML 1.1, only where something is written that they read otherwise. */
function otherInYaml11(raw: string, value: Readonly<Record<string, unknown>>): readonly string[] {
  if (raw.length > secondLookLimit || !readDifferently.test(raw)) return [];
  let other: unknown;
  try {
    const document = parseDocument(raw, { version: '1.1', customTags: strictExponents, uniqueKeys: false, logLevel: 'error', prettyErrors: false });
    other = document.errors.length > 0 ? null : document.toJS({ maxAliasCount: aliasLimit });
  } catch {
    // `<<: foo` is a key like any other in YAML 1.2, and no mapping to merge in 1.1: a reader of that gets nothing at all.
    return Object.keys(value);
  }
  if (!isMapping(other)) return [];
  const read = other;
  return Object.keys(value).filter((key) => JSON.stringify(read[key]) !== JSON.stringify(value[key]));
}

/** The strings of a value that may be one string or a list of them; blanks and what is no string or number are left out. */
export function stringsOf(value: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items
    .filter((item): item is string | number => typeof item === 'string' || typeof item === 'number')
    .map((item) => String(item).trim())
    .filter((item) => item !== '');
}

/** True for a plain mapping (no list, no null). */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first key that stands twice at the top level; the last value is the one used. */
function firstRepeatedKey(contents: unknown): string | null {
  if (!isMap(contents)) return null;
  const seen = new Set<string>();
  for (const { key } of contents.items) {
    const name = isScalar(key) ? String(key.value) : null;
    if (name === null) continue;
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return null;
}

function invalid(raw: string, reason: FrontMatterReason, detail: string): FrontMatter {
  return { ...noFrontMatter, state: 'invalid', raw, reason, detail: detail.slice(0, 200) };
}

function countLineEndings(text: string, end: number): number {
  let count = 0;
  for (let at = 0; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count += 1;
  }
  return count;
}

/**
 * An upper bound of the nesting, in one pass: open brackets, and indicators (`- `, `? `) at the head of one line, or
 * indentation. Brackets inside quoted strings are counted too, which can only refuse what nobody writes.
 */
function nestingExceeds(raw: string, limit: number): boolean {
  let open = 0;
  for (const character of raw) {
    if (character === '[' || character === '{') open += 1;
    else if ((character === ']' || character === '}') && open > 0) open -= 1;
    if (open > limit) return true;
  }
  return raw.split(/\r\n|\r|\n/).some((line) => {
    const head = /^[ \t]*(?:[-?:][ \t]+)*/.exec(line)?.[0] ?? '';
    return head.length > 4 * limit || (head.match(/[-?:]/g)?.length ?? 0) > limit;
  });
}
