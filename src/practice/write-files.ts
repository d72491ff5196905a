import { createHash } from 'node:crypto';
import { hashText } from './random.js';
import { writeCard } from './write-card.js';
import type { SimulatedModel } from './world.js';

const weightEndings = /\.(safetensors|bin|h5|msgpack|onnx|gguf|joblib|keras|zip|mp4|parquet|tar)$/;

/** Whether a file is kept outside git, as weights are; the practice hub does not serve those. */
export function isWeights(path: string): boolean {
  return weightEndings.test(path);
}

/** The whitelisted part of config.json that the hub shows as `config`; null where there is none. */
export function configOf(model: SimulatedModel): Record<string, unknown> | null {
  if (model.files.includes('adapter_config.json')) {
    return { peft: { base_model_name_or_path: model.parents[0]?.base ?? null, task_type: peftTask(model) } };
  }
  if (model.files.includes('model_index.json')) {
    return { diffusers: { _class_name: model.architecture } };
  }
  if (!model.files.includes('config.json') || model.modelType === null) {
    return null;
  }
  const tokenizer = model.files.includes('tokenizer_config.json') ? { tokenizer_config: {} } : {};
  const bits = model.tags.includes('4-bit') ? { quantization_config: { bits: 4, quant_method: quantisationOf(model) } } : {};
  return { architectures: [model.architecture], model_type: model.modelType, ...bits, ...tokenizer };
}

/** The text of a small file of the repository at that commit; null for weights and for files that are not there. */
export function textOf(model: SimulatedModel, path: string): string | null {
  if (!model.files.includes(path) || isWeights(path)) {
    return null;
  }
  if (model.fixed !== undefined) {
    return model.fixed.texts.get(path) ?? `content of ${path}\n`;
  }
  switch (path) {
    case 'README.md':
      return writeCard(model);
    case '.gitattributes':
      return (model.kind === 'dataset' ? ['parquet', 'tar'] : ['bin', 'safetensors', 'h5', 'msgpack', 'onnx', 'gguf']).map((ending) => `*.${ending} filter=lfs diff=lfs merge=lfs -text\n`).join('');
    case 'LICENSE':
      return `Licence of ${model._id}: ${model.licence ?? 'see the authors'}\n`;
    default:
      return dataText(model, path) ?? `${JSON.stringify(jsonOf(model, path), null, 2)}\n`;
  }
}

/** Rows of a dataset's file that is kept in git, or the note of a pull request; null for what is JSON. */
function dataText(model: SimulatedModel, path: string): string | null {
  const rows = Array.from({ length: 3 + (hashText(model._id + path) % 5) }, (_, row) => ({ row, text: `row ${row} of ${path}` }));
  switch (path.slice(path.lastIndexOf('.'))) {
    case '.jsonl':
      return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    case '.csv':
      return `row,text\n${rows.map(({ row, text }) => `${row},${text}\n`).join('')}`;
    case '.txt':
      return rows.map(({ text }) => `${text}\n`).join('');
    case '.md':
      return `Note on ${model._id}: ${path}\n`;
    default:
      return null;
  }
}

function jsonOf(model: SimulatedModel, path: string): unknown {
  switch (path) {
    case 'adapter_config.json':
      return { base_model_name_or_path: model.parents[0]?.base ?? null, peft_type: 'LORA', r: 16, lora_alpha: 32, task_type: peftTask(model) };
    case 'model_index.json':
      return { _class_name: model.architecture, _diffusers_version: '0.32.0', unet: ['diffusers', 'UNet2DConditionModel'] };
    case 'config.json': {
      const config = configOf(model) ?? { architecture: model.architecture };
      delete config['tokenizer_config'];
      return model.modelType === null ? config : { ...config, vocab_size: 32_000 };
    }
    case 'tokenizer_config.json':
      return { model_max_length: 4096, ...(model.pipelineTag === 'fill-mask' ? { mask_token: '[MASK]' } : {}) };
    default:
      return {};
  }
}

function peftTask(model: SimulatedModel): string | null {
  return model.pipelineTag === 'text-generation' ? 'CAUSAL_LM' : null;
}

function quantisationOf(model: SimulatedModel): string {
  return model.formats.find((format) => format !== 'safetensors') ?? 'bitsandbytes';
}

/** The git object name of a file with this content: SHA-1 over "blob <length>\0" and the content (git's object format). */
export function gitBlobSha(content: string | Buffer): string {
  const bytes = Buffer.from(content);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** What a listing with `blobs=true` says of a file; weights have a size and a hash although nobody can fetch them. */
export interface Blob {
  readonly size: number;
  readonly blobId: string;
  readonly lfs?: { readonly size: number; readonly sha256: string; readonly pointerSize: number };
}

/** Describes a file; null where the repository has no such file. */
export function blobOf(model: SimulatedModel, path: string): Blob | null {
  if (!model.files.includes(path)) {
    return null;
  }
  const text = textOf(model, path);
  if (text !== null) {
    return { size: Buffer.byteLength(text), blobId: gitBlobSha(text) };
  }
  const { size, sha256 } = weightsOf(model, path);
  const pointer = pointerOf(model, path);
  return { size, blobId: gitBlobSha(pointer), lfs: { size, sha256, pointerSize: pointer.length } };
}

function weightsOf(model: SimulatedModel, path: string): { size: number; sha256: string } {
  const size = weightBytes(model, path);
  const sha256 = createHash('sha256').update(`${model._id} ${model.formats.join()} ${path}`).digest('hex');
  return { size, sha256 };
}

/** What git itself holds of a file that is kept outside: the text of the pointer (Git LFS, version 1). */
export function pointerOf(model: SimulatedModel, path: string): string {
  const { size, sha256 } = weightsOf(model, path);
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${size}\n`;
}

/** Bytes of a file, without hashing it; 0 where the repository has no such file. */
export function sizeOf(model: SimulatedModel, path: string): number {
  return isWeights(path) && model.files.includes(path) ? weightBytes(model, path) : Buffer.byteLength(textOf(model, path) ?? '');
}

/** Size from the number of parameters: 2 bytes each in safetensors, 4 elsewhere, by the quantisation's bits in GGUF. */
function weightBytes(model: SimulatedModel, path: string): number {
  if (model.parameters === null) {
    return 10_000 + (hashText(model._id + path) % 5_000_000);
  }
  const bits = /\.Q(\d)_/.exec(path)?.[1];
  const bytesEach = bits !== undefined ? Number(bits) / 8 : path.endsWith('.safetensors') ? (model.tags.includes('4-bit') ? 0.5 : 2) : 4;
  const shards = Number(/-of-(\d+)\./.exec(path)?.[1] ?? 1);
  return Math.round((model.parameters * bytesEach) / shards) + 1024;
}
