/** A source of numbers from 0 to below 1. */
export type Random = () => number;

/** What breaks readers: ends of constructs without beginnings, deep nesting, control characters, other scripts, long runs. */
const pieces: readonly string[] = [
  '---\n', '\n---\n', '```', '~~~', '<!--', '-->', '<details>', '</details>', '<table><tr><td>', '</table>', '<h2>', '</h2>', '<pre>', '<style>', '<script>',
  '[', '](', ')', '![', '*', '**', '_', '`', '|', '|---|\n', '- ', '> ', '1. ', '# ', '###### ', '#', '===\n', '\t', '    ', '\\', '&amp;', '&#0;', '{{', '}}', '{%',
  '\0', '\r', '\r\n', '\ufeff', '\u200b', '\u202e', '\ud800', '\udfff', '\u2028', '😀', '模型', 'モデル', '모델', 'модель', 'نموذج', 'e\u0301',
  '[More Information Needed]', '## Limitations\n', '**Training:** ', 'from_pretrained("', 'accuracy: 0.9', 'base_model: ', '<a href="', 'https://', 'arxiv:2101.00001', '@misc{',
  'language: no\n', '&a [*a, *a]\n', '? - ? - ', '!!python/object/apply:os.system ["true"]\n', '<<: *a\n', '.nan', '1e999', '0x', '"', '\'', '$(', '; drop table card;',
];

type Mutation = (card: string, random: Random, other: string) => string;

const mutations: readonly Mutation[] = [
  function cut(card, random) {
    const from = position(card, random);
    return card.slice(0, from) + card.slice(from + Math.floor(random() * 200));
  },
  function cutEnd(card, random) {
    return card.slice(0, position(card, random));
  },
  function insertPiece(card, random) {
    return inserted(card, position(card, random), pick(pieces, random));
  },
  function insertRun(card, random) {
    return inserted(card, position(card, random), pick(pieces, random).repeat(1 + Math.floor(random() ** 4 * 20_000)));
  },
  function insertNesting(card, random) {
    const piece = pick(['> ', '- ', '  - ', '1. ', '[', '(', '<div>', '*', '**', '| ', '{', '? '], random);
    const depth = 1 + Math.floor(random() * 300);
    return inserted(card, position(card, random), Array.from({ length: depth }, (_none, at) => `${piece.repeat(at % 60)}a`).join('\n'));
  },
  function repeatPart(card, random) {
    const from = position(card, random);
    const part = card.slice(from, from + 1 + Math.floor(random() * 500));
    return inserted(card, from, part.repeat(1 + Math.floor(random() ** 3 * 400)));
  },
  function spliceOther(card, random, other) {
    return card.slice(0, position(card, random)) + other.slice(position(other, random));
  },
  function changeCharacter(card, random) {
    const at = position(card, random);
    return card.slice(0, at) + String.fromCharCode(Math.floor(random() * 65_536)) + card.slice(at + 1);
  },
  function shuffleLines(card, random) {
    return card.split('\n').map((line) => ({ line, key: random() })).sort((a, b) => a.key - b.key).map(({ line }) => line).join('\n');
  },
  function joinLines(card, random) {
    return card.replaceAll('\n', pick([' ', '\r', '\r\n', '\n\n', '|', ''], random));
  },
];

/** Longest mutated card, in characters: beyond what is parsed of one. */
const longest = 600_000;

/** A card changed in one to six ways; the same numbers give the same card. `other` is a second card that parts are taken from. */
export function mutateCard(card: string, other: string, random: Random): string {
  let mutated = card;
  for (let left = 1 + Math.floor(random() * 6); left > 0; left -= 1) mutated = pick(mutations, random)(mutated, random, other).slice(0, longest);
  return mutated;
}

function inserted(card: string, at: number, piece: string): string {
  return card.slice(0, at) + piece + card.slice(at);
}

function position(card: string, random: Random): number {
  return Math.floor(random() * (card.length + 1));
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)] as Item;
}
