import type { Traits } from './draw-traits.js';
import type { Random } from './random.js';
import type { CardSection, Content } from './world.js';

const weightFiles: Readonly<Record<string, string>> = {
  pytorch: 'pytorch_model.bin', tf: 'tf_model.h5', jax: 'flax_model.msgpack', onnx: 'onnx/model.onnx', joblib: 'sklearn_model.joblib',
  keras: 'model.keras',
};

/** Formats that the hub shows as tags; the others are packings of safetensors that show by other tags. */
const shownFormats = new Set(['safetensors', 'pytorch', 'tf', 'jax', 'onnx', 'gguf', 'joblib', 'mlx']);
const quantisations: Readonly<Record<string, readonly string[]>> = {
  awq: ['4-bit', 'awq'], gptq: ['4-bit', 'gptq'], bitsandbytes: ['4-bit', 'bitsandbytes'], mlx: ['4-bit'],
};

/**
 * Writes down what the hub derives from a repository: library, tags, files (the tag grammar is that of the Hub; parents
 * appear plain and with their relation). `random` decides small things such as the kind of quantisation of a file.
 */
export function describeContent(traits: Traits, baseName: string, random: Random): Content {
  const { archetype, relation, formats } = traits;
  const libraryName = libraryOf(traits, random);
  const adapter = relation === 'adapter';
  const modelType = adapter || libraryName === 'gguf' ? null : archetype.modelType;
  // An inferred task is missing where the hub has nothing to infer it from.
  const pipelineTag = traits.task !== null && random.chance(libraryName === null ? 0.1 : 0.93) ? traits.task : null;
  // The hub finds papers by their links in the text, not in the front matter.
  const papers = ['template', 'skeleton', 'short', 'full'].includes(traits.cardLevel) ? traits.papers : [];
  const tags = [
    ...(libraryName === null ? [] : [libraryName]),
    ...formats.filter((format) => shownFormats.has(format) && format !== libraryName),
    ...(modelType === null ? [] : [modelType]),
    ...(pipelineTag === null ? [] : [pipelineTag]),
    ...(libraryName === 'sentence-transformers' ? ['transformers'] : []),
    ...(relation === 'merge' ? ['mergekit', 'merge'] : []),
    ...(adapter ? ['lora'] : []),
    ...(traits.cardLevel === 'skeleton' ? ['generated_from_trainer'] : []),
    ...traits.languages,
    ...traits.datasets.map((dataset) => `dataset:${dataset}`),
    ...papers.map((paper) => `arxiv:${paper}`),
    ...new Set(traits.parents.map(({ base }) => `base_model:${base}`)),
    ...new Set(traits.parents.map((parent) => `base_model:${parent.relation}:${parent.base}`)),
    ...(traits.licence === null ? [] : [`license:${traits.licence}`]),
    ...(libraryName === 'transformers' ? ['endpoints_compatible'] : []),
    ...formats.flatMap((format) => quantisations[format] ?? []),
    'region:us',
  ];
  return {
    libraryName, pipelineTag, tags, modelType, formats,
    licence: traits.licence, languages: traits.languages, datasets: traits.datasets, papers, parents: traits.parents,
    architecture: adapter || libraryName === 'gguf' ? null : archetype.architecture,
    parameters: traits.size === null ? null : parametersOf(traits, random),
    files: filesOf(traits, libraryName, baseName, random),
    cardLevel: traits.cardLevel,
    cardSections: sectionsOf(traits.cardLevel, random),
  };
}

/** Adapters name peft as their library although they run on that of their base; a tenth of the others names none. */
function libraryOf(traits: Traits, random: Random): string | null {
  if (traits.relation === 'adapter') {
    return traits.archetype.library === 'diffusers' ? 'diffusers' : 'peft';
  }
  if (traits.formats.includes('gguf')) {
    return random.chance(0.5) ? 'gguf' : 'transformers';
  }
  if (traits.formats.includes('mlx')) {
    return 'mlx';
  }
  return traits.archetype.library !== null && random.chance(0.92) ? traits.archetype.library : null;
}

function parametersOf(traits: Traits, random: Random): number {
  const whole = (traits.size as number) * 1_000_000 + random.below(900_000);
  return traits.relation === 'adapter' ? Math.max(100_000, Math.round(whole * 0.004)) : whole;
}

function filesOf(traits: Traits, libraryName: string | null, baseName: string, random: Random): string[] {
  const files = ['.gitattributes'];
  const { archetype, formats, relation } = traits;
  if (traits.cardLevel !== 'absent') {
    files.push('README.md');
  }
  if (traits.licence === 'other' || random.chance(0.08)) {
    files.push('LICENSE');
  }
  if (relation === 'adapter') {
    return [...files, 'adapter_config.json', 'adapter_model.safetensors'].sort();
  }
  if (formats.includes('gguf')) {
    return [...files, ...['Q4_K_M', 'Q5_K_M', 'Q8_0'].map((quantisation) => `${baseName}.${quantisation}.gguf`)].sort();
  }
  if (archetype.library === 'stable-baselines3') {
    return [...files, 'config.json', 'replay.mp4', `${baseName}.zip`].sort();
  }
  if (libraryName === 'diffusers' || archetype.library === 'diffusers') {
    return [...files, 'model_index.json', 'scheduler/scheduler_config.json', 'unet/config.json', 'unet/diffusion_pytorch_model.safetensors'].sort();
  }
  if (archetype.modelType !== null || archetype.library === 'timm') {
    files.push('config.json');
  }
  if (archetype.modelType !== null) {
    files.push(...(/audio|image/.test(traits.task ?? '') ? ['preprocessor_config.json'] : ['tokenizer_config.json', 'special_tokens_map.json']));
  }
  if (traits.task === 'text-generation') {
    files.push('generation_config.json');
  }
  if (formats.includes('safetensors')) {
    const shards = Math.ceil((traits.size ?? 0) / 5000);
    files.push(...(shards < 2 ? ['model.safetensors'] : Array.from({ length: shards }, (_, at) =>
      `model-${String(at + 1).padStart(5, '0')}-of-${String(shards).padStart(5, '0')}.safetensors`)));
  }
  files.push(...formats.flatMap((format) => weightFiles[format] ?? []));
  return files.sort();
}

function sectionsOf(level: Content['cardLevel'], random: Random): CardSection[] {
  switch (level) {
    case 'absent':
    case 'empty':
    case 'metadata':
    case 'template':
      return [];
    case 'skeleton':
      return ['training', 'evaluation'];
    case 'short':
      return random.chance(0.5) ? ['model description', 'how to use'] : ['model description'];
    case 'full':
      return ['model description', 'limitations', 'how to use', 'training', 'evaluation'];
  }
}
