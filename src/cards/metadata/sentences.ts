import { modelOfAddress } from './addresses.js';
import type { MetadataAttribute } from './card-value.js';
import { emissionsOf } from './emissions.js';
import { measureFrom } from './measures.js';
import { normaliseCount, normaliseModel, shortText, statesNothing } from './normal-form.js';
import type { Opening } from './word-meanings.js';
import { architectureOfWord } from './word-meanings.js';

/** The place of an opening in what a reader sees, with the Markdown that begins on its line. */
export interface OpeningPlace {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly relation: string;
  readonly sourceFrom: () => string;
}

/** What a reader of openings found. */
export interface Said {
  readonly attribute: MetadataAttribute;
  readonly value: string | null;
  readonly detail?: Readonly<Record<string, string>>;
  readonly confidence: number;
}

/** What the sentence says that opens so; nothing where it goes on with something else. */
export function readOpening(opening: Opening, place: OpeningPlace): readonly Said[] {
  switch (opening) {
    case 'same': return upstreamAfter(place).filter(({ value }) => value?.includes('/') === true || place.sourceFrom().includes('huggingface.co')).map((said) => ({ ...said, confidence: 0.65 }));
    case 'picture': return pictureAfter(place);
    case 'classes': return classesBefore(place);
    case 'derived': return [...upstreamAfter(place), ...dataOfDerived(place)];
    case 'author': return authorAfter(place);
    case 'trained on': return [...upstreamBefore(place), ...trainedOn(place)];
    case 'data': return dataBefore(place);
    case 'parameters': return parametersBeside(place);
    case 'funded': return funderAfter(place);
    case 'sampled': return sampledBeside(place);
    case 'sequence': return lengthBeside(place);
    case 'gpu': return processorsBeside(place);
    case 'emissions': return emissionsBeside(place);
    case 'dimensions': return dimensionsBefore(place);
    case 'limits': return [{ attribute: 'limitation', value: shortText(sentenceAround(place), 160), confidence: 0.6 }];
  }
}

