/**
 * Width of text without a browser to ask. The mean advance of a character in the common system fonts lies between
 * 0.46 and 0.53 em for mixed text (Segoe UI, San Francisco, Roboto, DejaVu Sans from narrow to wide); a little more
 * is taken, so that lines end early rather than run out of the figure.
 */
const meanAdvance = 0.55;

/** Estimated width of a text in pixels. */
export function textWidth(text: string, fontSize: number): number {
  return Array.from(text).length * fontSize * meanAdvance;
}

/** Cuts a text that is wider than `width` pixels and ends it with an ellipsis. */
export function truncateText(text: string, width: number, fontSize: number): string {
  const characters = Array.from(text);
  const fit = Math.max(1, Math.floor(width / (fontSize * meanAdvance)));
  return characters.length <= fit ? text : `${characters.slice(0, Math.max(1, fit - 1)).join('')}…`;
}

/** Breaks a text into lines of at most `width` pixels, between words where it can, inside a word where it must. */
export function wrapText(text: string, width: number, fontSize: number): readonly string[] {
  const fit = Math.max(4, Math.floor(width / (fontSize * meanAdvance)));
  const lines: string[] = [];
  let line: string[] = [];
  let length = 0;
  for (const word of text.split(/[ \n\t\r]+/).filter((part) => part !== '')) {
    for (const piece of pieces(word, fit)) {
      const size = Array.from(piece).length;
      if (line.length > 0 && length + 1 + size > fit) {
        lines.push(line.join(' '));
        line = [];
        length = 0;
      }
      length += size + (line.length > 0 ? 1 : 0);
      line.push(piece);
    }
  }
  if (line.length > 0) lines.push(line.join(' '));
  return lines;
}

function pieces(word: string, fit: number): readonly string[] {
  const characters = Array.from(word);
  const parts: string[] = [];
  for (let start = 0; start < characters.length; start += fit) parts.push(characters.slice(start, start + fit).join(''));
  return parts;
}
