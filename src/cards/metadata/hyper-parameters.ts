import { normaliseNumber } from './normal-form.js';
import { optimizers } from './quantity-names.js';

/** Between a name and its value: marks, a sign or a small word; never a line end. */
const between = String.raw`["'\x60*_)\]]{0,3}[ \t]{0,3}(?:\([^()\n]{0,24}\)[ \t]?)?(?::|=|\||was set to|is set to|set to|are|of|is|was|to|at|were)?[ \t]{0,3}(?:warm-?up to )?["'\x60*_~≈([{]{0,3}(?:an? |about |around )?`;
const numberAfter = new RegExp(String.raw`${between}([-+]?\d[\d,]{0,15}(?:\.\d{1,15})?(?:[ ]?[x×*][ ]?10\^?\{?[-−–]?\d{1,2}|e[-+−–]?\d{1,3}|\^[-−–]\d)?)[ ]?(k|m|million|thousand)?(?![\w%])`, 'iy');
const wordAfter = new RegExp(String.raw`["'\x60*_)\]]{0,3}[ \t]{0,3}(?::|=|is|was|of)[ \t]{0,3}["'\x60*_]{0,3}([A-Za-z][\w.+-]{1,40}(?: (?:AMP|decay|with warmup|schedule))?)`, 'y');
const numberBefore = /(\d[\d,]{0,12}(?:\.\d{1,4})?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty))[ -]?(k|m|million|thousand)?[ -](?:full |training |total |additional |more |further |gradient )?$/i;

const numberWords: Readonly<Record<string, string>> = { one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9', ten: '10', twelve: '12', twenty: '20' };
const named: ReadonlySet<string> = new Set(['scheduler', 'precision_mode', 'distributed_type', 'loss_function']);
/** Names whose number may stand before them: `3 epochs`, `10k warmup steps`. */
const counted: ReadonlySet<string> = new Set(['epochs', 'steps', 'warmup_steps', 'num_devices']);
/** Words that follow a name without being its value. */
const noValues: ReadonlySet<string> = new Set(['none', 'null', 'the', 'used', 'unknown', 'not', 'a', 'an', 'type', 'name', 'and']);

/** The value of the hyper-parameter whose name stands at `from` to `to`; null where none stands beside it. */
export function hyperParameterAt(name: string, text: string, from: number, to: number, inCode = false): string | null {
  if (name === 'optimizer') return optimizerBeside(text, from, to);
  if (named.has(name)) return wordBeside(text, to);
  if (counted.has(name) && !inCode) {
    const match = numberBefore.exec(text.slice(Math.max(0, from - 32), from));
    if (match?.[1] !== undefined) {
      const number = scaled(numberWords[match[1].toLowerCase()] ?? match[1], match[2]);
      if (number !== null) return number;
    }
  }
  numberAfter.lastIndex = to;
  const match = numberAfter.exec(text);
  if (match?.[1] === undefined) return null;
  // Between a bare name and a number stands a sign or a small word, except for names that are written with a low line.
  const gap = text.slice(to, to + match[0].length - match[1].length - (match[2]?.length ?? 0));
  if (counted.has(name) && !/[:=|]|of|is|was|to/.test(gap)) return null;
  const value = scaled(match[1], match[2]);
  // `follow these steps: 1. open it` numbers a list.
  return name === 'steps' && value !== null && Number(value) < 10 ? null : value;
}

function optimizerBeside(text: string, from: number, to: number): string | null {
  const lineEnd = text.indexOf('\n', to);
  const after = text.slice(to, Math.min(to + 60, lineEnd < 0 ? text.length : lineEnd)).toLowerCase();
  const lineStart = text.lastIndexOf('\n', from) + 1;
  const before = text.slice(Math.max(lineStart, from - 24), from).toLowerCase();
  const stop = after.search(/[.;]\s/);
  const near = stop < 0 ? after : after.slice(0, stop);
  return optimizers.find((name) => before.includes(name)) ?? optimizers.find((name) => near.includes(name)) ?? null;
}

function wordBeside(text: string, to: number): string | null {
  wordAfter.lastIndex = to;
  const word = wordAfter.exec(text)?.[1]?.toLowerCase();
  return word === undefined || noValues.has(word) ? null : word.replace(/[.]+$/, '');
}

function scaled(digits: string, unit: string | undefined): string | null {
  const plain = digits.toLowerCase().replace(/[−–]/g, '-').replace(/ /g, '').replace(/[x×*]10\^?\{?(-?\d+)/, 'e$1').replace(/^10\^(-\d)$/, '1e$1').replace(/,$/, '');
  const factor = unit === undefined ? 1 : unit.toLowerCase().startsWith('m') ? 1e6 : 1e3;
  const number = normaliseNumber(plain.replace(/^(\d{1,3}(?:,\d{3})+)$/, (part) => part.replaceAll(',', '')));
  return number === null || factor === 1 ? number : normaliseNumber(String(Number(number) * factor));
}