function upstreamAfter({ text, from, to, relation, sourceFrom }: OpeningPlace): readonly Said[] {
  const detail: Readonly<Record<string, string>> = relation === '' ? {} : { relation };
  const after = sentenceAfter(text, to, 160);
  if (/^[\s:]*(?:this|these|that|our|it|the (?:model|paper|dataset|data))\b/i.test(after) && relation === '') return [];
  const source = sourceFrom();
  // The Markdown from the opening on: the same words stand there, perhaps with marks between them.
  const word = text.slice(to - 12 < from ? from : to - 12, to);
  const start = Math.max(0, source.indexOf(word));
  const window = source.slice(start, start + 320);
  const stop = /\.(?:\s|$)|\n\s*\n/.exec(window)?.index ?? window.length;
  const named = /^[\s:]*(?:(?:the|a|an|our|pre-?trained|multilingual|original|large|base|cased|uncased|model|checkpoint|English|language)\s+){0,5}[`"'*]{0,3}([\w.-]{2,50}\/[\w.-]{2,80}|[A-Za-z][\w.]{1,30}(?:-[\w.]{1,30}){1,10})/.exec(after)?.[1]?.replace(/[.]+$/, '');
  // A second link in the sentence is something else: `built on top of [T5](…) and comes as [x-11b](…)`.
  const isFirst = (window.slice(0, Math.max(0, window.search(/(?:huggingface|hf)\.co\//))).match(/\]\(/g)?.length ?? 0) <= 1;
  const linked = isFirst ? modelOfAddress(window.slice(0, stop)) : null;
  if (linked !== null && !(relation === '' && window.slice(0, stop).indexOf('huggingface.co') > 160)) return [{ attribute: 'upstreamModel', value: linked, detail, confidence: relation === '' ? 0.7 : 0.92 }];
  if (named !== undefined && (isIdentifier(named, after) || (architectureOfWord(named) !== null && /\d|-(?:base|large|small|tiny|cased|uncased)/i.test(named)))) return [{ attribute: 'upstreamModel', value: normaliseModel(named), detail, confidence: relation === '' ? 0.65 : 0.85 }];
  const family = /^[\s:]*(?:(?:the|a|an|our|pre-?trained|multilingual|original|state-of-the-art|Google's|Facebook's|OpenAI's|[A-Z][a-z]+'s)\s+){0,4}(?=[A-Z])([\w.-]{2,30}(?:\s(?:[A-Z][\w.-]*|large|base|small|medium|XL|\d[\w.]*)){0,3})/.exec(after)?.[1];
  if (family !== undefined && architectureOfWord(family.split(' ')[0] ?? '') !== null) return [{ attribute: 'upstreamModel', value: shortText(family.replace(/\s(?:model|architecture)$/i, ''), 60).toLowerCase().replace(/\s+/g, '-'), detail, confidence: relation === '' ? 0.5 : 0.7 }];
  return [];
}

/** `[x](address) fine-tuned on …`, `this is x-base, finetuned on …`: what stands right before is what was tuned. */
function upstreamBefore({ text, from, to, sourceFrom }: OpeningPlace): readonly Said[] {
  if (!text.slice(from, to).toLowerCase().includes('tuned')) return [];
  const line = sourceFrom().split('\n', 1)[0] ?? '';
  const tuned = /\b(?:fine-?\s?)?tuned\b/i.exec(line)?.index ?? -1;
  const linked = tuned < 0 ? null : /\]\((https?:\/\/(?:huggingface|hf)\.co\/[^()\s]{2,140})\)[^[\]().]{0,30}$/.exec(line.slice(Math.max(0, tuned - 220), tuned))?.[1];
  const model = linked === null || linked === undefined ? null : modelOfAddress(linked);
  if (model !== null) return [{ attribute: 'upstreamModel', value: model, detail: { relation: 'finetune' }, confidence: 0.85 }];
  const named = /(?:^|[\s`"'*])([A-Za-z][\w.]{1,30}(?:[-/][\w.]{1,40}){1,8})[`"'*]{0,3},?\s(?:model\s)?$/.exec(text.slice(Math.max(0, from - 90), from))?.[1];
  return named !== undefined && !/\d{4}-\d\d|finetun|fine-tun/i.test(named) && architectureOfWord(named) !== null ? [{ attribute: 'upstreamModel', value: normaliseModel(named), detail: { relation: 'finetune' }, confidence: 0.7 }] : [];
}

/** `224*224*3` beside words for an image that goes in. */
function pictureAfter({ text, from, to }: OpeningPlace): readonly Said[] {
  const match = /(\d{2,4})\s?[x×*]\s?(\d{2,4})|at least\s`?(\d{2,4})/.exec(text.slice(to, to + 200));
  if (match !== null) return [{ attribute: 'input', value: `${match[1] ?? match[3] ?? ''}x${match[2] ?? match[3] ?? ''} image`, detail: { quality: 'size' }, confidence: 0.7 }];
  return /^input/i.test(text.slice(from, to)) ? [{ attribute: 'input', value: 'image', confidence: 0.6 }] : [];
}

function classesBefore({ text, from }: OpeningPlace): readonly Said[] {
  const count = /\b(\d{1,6}|two|three|four|five|six|seven|eight|nine|ten)\s(?:[\w-]{1,16}\s){0,2}$/i.exec(text.slice(Math.max(0, from - 50), from))?.[1];
  return count === undefined || !/\b(?:classif|output|predict|label|into one of|sort|detect|distinguish)/i.test(sentenceAround({ text, from, to: from, relation: '', sourceFrom: String })) ? [] : [{ attribute: 'output', value: `${count.toLowerCase()} classes`, detail: { quality: 'classes' }, confidence: 0.65 }];
}

/** Training scripts write `a fine-tuned version of … on the … dataset`. */
function dataOfDerived({ text, to, relation }: OpeningPlace): readonly Said[] {
  const named = relation === 'finetune' ? /^[^.\n]{0,120}? on (?:an? |the )([^\n]{1,80}?) (?:data ?set|corpus)\b/.exec(sentenceAfter(text, to, 260))?.[1] : undefined;
  return named === undefined || statesNothing(named) ? [] : [{ attribute: 'dataset', value: shortText(named, 80), confidence: 0.85 }];
}

/** `owner/name`, and not two words with a stroke between them (`text/image`). */
function isIdentifier(named: string, after: string): boolean {
  return named.includes('/') && /[\d-]|[A-Z]/.test(named) && !/^[\s:]*(?:https?|www)/.test(after);
}

function authorAfter({ text, to }: OpeningPlace): readonly Said[] {
  const match = /^[\s:*_[(]{0,5}(?:the |our |a )?(?:team (?:at|of|from) )?([\p{Lu}@][^\n;()|]{1,100}|[a-z][\w-]{2,30}(?=\s*$|\s*\n|[.,](?:\s|$)))/u.exec(text.slice(to, to + 140))?.[1];
  if (match === undefined) return [];
  const name = shortText((match.split(/(?:\.\s)|\.$|\s(?:on|using|in|and is|and was|with|for|from|as|to|which|that|by|during|based|is|was|who)\s|,\s(?:and\s)?[a-z]/u)[0] ?? ''), 80);
  return name.length < 2 || /^(?:it|this|the|default|hand|yourself|following|running|using|me|us|Keras|Trainer)$/i.test(name) ? [] : [{ attribute: 'author', value: name, confidence: 0.75 }];
}

const dataWords = /\b(?:data ?sets?|data|corpus|corpora|wikipedia|tweets|articles|sentences|texts?|hours|images|pairs|samples|examples|documents|books?|common ?voice|squad|reviews|lyrics|recordings|poems|papers|comments|posts|conversations|tokens|wiki|imagenet|glue|transcripts|dialogues?|news|treebank|mnli|snli|librispeech|oscar|cc100|c4|mc4|coco|laion|code|repositories|abstracts|subtitles|quotes|split|stories|transcriptions|queries|questions|audio|speech|language|languages|messages)\b/i;
const notData = /^(?:an? |the |one |two |four |eight |single |\d+ ?x? ?)*(?:tpus?|gpus?|nvidia|tesla|google colab|colab|cloud|v100|a100|v3-8|rtx|p100|t4|unknown|none|null|cpu|amazon|aws|azure|machine|server|hardware|[\d.,]+ epochs|batch|learning|adam|top|this task|my|same|default|pytorch|tensorflow|keras|transformers|hugging)\b/i;

/** Phrases that speak of data and name none. */
const namesNothing = /\bonly\b|\bpart of\b|^very large$|self-supervised|^(?:data|text|texts)$|^(?:a|an|the|this|some|our) (?:\w+ )?(?:task|fashion)/i;

function trainedOn({ text, from, to }: OpeningPlace): readonly Said[] {
  if (/\b(?:not|never|n['’]t)\s+(?:been\s+)?$/i.test(text.slice(Math.max(0, from - 16), from))) return [];
  const after = sentenceAfter(text, to, 160).trim().replace(/^[:\s]+/, '');
  const phrase = after.split(/[;:()]|,\s(?:and|with|which|using|for|the|a|we|it)\b|\s(?:with|using|for|by|and then|which|that|where|in order|during|via|at|until|after|so|to)\s/)[0] ?? '';
  if (phrase.length < 2 || notData.test(phrase) || /\b(?:none|unknown) data/i.test(phrase)) return [];
  const named = /^(?:an?|the|our|this|both|all|various|different|original|full|entire)?\s*(.{1,80}?)\s*(?:data ?sets?|corpus|corpora)\b/i.exec(phrase)?.[1]?.trim();
  const value = shortText(named === undefined || named === '' || /^(?:a|an|the|this|our|following|same|large|custom)$/i.test(named) ? phrase : named, 80);
  if (value === '' || statesNothing(value) || namesNothing.test(value)) return [];
  if (dataWords.test(phrase)) return [{ attribute: 'dataset', value, confidence: 0.75 }];
  return /^(?:the )?[A-Z][\w-]*[A-Z\d][\w-]*|^[\w-]{2,40}\/[\w.-]{2,60}/.test(phrase) && architectureOfWord(phrase.split(' ')[0] ?? '') === null ? [{ attribute: 'dataset', value, confidence: 0.6 }] : [];
}

function dataBefore({ text, from }: OpeningPlace): readonly Said[] {
  const before = text.slice(Math.max(0, from - 70), from);
  if (/\b(?:not|never) (?:been )?(?:pre-?|fine-?)?(?:trained|tuned)\b[^.\n]*$/i.test(before)) return [];
  const match = /((?:[A-Z][\w./+-]{1,40}|[\w-]{2,40}\/[\w.-]{2,60})(?:\s(?:[A-Z0-9][\w./-]{0,30}|of|v\d))*)[\s"'”]{1,2}$/.exec(before)?.[1];
  if (match === undefined || /^(?:The|This|These|Our|A|An|Training|Each|All|Test|Evaluation|Any|Some|Pre|Fine|For|In|Other|Both|Your|We|Custom|My|Data|Hugging Face|Large|New|Source|Original|Raw|Full|Text|Used|None|Using|English|Parallel|Load|Tokenize|Dataset|Datasets)(?:\s|$|-)/.test(match) || statesNothing(match)) return [];
  return [{ attribute: 'dataset', value: shortText(match, 80), confidence: 0.65 }];
}

function parametersBeside({ text, from, to }: OpeningPlace): readonly Said[] {
  const before = /(?:^|[^\w.])~?(\d{1,3}(?:,\d{3})+|\d{1,12}(?:[.,]\d{1,3})?)[ -]?(k|m|b|t|bn|mn|million|billion|thousand|trillion)?[ \n-]{1,2}(?:[\w+-]{1,15}[ -]){0,2}$/i.exec(text.slice(Math.max(0, from - 60), from));
  if (before?.[1] !== undefined && (before[2] !== undefined || before[1].replace(/\D/g, '').length >= 6)) return [{ attribute: 'parameterCount', value: normaliseCount(before[1], before[2]), confidence: 0.8 }];
  const after = /^[*_`)]{0,3}\s{0,2}(?::|=|is|of|are|\()?\s{0,2}[~≈*_`]{0,3}(?:about |around |approximately )?(\d{1,3}(?:,\d{3})+|\d{1,12}(?:\.\d{1,3})?)\s?(k|m|b|t|bn|million|billion|trillion)?(?![\w%])/i.exec(text.slice(to, to + 60));
  if (after?.[1] !== undefined && (after[2] !== undefined || after[1].replace(/\D/g, '').length >= 6)) return [{ attribute: 'parameterCount', value: normaliseCount(after[1], after[2]), confidence: 0.75 }];
  return [];
}

const funders = /\b(?:fund|foundation|council|ministry|program(?:me)?|project|research cloud|tpus?|tpu research|grant|agency|commission|universit\w+|institute|google|microsoft|nvidia|aws|amazon|hugging ?face|darpa|nsf|european|government|tfrc|trc|initiative|sponsor\w*|academy|society|center|centre|bank)\b/i;

function funderAfter({ text, from, to }: OpeningPlace): readonly Said[] {
  const opening = text.slice(from, to).toLowerCase().replace(/\s+/g, ' ');
  const after = sentenceAfter(text, to, 120);
  if (/^(?:fund|financ|sponsored|partially|jointly)/.test(opening)) return after.trim().length < 2 || !/\p{Lu}|\d/u.test(after) ? [] : [{ attribute: 'grant', value: shortText(after, 80), confidence: 0.85 }];
  if (opening === 'supported by') return funders.test(after) && /\p{Lu}/u.test(after) ? [{ attribute: 'grant', value: shortText(after, 80), confidence: 0.7 }] : [];
  if (opening === 'grant' || opening === 'grants' || opening === 'fellowship') {
    const isMoney = /^\s{0,2}(?:no\b|n[°º]|#|agreement|from|under|by|number|id\b|\(?[A-Z]{0,6}[-\d/]{4,})/.test(after) || /(?:under|by|through|with|via)\s(?:the\s|a\s|an\s)?(?:[\p{L}\p{N}'’.-]{1,30}\s){0,6}$/iu.test(text.slice(Math.max(0, from - 80), from));
    return isMoney && !/^\s(?:access|permission|you|the user)/.test(after) ? [{ attribute: 'grant', value: shortText(`${opening}${after}`, 80), confidence: 0.7 }] : [];
  }
  return [{ attribute: 'grant', value: shortText(text.slice(from, Math.min(text.length, to + (opening.startsWith('grant') ? 30 : 0))).split('\n')[0] ?? '', 80).toLowerCase(), confidence: 0.8 }];
}

function sampledBeside({ text, from, to }: OpeningPlace): readonly Said[] {
  const match = /(\d{1,3}(?:\.\d{1,3})?)\s?k\s?hz|(\d{4,6})\s?hz|sampl\w+ rate[^\n\d]{0,20}(\d{4,6})/i.exec(text.slice(Math.max(0, from - 8), to + 30));
  if (match === null) return [];
  const hertz = match[1] === undefined ? Number(match[2] ?? match[3]) : Number(match[1]) * 1000;
  return [{ attribute: 'input', value: `${hertz} Hz`, detail: { quality: 'sampling rate' }, confidence: 0.85 }];
}

function lengthBeside({ text, from, to }: OpeningPlace): readonly Said[] {
  const match = /^(?:[\s:=*_`]|of|is|size|window|length|up to){0,6}(\d{1,3}(?:,\d{3})+|\d{2,7})\s?(k)?\b/i.exec(text.slice(to, to + 40)) ?? /(\d{1,3}(?:,\d{3})+|\d{2,7})\s?(k)?[\s-]{0,2}(?:tokens? )?$/i.exec(text.slice(Math.max(0, from - 24), from));
  if (match?.[1] === undefined) return [];
  return [{ attribute: 'input', value: `${Number(match[1].replaceAll(',', '')) * (match[2] === undefined ? 1 : 1024)} tokens`, detail: { quality: 'length' }, confidence: 0.7 }];
}

