import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../core/errors.js';
import { makeDurable } from './archive-files.js';

const fileName = 'manifest.json';
const Count = z.number().int().nonnegative();
const Instant = z.iso.datetime();

/** What an archive says about itself. */
export const Manifest = z
  .strictObject({
    formatVersion: z.literal(1),
    /** Slug of the registry. */
    registry: z.string().min(1),
    kind: z.enum(['model', 'dataset', 'library']),
    /** The address that was asked, without credentials. */
    endpoint: z.url({ protocol: /^https?$/ }),
    /** The instant the listing stands for, by the registry's clock; null before the first answer. */
    snapshotAt: Instant.nullable(),
    /** What a simulated registry says about itself; null for a real one. */
    simulated: z.string().nullable(),
    startedAt: Instant,
    /** Null while the run is under way, and for ever if it was killed. */
    finishedAt: Instant.nullable(),
    complete: z.boolean(),
    /** Why the archive is not complete; null exactly where it is. */
    reason: z.string().min(1).nullable(),
    /** Lines per purpose. */
    answers: z.strictObject({ list: Count, card: Count, detail: Count, failure: Count }),
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
  const result = Manifest.safeParse(value);
  if (result.success) return result.data;
  const places = result.error.issues.map((issue) => `${issue.path.join('.') || 'whole'}: ${issue.message}`);
  throw new InputError(`${file}: not a manifest (${places.join('; ')}); expected format version 1`);
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
