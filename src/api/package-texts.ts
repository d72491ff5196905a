import { isMapping, splitCard } from '../cards/markdown/front-matter.js';
import { covers, readItems, readValues, type PackageItem } from '../store/mirror-package.js';
import type { View } from './asked-view.js';
import { parseObject } from './parse-object.js';

/** Properties of packages that are read from their texts and items, by package; what is not known is no key. */
export type TextProperties = ReadonlyMap<number, Readonly<Record<string, unknown>>>;

const configFiles = ['config.json', 'tokenizer_config.json', 'adapter_config.json', 'model_index.json'];

/**
 * Reads those of the wanted properties that no column of a world holds, as of a position. `filesAt` is the position of the
 * file tree that is meant, null where it was not kept: then only the names of files that the record states are told.
 */
export async function readTextProperties(
  view: View,
  position: number,
  packageKeys: readonly number[],
  wanted: readonly string[],
  { blobs = false, filesAt = position }: { readonly blobs?: boolean; readonly filesAt?: number | null } = {},
): Promise<TextProperties> {
  const asked = new Set(wanted);
  const { engine } = view.store;
  const { timeline } = view;
  const wantsCard = asked.has('cardData') || asked.has('model-index');
  const wantsConfig = asked.has('config') || asked.has('mask_token');
  const [values, configs, files] = await Promise.all([
    readValues(engine, timeline, position, packageKeys, [
      ...(wantsCard ? ['card'] as const : []),
      ...(asked.has('config') ? ['architectures', 'model_type'] as const : []),
      ...(asked.has('siblings') ? ['files'] as const : []),
    ]),
    wantsConfig ? readItems(engine, timeline, position, packageKeys, 'config', configFiles) : [],
    asked.has('siblings') && filesAt !== null ? readItems(engine, timeline, filesAt, packageKeys, 'files') : [],
  ]);
  const configsOf = byPackage(configs);
  const filesOf = byPackage(files);
  return new Map(packageKeys.map((key) => {
    const found: Record<string, unknown> = {};
    function add(name: string, value: unknown): void {
      if (asked.has(name) && value !== null && value !== undefined) found[name] = value;
    }
    const card = values.get('card')?.get(key)?.value;
    if (typeof card === 'string') {
      const { frontMatter } = splitCard(card);
      const { 'model-index': index, ...declared } = frontMatter.data;
      if (frontMatter.state === 'mapping') add('cardData', declared);
      add('model-index', index);
    }
    const texts = new Map((configsOf.get(key) ?? []).map((one) => [one.name, one.value]));
    add('config', configOf(texts, values.get('architectures')?.get(key)?.value, values.get('model_type')?.get(key)?.value));
    add('mask_token', maskToken(texts));
    const names: unknown = values.get('files')?.get(key)?.value;
    add('siblings', siblingsOf(filesOf.get(key) ?? [], blobs) ?? (Array.isArray(names) ? names.map((rfilename: unknown) => ({ rfilename })) : null));
    return [key, found] as const;
  }));
}

function byPackage(items: readonly PackageItem[]): Map<number, PackageItem[]> {
  const groups = new Map<number, PackageItem[]>();
  for (const item of items) {
    const group = groups.get(item.packageKey) ?? [];
    group.push(item);
    groups.set(item.packageKey, group);
  }
  return groups;
}

/** Whether any snapshot could hold a property that is read from texts; spares the questions where none can. */
export function mayHaveTexts(view: View, wanted: readonly string[]): boolean {
  const { timeline } = view;
  return wanted.some((word) => ((word === 'cardData' || word === 'model-index') && covers(timeline, 'card'))
    || ((word === 'config' || word === 'mask_token') && (timeline.aspects.has('config') || covers(timeline, 'architectures') || covers(timeline, 'model_type')))
    || (word === 'siblings' && (timeline.aspects.has('files') || covers(timeline, 'files'))));
}

function siblingsOf(items: readonly PackageItem[], blobs: boolean): unknown[] | null {
  if (items.length === 0) return null;
  return items.flatMap((one) => {
    const entry = parseObject(one.value);
    if (entry === null || entry['type'] === 'directory') return [];
    const lfs = entry['lfs'];
    return [{
      rfilename: one.name,
      ...(blobs ? { size: entry['size'], blobId: entry['oid'] } : {}),
      // The key of the hash is sha256 here and oid in a tree.
      ...(blobs && isMapping(lfs) ? { lfs: { sha256: lfs['oid'] ?? lfs['sha256'], size: lfs['size'], pointerSize: lfs['pointerSize'] } } : {}),
    }];
  });
}

/** The part of the configuration that the hub shows (its whitelist), from the kept files, else from the fields. */
function configOf(texts: ReadonlyMap<string, string>, architectures: unknown, modelType: unknown): Record<string, unknown> | null {
  const config = textObject(texts, 'config.json');
  const adapter = textObject(texts, 'adapter_config.json');
  const index = textObject(texts, 'model_index.json');
  const tokenizer = textObject(texts, 'tokenizer_config.json');
  const quantization = config?.['quantization_config'];
  const shown = {
    ...pick({ architectures, model_type: modelType }, ['architectures', 'model_type']),
    ...pick(config, ['architectures', 'model_type', 'auto_map']),
    ...(isMapping(quantization) ? { quantization_config: pick(quantization, ['bits', 'quant_method', 'load_in_4bit', 'load_in_8bit']) } : {}),
    ...(tokenizer === null ? {} : { tokenizer_config: pick(tokenizer, ['bos_token', 'eos_token', 'pad_token', 'unk_token', 'cls_token', 'sep_token', 'mask_token', 'chat_template']) }),
    ...(index === null ? {} : { diffusers: pick(index, ['_class_name']) }),
    ...(adapter === null ? {} : { peft: pick(adapter, ['base_model_name_or_path', 'task_type']) }),
  };
  return Object.keys(shown).length === 0 ? null : shown;
}

function maskToken(texts: ReadonlyMap<string, string>): unknown {
  const token = textObject(texts, 'tokenizer_config.json')?.['mask_token'];
  return isMapping(token) ? token['content'] : token;
}

function pick(from: Readonly<Record<string, unknown>> | null, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.flatMap((name) => (from?.[name] === undefined || from[name] === null ? [] : [[name, from[name]]])));
}

function textObject(texts: ReadonlyMap<string, string>, name: string): Readonly<Record<string, unknown>> | null {
  const text = texts.get(name);
  return text === undefined ? null : parseObject(text);
}
