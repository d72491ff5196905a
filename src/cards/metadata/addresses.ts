import type { LineRange } from '../evidence.js';
import type { CardValue, MetadataAttribute, ValueSource } from './card-value.js';
import { licenceOfAddress, normaliseAddress, normaliseModel, normalisePaper, statesNothing } from './normal-form.js';
import type { ValueList } from './value-list.js';
import { addValue } from './value-list.js';

/** Where an address stands. */
export interface AddressPlace {
  readonly source: ValueSource;
  readonly where: string;
  readonly lines: LineRange | null;
  readonly standing?: CardValue['standing'];
}

/** Longest address looked at, and most of them in one block. */
const longestAddress = 400;
const mostAddresses = 200;

/** Repositories of tools that many cards link to; they hold no model's code. Under a label for a repository they count. */
const toolRepositories: ReadonlySet<string> = new Set([
  'huggingface/transformers', 'huggingface/datasets', 'huggingface/huggingface_hub', 'huggingface/tokenizers', 'huggingface/diffusers', 'huggingface/peft', 'huggingface/trl', 'pytorch/pytorch', 'tensorflow/tensorflow', 'git-lfs/git-lfs', 'google/jax', 'google/flax', 'huggingface/hub-docs', 'huggingface/optimum', 'axolotl-ai-cloud/axolotl',
  'ggerganov/llama.cpp', 'unslothai/unsloth', 'openaccess-ai-collective/axolotl', 'cg123/mergekit', 'arcee-ai/mergekit', 'vllm-project/vllm', 'nvidia/apex', 'kpu/kenlm', 'deepspeedai/deepspeed', 'microsoft/deepspeed', 'wandb/client',
]);
const noOwners: ReadonlySet<string> = new Set(['features', 'topics', 'about', 'orgs', 'search', 'sponsors', 'marketplace', 'settings', 'login', 'apps', 'user-attachments', 'site']);

