import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { aspectNames } from '../core/aspect.js';
import { InputError } from '../core/errors.js';
import { makeDurable } from './archive-files.js';

const fileName = 'manifest.json';
const Count = z.number().int().nonnegative();
const Instant = z.iso.datetime();

/** What a harvest asks for. */
export const Asked = z.strictObject({
  /** `list`: all the registry lists, or what a filter leaves of it; `packages`: single packages, each for a reason of its own. */
  scope: z.enum(['list', 'packages']),
  /** Properties of each package, in the registry's words. */
  properties: z.array(z.string()),
  /** Aspects of single packages. */
  aspects: z.array(z.enum(aspectNames)),
  filter: z.strictObject({
    author: z.string().optional(),
    tags: z.array(z.string()).optional(),
    task: z.string().optional(),
    search: z.string().optional(),
  }),
});
export type Asked = z.infer<typeof Asked>;

/** What an archive says about itself. */
export const Manifest = z
  .strictObject({
    formatVersion: z.literal(2),
    /** Slug of the registry. */
    registry: z.string().min(1),
    kind: z.enum(['model', 'dataset', 'library']),
    /** The address that was asked, without credentials. */
    endpoint: z.url({ protocol: /^https?$/ }),
    /** The instant the listing stands for, by the registry's clock; null before the first answer. */
    snapshotAt: Instant.nullable(),
    /** What a simulated registry says about itself; null for a real one. */
    simulated: z.string().nullable(),
    /** Whether the last page of the list was reached. */
    listed: z.boolean(),
    startedAt: Instant,
    /** What was asked for: the same harvest can be gone on with, another one cannot. */
    asked: Asked,
    /** Whether a token was sent, so that hidden packages would have been seen; the token itself stands nowhere. */
    authenticated: z.boolean(),
    /** Null while the run is under way, and for ever if it was killed. */
    finishedAt: Instant.nullable(),
    /** When the harvest's own snapshot of it was made, so that nobody has to make it; null as long as it was not. */
    recordedAt: Instant.nullable(),
    complete: z.boolean(),
    /** Why the archive is not complete; null exactly where it is. */
    reason: z.string().min(1).nullable(),
    /** Lines per purpose. */
    answers: z.strictObject({ list: Count, changes: Count, record: Count, card: Count, detail: Count, failure: Count }),
    toolVersion: z.string().min(1),
  })
  .refine((manifest) => manifest.complete === (manifest.reason === null), {
    message: 'expected a reason exactly where the archive is not complete',
    path: ['reason'],
  });
export type Manifest = z.infer<typeof Manifest>;

/**
 * Reads the manifest of an archive; null where there is none. Rejects with an InputError that names each wrong place.
 */
export async function readManifest(folder: string): Promise<Manifest | null> {
  const file = join(folder, fileName);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(`${file}: not JSON; expected a manifest, got ${text.length} characters`, { cause: error });
  }
  const result = Manifest.safeParse(fromFirstFormat(value));
  if (result.success) return result.data;
  const places = result.error.issues.map((issue) => `${issue.path.join('.') || 'whole'}: ${issue.message}`);
  throw new InputError(`${file}: not a manifest (${places.join('; ')}); expected format version 1 or 2`);
}

/** Notes in the manifest of a finished archive that its snapshot was made. */
export async function noteRecorded(folder: string, at: Date): Promise<void> {
  const manifest = await readManifest(folder);
  if (manifest === null) throw new InputError(`${folder}: no manifest; expected an archive with ${fileName}`);
  await writeManifest(folder, { ...manifest, recordedAt: at.toISOString() });
}

/** Archives are kept for years: the first format did not say what was asked, which was always the whole list as it is by default. */
function fromFirstFormat(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || (value as Record<string, unknown>)['formatVersion'] !== 1) return value;
  const { answers, ...others } = value as { answers?: object; complete?: unknown };
  return { ...others, formatVersion: 2, listed: others.complete === true, asked: { scope: 'list', properties: [], aspects: ['cards'], filter: {} }, authenticated: false, recordedAt: null, answers: { changes: 0, record: 0, ...answers } };
}

/** Writes the manifest so that a reader, or a power failure, meets either the old one or the new one. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const temporary = join(folder, `${fileName}.part`);
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(`${JSON.stringify(Manifest.parse(manifest), null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, join(folder, fileName));
  await makeDurable(folder);
}