function processorsBeside({ text, from }: OpeningPlace): readonly Said[] {
  const before = text.slice(Math.max(0, from - 70), from);
  const count = /\b(\d{1,5}|one|two|four|eight|single|a single)\s?(?:x\s?)?(?:[\w-]{1,12}\s){0,2}$/i.exec(before)?.[1];
  if (/\btrain(?:ed|ing)\b[^.\n]{0,60}$/i.test(before) && !/\bto train\b/i.test(before)) return [{ attribute: 'hardware', value: 'gpu', detail: count === undefined ? {} : { count: count.toLowerCase() }, confidence: 0.7 }];
  return count !== undefined && /^\d+$/.test(count) ? [{ attribute: 'hardware', value: 'gpu', detail: { count }, confidence: 0.6 }] : [];
}

function emissionsBeside({ text, from, to }: OpeningPlace): readonly Said[] {
  const near = text.slice(Math.max(0, from - 60), to + 90);
  const match = /(\d[\d,]{0,9}(?:\.\d{1,12})?)\s?(kgs?|grams?|g|kilograms?|tons?|tonnes?|metric tons?|tco2\w*|lbs|kgco2\w*|t)\b/i.exec(near) ?? /\(in grams\)\s?[:=]\s?(\d[\d.]{0,20})/i.exec(near);
  return match === null ? [] : [{ attribute: 'emissions', value: emissionsOf(`${match[1] ?? ''} ${(match[2] ?? 'g').replace(/^metric /, '')}`), confidence: 0.75 }];
}