/** Hosts whose pages are papers, data or demonstrations; a path where only some pages are. */
const hosts: Readonly<Record<string, readonly [MetadataAttribute, RegExp | null]>> = {
  'aclanthology.org': ['paper', null], 'aclweb.org': ['paper', /anthology/], 'openreview.net': ['paper', null], 'proceedings.mlr.press': ['paper', null], 'papers.nips.cc': ['paper', null], 'proceedings.neurips.cc': ['paper', null], 'isca-speech.org': ['paper', null], 'dl.acm.org': ['paper', null], 'ieeexplore.ieee.org': ['paper', null],
  'link.springer.com': ['paper', null], 'sciencedirect.com': ['paper', null], 'semanticscholar.org': ['paper', /paper/], 'nature.com': ['paper', /articles/], 'biorxiv.org': ['paper', null], 'medrxiv.org': ['paper', null], 'openaccess.thecvf.com': ['paper', null], 'lrec-conf.org': ['paper', null], 'ceur-ws.org': ['paper', null], 'academic.oup.com': ['paper', null], 'journals.plos.org': ['paper', null], 'mdpi.com': ['paper', null],
  'researchgate.net': ['paper', /publication/], 'ncbi.nlm.nih.gov': ['paper', /(?:pmc|pubmed)\//], 'pubmed.ncbi.nlm.nih.gov': ['paper', null], 'hal.archives-ouvertes.fr': ['paper', null], 'cdn.openai.com': ['paper', /\.pdf/], 'aclanthology.info': ['paper', null], 'jmlr.org': ['paper', /papers/], 'ojs.aaai.org': ['paper', null], 'journal.sepln.org': ['paper', null], 'ceur.org': ['paper', null],
  'zenodo.org': ['datasetUrl', /records?\/\d/], 'archive.ics.uci.edu': ['datasetUrl', null], 'openslr.org': ['datasetUrl', null], 'commonvoice.mozilla.org': ['datasetUrl', null], 'voice.mozilla.org': ['datasetUrl', null], 'opus.nlpl.eu': ['datasetUrl', null], 'commoncrawl.org': ['datasetUrl', null], 'tatoeba.org': ['datasetUrl', null], 'statmt.org': ['datasetUrl', /wmt|news/], 'data.statmt.org': ['datasetUrl', null], 'image-net.org': ['datasetUrl', null],
  'cocodataset.org': ['datasetUrl', null], 'paperswithcode.com': ['datasetUrl', /dataset/], 'data.world': ['datasetUrl', null], 'figshare.com': ['datasetUrl', null], 'dumps.wikimedia.org': ['datasetUrl', null], 'catalog.ldc.upenn.edu': ['datasetUrl', null], 'rajpurkar.github.io': ['datasetUrl', null], 'nlp.stanford.edu': ['datasetUrl', /snli|sentiment/], 'gluebenchmark.com': ['datasetUrl', null], 'oscar-corpus.com': ['datasetUrl', null], 'pile.eleuther.ai': ['datasetUrl', null],
  'yknzhu.wixsite.com': ['datasetUrl', null], 'metatext.io': ['datasetUrl', /dataset/], 'kaggle.com': ['datasetUrl', /^(?:datasets\/|c\/|competitions\/)?[\w-]{2,60}\/?[\w-]{0,100}/], 'keithito.com': ['datasetUrl', null], 'clarin.si': ['datasetUrl', null], 'lindat.mff.cuni.cz': ['datasetUrl', null], 'microsoft.github.io': ['datasetUrl', /msmarco/], 'physionet.org': ['datasetUrl', /content/], 'oscar-corpus.github.io': ['datasetUrl', null], 'universaldependencies.org': ['datasetUrl', null], 'ai.google.com': ['datasetUrl', /research\/naturalquestions/],
  'colab.research.google.com': ['demo', /^(?!assets)/], 'share.streamlit.io': ['demo', null], 'replicate.com': ['demo', null], 'mybinder.org': ['demo', null], 'nbviewer.org': ['demo', null], 'transformer.huggingface.co': ['demo', null], 'kaggle.com/code': ['demo', null], 'huggingface.co/spaces': ['demo', null], 'hf.co/spaces': ['demo', null],
};

/** Adds what the addresses and identifiers of papers in a text say. `lineOf` gives the lines of a position. */
export function scanAddresses(list: ValueList, text: string, lower: string, placeAt: (position: number) => AddressPlace): void {
  let left = mostAddresses;
  for (let at = lower.indexOf('://'); at >= 0 && left > 0; at = lower.indexOf('://', at + 3), left -= 1) {
    addAddress(list, text.slice(at + 3, endOfAddress(text, at + 3)), placeAt(at));
  }
  for (const front of ['github.com/', 'arxiv.org/']) {
    for (let at = lower.indexOf(front); at >= 0 && left > 0; at = lower.indexOf(front, at + front.length), left -= 1) {
      if (at === 0 || !'/.'.includes(text.charAt(at - 1))) addAddress(list, text.slice(at, endOfAddress(text, at)), placeAt(at));
    }
  }
  if (lower.includes('arxiv')) scanArxiv(list, lower, placeAt);
  if (lower.includes('doi')) scanDoi(list, lower, placeAt);
}

/** Adds what one address says: a repository, a paper, data, a demonstration, a licence. */
export function addAddress(list: ValueList, raw: string, place: AddressPlace): void {
  const address = normaliseAddress(raw);
  const lower = address.toLowerCase();
  const slash = address.indexOf('/');
  const host = slash < 0 ? lower : lower.slice(0, slash);
  const path = slash < 0 ? '' : address.slice(slash + 1);
  function give(attribute: MetadataAttribute, value: string | null, confidence = 0.85): void {
    addValue(list, { attribute, value, source: place.source, where: place.where, lines: place.lines, standing: place.standing ?? 'inferred', confidence });
  }
  if (host === 'github.com' || host === 'raw.githubusercontent.com') {
    if (/\.(?:png|jpe?g|gif|svg)(?:$|\?)/.test(lower)) return;
    give('gitHubRepository', repositoryOf(path, place.standing === 'declared'), host === 'github.com' ? 0.85 : 0.7);
    if (/\/[\w.-]*(?:dataset|corpus|corpora)/.test(lower) && host === 'github.com') give('datasetUrl', address, 0.6);
    if (lower.includes('.ipynb')) give('demo', address, 0.7);
    return;
  }
  if (host.endsWith('arxiv.org') || host === 'doi.org' || host === 'dx.doi.org' || host.startsWith('ar5iv.')) {
    give('paper', normalisePaper(address.startsWith('ar5iv') ? `arxiv:${path}` : address), 0.9);
    return;
  }
  if (host === 'huggingface.co' || host === 'hf.co') {
    const dataset = /^datasets\/([\w.-]{1,100}(?:\/[\w.-]{1,100})?)/.exec(path)?.[1];
    if (dataset !== undefined && !['viewer', 'tree', 'blob'].includes(dataset)) {
      const name = dataset.replace(/\/(?:viewer|tree|blob|resolve|raw|discussions)$/, '');
      give('datasetUrl', `huggingface.co/datasets/${name}`);
      give('dataset', name);
    } else if (path.startsWith('papers/')) give('paper', normalisePaper(address));
    else if (path.startsWith('spaces/') && !/\/(?:license|open_llm_leaderboard)/i.test(path)) give('demo', address);
    return;
  }
  if (host.endsWith('.hf.space') || host.endsWith('.gradio.app') || host.endsWith('.streamlit.app') || host.endsWith('.gradio.live')) return give('demo', address);
  if (host === 'kaggle.com' && /^(?:code|[\w-]+\/[\w-]+\/notebook|kernels)/.test(path)) return give('demo', address);
  const licence = licenceOfAddress(lower);
  if (licence !== null) return give('licence', licence, 0.7);
  const rule = Object.hasOwn(hosts, host) ? hosts[host] : undefined;
  if (rule !== undefined) {
    if (rule[1] !== null && !rule[1].test(path)) return;
    if (rule[0] === 'paper') give('paper', normalisePaper(address) ?? address);
    else give(rule[0], address);
    if (rule[0] === 'datasetUrl') give('dataset', address, 0.6);
  } else if (lower.endsWith('.pdf')) give('paper', address, 0.6);
  else if (/(?:dataset|corpus|corpora)/.test(lower) && !host.startsWith('docs.')) give('datasetUrl', address, 0.6);
}

/** The model of the registry that an address or a bare identifier names; null for its other pages. */
export function modelOfAddress(raw: string): string | null {
  const path = /(?:huggingface|hf)\.co\/([^\s)<>"'\]#?|`]{1,140})/i.exec(raw)?.[1];
  if (path === undefined || /^(?:datasets|spaces|docs|papers|models|blog|transformers|course|join|tasks|collections|organizations|settings|front)(?:\/|$|\?)/i.test(path)) return null;
  return normaliseModel(path.replace(/^api\/models\//, '').replace(/[.,;:]+$/, '').replace(/^([\w.-]+\/[\w.-]+)\/.*$/, '$1'));
}

function repositoryOf(path: string, labelled: boolean): string | null {
  const match = /^([\w-]{1,39})\/([\w.-]{1,100})/.exec(path);
  if (match?.[1] === undefined || match[2] === undefined || noOwners.has(match[1].toLowerCase())) return null;
  const name = `${match[1]}/${match[2].replace(/\.git$/, '').replace(/\.+$/, '')}`.toLowerCase();
  return (!labelled && toolRepositories.has(name)) || statesNothing(match[2]) ? null : name;
}

function endOfAddress(text: string, from: number): number {
  const most = Math.min(text.length, from + longestAddress);
  for (let at = from; at < most; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 32 || code === 34 || code === 39 || code === 41 || code === 60 || code === 62 || code === 93 || code === 96 || code === 124 || code === 125 || code === 92 || code === 42) return at;
  }
  return most;
}

function scanArxiv(list: ValueList, lower: string, placeAt: (position: number) => AddressPlace): void {
  let left = mostAddresses;
  const number = /arxiv[\s:.}=_{"'-]{1,6}(?:preprint[\s:]{1,3}arxiv[\s:]{1,3})?(\d{4}\.\d{4,5})(?!\d)/y;
  for (let at = lower.indexOf('arxiv'); at >= 0 && left > 0; at = lower.indexOf('arxiv', at + 5), left -= 1) {
    number.lastIndex = at;
    const id = number.exec(lower)?.[1];
    if (id !== undefined) addValue(list, { attribute: 'paper', value: `arxiv:${id}`, ...placeAt(at), standing: 'inferred', confidence: 0.9 });
  }
  const eprint = /eprint\s{0,9}=\s{0,9}[{"]\s?(\d{4}\.\d{4,5})/y;
  for (let at = lower.indexOf('eprint'); at >= 0 && left > 0; at = lower.indexOf('eprint', at + 6), left -= 1) {
    eprint.lastIndex = at;
    const id = eprint.exec(lower)?.[1];
    if (id !== undefined) addValue(list, { attribute: 'paper', value: `arxiv:${id}`, ...placeAt(at), standing: 'inferred', confidence: 0.95 });
  }
}

function scanDoi(list: ValueList, lower: string, placeAt: (position: number) => AddressPlace): void {
  let left = mostAddresses;
  const number = /doi(?:\.org\/)?\s{0,9}[=:]?\s{0,9}[{"]?\s?(?:https?:\/\/(?:dx\.)?doi\.org\/)?(10\.\d{4,9}\/[^\s"'<>{},;)\]]{2,100})/y;
  for (let at = lower.indexOf('doi'); at >= 0 && left > 0; at = lower.indexOf('doi', at + 3), left -= 1) {
    number.lastIndex = at;
    const id = number.exec(lower)?.[1];
    if (id !== undefined) addValue(list, { attribute: 'paper', value: normalisePaper(id), ...placeAt(at), standing: 'inferred', confidence: 0.9 });
  }
}
