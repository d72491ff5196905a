import { createHash } from 'node:crypto';
import type { SimulatedModel } from './world.js';

/** Commit hash that is always the same for the same words: 40 hexadecimal digits. */
export function hashOf(...words: readonly (string | number)[]): string {
  return createHash('sha1').update(words.join('\n')).digest('hex');
}

/** Hash of the first commit of a package. */
export function initialSha(_id: string): string {
  return hashOf('initial commit', _id);
}

/**
 * A package as its first commit left it, made by the hub itself when the package was created: nothing but
 * `.gitattributes`. `record` is the package at its first upload or later; `firstUploadAt` is when that upload came.
 */
export function initialRecord(record: SimulatedModel, firstUploadAt: string): SimulatedModel {
  const { kind, _id, id, author, writtenAs, createdAt, gated, disabled, downloads, downloadsAllTime, likes, likes30d, trendingScore } = record;
  return {
    kind, _id, id, author, writtenAs, createdAt, gated, disabled, downloads, downloadsAllTime, likes, likes30d, trendingScore,
    sha: initialSha(_id),
    // The dates of the oldest packages were not stored: their first upload is older than what the hub states as creation.
    lastModified: firstUploadAt < createdAt ? firstUploadAt : createdAt,
    libraryName: null, pipelineTag: null, tags: ['region:us'], licence: null, languages: [], datasets: [], papers: [], parents: [],
    formats: [], modelType: null, architecture: null, parameters: null, files: ['.gitattributes'], cardLevel: 'absent', cardSections: [],
  };
}
