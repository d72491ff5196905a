/** Position after the JSON value that starts at `from`; the text must be valid JSON. */
function endOfValue(text: string, from: number): number {
  const first = text[from];
  if (first === '"') {
    for (let at = from + 1; at < text.length; at += 1) {
      if (text[at] === '\\') {
        at += 1;
      } else if (text[at] === '"') {
        return at + 1;
      }
    }
    return text.length;
  }
  if (first !== '{' && first !== '[') {
    const rest = /[,}\]\s]/g;
    rest.lastIndex = from;
    return rest.exec(text)?.index ?? text.length;
  }
  let depth = 0;
  for (let at = from; at < text.length;) {
    const character = text[at];
    if (character === '"') {
      at = endOfValue(text, at);
      continue;
    }
    depth += character === '{' || character === '[' ? 1 : character === '}' || character === ']' ? -1 : 0;
    at += 1;
    if (depth === 0) {
      return at;
    }
  }
  return text.length;
}

function skipBetween(text: string, from: number): number {
  let at = from;
  while (/[\s,:]/.test(text[at] ?? '')) {
    at += 1;
  }
  return at;
}

/**
 * The text of one member of a JSON object exactly as it was written, or null where the object has no such member.
 * Parsing and writing again would change long numbers and escapes; what is passed on should be what was recorded.
 * The text must be valid JSON; of a repeated name the last counts, as for JSON.parse.
 */
export function memberText(text: string, name: string): string | null {
  let at = skipBetween(text, text.indexOf('{') + 1);
  let found: string | null = null;
  while (at < text.length && text[at] !== '}') {
    const keyEnd = endOfValue(text, at);
    const valueStart = skipBetween(text, keyEnd);
    const valueEnd = endOfValue(text, valueStart);
    if (JSON.parse(text.slice(at, keyEnd)) === name) {
      found = text.slice(valueStart, valueEnd);
    }
    at = skipBetween(text, valueEnd);
  }
  return found;
}
