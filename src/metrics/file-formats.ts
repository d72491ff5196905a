/**
 * Formats of weights that the hub lists among its libraries: a model that has them says how it is stored, not what it was made with.
 * PyTorch, TensorFlow and JAX are not among them: the hub finds them by their files too, but they are libraries.
 */
export const fileFormats: readonly string[] = ['coreml', 'ggml', 'gguf', 'joblib', 'onnx', 'safetensors', 'tflite'];

/** Whether a library of the hub's vocabulary is a format of files rather than a program. */
export function isFileFormat(library: string): boolean {
  return fileFormats.includes(library);
}