function dimensionsBefore({ text, from }: OpeningPlace): readonly Said[] {
  const number = /(\d{2,5})[\s-]{0,2}$/.exec(text.slice(Math.max(0, from - 10), from))?.[1];
  return number === undefined ? [] : [{ attribute: 'output', value: `${number} dimensions`, detail: { quality: 'size' }, confidence: 0.75 }];
}

/** The value of the metric whose name stands at `from` to `to`: `accuracy of 0.92`, `WER: 18.2 %`, `92% accuracy`. */
export function metricBeside(metric: string, text: string, from: number, to: number): { readonly value: string; readonly scale: string } | null {
  const after = /^(?:[ \t]?(?:score|rate|set|value|metric|on (?:the )?(?:test|eval|evaluation|dev|validation)(?:[- ]?set)?|\([^()\n]{0,24}\)))?[\s*_`"']{0,3}(?::|=|\||of|is|was|at|to|are)?[ \t*_`"'~≈]{0,3}(?:about |around |approximately |up to )?(\d{1,5}(?:[.,]\d{1,20})?)[ \t]?(%?)(?![\w-]|\.\d|,\d)/i.exec(text.slice(to, to + 90));
  if (after?.[1] !== undefined && (after[2] === '%' || /[:=|]|\b(?:of|is|was|at|are|to)\b/.test(after[0]))) return measureFrom(`${after[1]}${after[2] ?? ''}`, metric);
  const before = /(?:^|[^\w.,-])(\d{1,3}(?:\.\d{1,6})?)[ \t]?(%)?[ \t]{1,2}(?:[\w-]{1,12}[ \t]){0,2}$/.exec(text.slice(Math.max(0, from - 40), from));
  return before?.[1] !== undefined && (before[2] === '%' || /\.\d/.test(before[1])) ? measureFrom(`${before[1]}${before[2] ?? ''}`, metric) : null;
}

/** What follows up to the end of the sentence, on this line and the next ones of its paragraph. */
function sentenceAfter(text: string, to: number, most: number): string {
  const part = text.slice(to, to + most);
  const stop = /\.(?:\s|$)|\n\s*\n|\n(?=\s*[-*#|])/.exec(part);
  return (stop === null ? part : part.slice(0, stop.index)).replace(/\n/g, ' ');
}

function sentenceAround({ text, from, to }: OpeningPlace): string {
  const before = text.slice(Math.max(0, from - 200), from);
  const start = Math.max(before.lastIndexOf('. '), before.lastIndexOf('\n'));
  return before.slice(start + 1) + text.slice(from, to) + sentenceAfter(text, to, 200);
}
