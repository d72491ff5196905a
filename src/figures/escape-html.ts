/**
 * Characters that no document may carry: C0 and C1 controls (but tab, line feed, carriage return), lone surrogates,
 * non-characters, and the bidirectional overrides and isolates, with which a name could reorder the text around it.
 */
// eslint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/gu;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Makes any text safe as HTML or XML text and as a quoted attribute value. Characters that a document must not carry
 * become U+FFFD, so that it stays visible that something was there.
 */
export function escapeHtml(text: string): string {
  return text.replace(forbidden, '\ufffd').replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
