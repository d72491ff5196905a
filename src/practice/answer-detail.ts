import { decodePart, jsonAnswer, revisionNotFound } from './find-repository.js';
import type { Asked } from './find-repository.js';
import { readExpand } from './list-query.js';
import { propertiesOf } from './package-properties.js';
import { projectDetail, projectProperties } from './project-package.js';
import { allRead, readFlag, refuseUnknown } from './read-query.js';
import { findRevision } from './repository-refs.js';
import { scanRepository } from './repository-scan.js';
import type { Repository } from './repository.js';

/** Answers `/api/{kind}s/{id}` and (`revisionText` as it stands in the path) `/api/{kind}s/{id}/revision/{rev}`. */
export function answerDetail(asked: Asked, repository: Repository, revisionText: string | null): Response {
  const query = new URL(asked.request.url).searchParams;
  const unknown = refuseUnknown(query, ['expand', 'expand[]', 'blobs', 'securityStatus']);
  if (unknown !== null) {
    return unknown;
  }
  const read = allRead({
    blobs: readFlag(query, 'blobs'), security: readFlag(query, 'securityStatus'),
    expand: readExpand(query, propertiesOf(repository.head.kind).detail),
  });
  if (read instanceof Response) {
    return read;
  }
  const decoded = revisionText === null ? 'HEAD' : decodePart(revisionText);
  const revision = decoded === null ? null : findRevision(repository, decoded);
  if (revision === null) {
    return revisionNotFound(revisionText ?? '');
  }
  const { record } = revision;
  return jsonAnswer({
    ...(read.expand === null ? projectDetail(record, asked.index, read.blobs) : projectProperties(record, read.expand, asked.index, read.blobs)),
    ...(read.security ? { securityRepoStatus: scanRepository(repository) } : {}),
  });
}
