import { hashText } from './random.js';
import type { SimulatedModel } from './world.js';

const forGguf = new Set(['llama.cpp', 'lmstudio', 'ollama', 'jan', 'koboldcpp', 'gpt4all']);
const forTransformers = new Set(['vllm', 'sglang', 'tgi']);

/** Whether a local app (by the hub's name for it) can run a model. */
export function runsIn(model: SimulatedModel, app: string): boolean {
  return forGguf.has(app)
    ? model.formats.includes('gguf')
    : forTransformers.has(app) && model.pipelineTag === 'text-generation' && model.formats.includes('safetensors');
}

/** Whether a provider serves a model right now. */
export function isWarm(model: SimulatedModel): boolean {
  return model.libraryName === 'transformers' && model.pipelineTag !== null && hashText(`warm ${model._id}`) % 9 === 0;
}

/** Who serves a model, keyed by provider as the answer for one model has it. */
export function providersOf(model: SimulatedModel): Readonly<Record<string, unknown>> {
  return { 'hf-inference': { providerId: model.id, status: 'live', task: model.pipelineTag } };
}

/** Whether this provider, or any for `all`, serves a model. */
export function servedBy(model: SimulatedModel, provider: string): boolean {
  return isWarm(model) && (provider === 'all' || Object.hasOwn(providersOf(model), provider));
}
