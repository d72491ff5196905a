/** What a name of the process says: family, and size in parameters; without the reader of names. */
export function readName(name: string): { readonly family: string | null; readonly size: number | null } {
  const [, family = null, size, unit] = /^(?:owner\d+\/)?(?:(bert|gpt2|t5|vit|whisper|wav2vec2)-)?(?:([\d.]+)(b|m)-)?zq\d+$/.exec(name) ?? [];
  return { family, size: size === undefined ? null : Number(size) * (unit === 'b' ? 1e9 : 1e6) };
}
