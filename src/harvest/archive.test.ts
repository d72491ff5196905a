import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError, RegistryError, UsageError } from '../core/errors.js';
import { listArchiveFiles, openArchive, readAnswers } from './archive.js';
import type { Archive, ArchiveOptions, Purpose } from './archive.js';
import type { ArchivableAnswer } from './client.js';
import { readManifest } from './manifest.js';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hubscope-archive-'));
});
afterAll(() => rm(root, { recursive: true }));

const options: ArchiveOptions = {
  registry: 'hf', kind: 'model', endpoint: 'http://127.0.0.1:1/asof/2026-03-01', toolVersion: '0.1.0',
  asked: { scope: 'list', properties: ['sha'], aspects: ['cards'], filter: { author: 'acme' } },
  clock: { now: () => new Date('2026-03-01T12:00:00Z'), sleep: () => Promise.resolve() },
};

function answer(number: number, rawBody = `[{"id":"a/${number}"}]`): ArchivableAnswer {
  return {
    at: '2026-03-01T12:00:01.000Z', path: `/api/models?p=${number}`, status: 200,
    headers: { 'content-type': 'application/json' }, body: JSON.parse(rawBody) as unknown, rawBody,
  };
}

async function collect(folder: string, purpose: Purpose): Promise<ArchivableAnswer[]> {
  const answers: ArchivableAnswer[] = [];
  for await (const each of readAnswers(folder, purpose)) answers.push(each);
  return answers;
}

let folders = 0;
function folder(): string {
  folders += 1;
  return join(root, `run-${folders}`);
}

async function written(target: string, count: number, more: Partial<ArchiveOptions> = {}): Promise<Archive> {
  const archive = await openArchive(target, { ...options, ...more });
  for (let number = 1; number <= count; number += 1) await archive.write('list', answer(number));
  return archive;
}

describe('writing and reading', () => {
  it('gives back every answer unchanged, in order', async () => {
    const texts = fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text));
    const bodies = fc.array(fc.oneof(fc.json(), texts), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(bodies, fc.integer({ min: 1, max: 400 }), async (raws, maxFileBytes) => {
        const target = folder();
        const archive = await openArchive(target, { ...options, maxFileBytes });
        const answers = raws.map((raw, index) => answer(index, raw));
        // Not awaited one by one: order is kept all the same.
        await Promise.all(answers.map((each) => archive.write('detail', each)));
        await archive.finish(null);
        expect(await collect(target, 'detail')).toEqual(answers);
      }),
      { seed: 4, numRuns: 12 },
    );
  });

  it('embeds the original text: numbers too big for JavaScript, order and spacing of keys, U+2028', async () => {
    const target = folder();
    const archive = await openArchive(target, options);
    const raw = '{"b": 12345678901234567890,\r\n "a": 1.10, "text": "one\u2028two"}';
    await archive.write('list', answer(1, raw));
    await archive.finish(null);
    const [file = ''] = await listArchiveFiles(target, 'list');
    const oneLine = raw.replace('\r\n', '  ');
    expect(gunzipSync(await readFile(file)).toString()).toBe(
      '{"at":"2026-03-01T12:00:01.000Z","path":"/api/models?p=1","status":200,' +
        `"headers":{"content-type":"application/json"},"body":${oneLine}}\n`,
    );
    expect((await collect(target, 'list'))[0]?.rawBody).toBe(oneLine);
  });

  it('begins a new file at the given size and lists the files in order', async () => {
    const target = folder();
    await (await written(target, 12, { maxFileBytes: 1 })).finish(null);
    const numbers = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(5, '0'));
    const names = numbers.map((number) => join(target, `list-${number}.ndjson.gz`));
    expect(await listArchiveFiles(target, 'list')).toEqual(names);
    expect(await listArchiveFiles(target, 'card')).toEqual([]);
    await rm(names[4] ?? '');
    await expect(listArchiveFiles(target, 'list')).rejects.toThrow(/expected list-00005\.ndjson\.gz, got list-00006/);
    await expect(listArchiveFiles(join(root, 'nowhere'), 'list')).rejects.toThrow(UsageError);
  });

  it('lets no secret in, whoever hands it over', async () => {
    const target = folder();
    const secret = 'a-token-of-another-kind';
    const archive = await openArchive(target, { ...options, secrets: [secret] });
    const headers = { etag: secret, 'set-cookie': 'session=1', authorization: `Bearer ${secret}` };
    const path = `/api/models?key=${secret}`;
    await archive.write('list', { ...answer(1, `["${secret}", "https://cdn/x?Signature=abc"]`), path, headers });
    await archive.writeFailure({ path: `/x?${secret}`, accept: 'json' }, new RegistryError(`hub: ${secret}`));
    await archive.describe({ snapshotAt: '2026-03-01T11:59:59.000Z', simulated: secret });
    await archive.finish(`lost ${secret}`);
    for (const name of await readdir(target)) {
      const bytes = await readFile(join(target, name));
      const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
      expect(text).not.toMatch(/another-kind|session|abc/);
    }
    const [found] = await collect(target, 'list');
    expect(found?.body).toEqual(['[removed]', 'https://cdn/x?Signature=[removed]']);
    expect(found?.headers).toEqual({ etag: '[removed]' });
    expect(archive.has(path)).toBe(true);
  });

  it('refuses to archive a path twice', async () => {
    const archive = await written(folder(), 1);
    expect(archive.has('/api/models?p=1')).toBe(true);
    await expect(archive.write('list', answer(1))).rejects.toThrow(InputError);
    await archive.write('list', answer(2));
    expect((await archive.finish(null)).answers.list).toBe(2);
  });
});

describe('the manifest', () => {
  it('says what was asked and how it ended, without credentials', async () => {
    const target = folder();
    const archive = await written(target, 2, { endpoint: 'http://user:s3cret@127.0.0.1:1/hub/?q=s3cret' });
    expect(await readManifest(target)).toMatchObject({ finishedAt: null, complete: false, snapshotAt: null });
    await archive.describe({ snapshotAt: '2026-03-01T11:59:59.000Z', simulated: 'seed 7' });
    await archive.writeFailure({ path: '/api/models?p=3', accept: 'json' }, new RegistryError('hub: broke', 503));
    await archive.finish('page 3 failed');
    expect(await readManifest(target)).toEqual({
      formatVersion: 2, registry: 'hf', kind: 'model', endpoint: 'http://127.0.0.1:1/hub',
      asked: { scope: 'list', properties: ['sha'], aspects: ['cards'], filter: { author: 'acme' } }, authenticated: false, listed: false, recordedAt: null,
      snapshotAt: '2026-03-01T11:59:59.000Z', simulated: 'seed 7',
      startedAt: '2026-03-01T12:00:00.000Z', finishedAt: '2026-03-01T12:00:00.000Z', complete: false,
      reason: 'page 3 failed', answers: { list: 2, changes: 0, record: 0, card: 0, detail: 0, failure: 1 }, toolVersion: '0.1.0',
    });
    expect(archive.has('/api/models?p=3')).toBe(false);
    await expect(openArchive(target, options)).rejects.toThrow(/archive of something else \(endpoint\)/);
  });

  it.each([
    ['{', /not JSON/],
    ['{"formatVersion":3}', /formatVersion: .*registry: /],
    ['{"formatVersion":1,"registry":"hf","kind":"model","endpoint":"http://h","snapshotAt":null,"simulated":null,' +
      '"startedAt":"2026-03-01T12:00:00Z","finishedAt":null,"complete":true,"reason":"no","answers":{"list":0,"card":0,' +
      '"detail":0,"failure":0},"toolVersion":"1"}', /reason: expected a reason exactly where/],
  ])('is refused where it is not one: %s', async (text, message) => {
    const target = folder();
    await mkdir(target);
    await writeFile(join(target, 'manifest.json'), text);
    await expect(readManifest(target)).rejects.toThrow(message);
    await expect(openArchive(target, options)).rejects.toThrow(InputError);
  });

  it('shows when answers are gone that a finished run had', async () => {
    const target = folder();
    await (await written(target, 3, { maxFileBytes: 1 })).finish(null);
    await rm(join(target, 'list-00003.ndjson.gz'));
    await expect(collect(target, 'list')).rejects.toThrow(/answers are missing or too many \(list\); expected 3, got 2/);
    await expect(openArchive(target, options)).rejects.toThrow(/expected 3, got 2/);
  });
});

describe('a run that was killed', () => {
  it('leaves whole files and one part, of which every whole line is recovered', async () => {
    const source = folder();
    const killed = await written(source, 7, { maxFileBytes: 500 });
    const files = await readdir(source);
    const part = files.find((name) => name.endsWith('.part')) ?? '';
    const whole = (await listArchiveFiles(source, 'list')).length;
    expect(part).toBe(`list-0000${whole + 1}.ndjson.gz.part`);
    const size = (await readFile(join(source, part))).length;
    const recovered = new Set<number>();
    for (let cut = 0; cut <= size; cut += 1 + Math.floor(size / 20)) {
      const target = folder();
      await mkdir(target);
      for (const name of files) await copyFile(join(source, name), join(target, name));
      await truncate(join(target, part), cut);
      const again = await openArchive(target, options);
      const { list: count } = again.manifest.answers;
      recovered.add(count);
      expect((await collect(target, 'list')).map((each) => each.path)).toEqual(
        Array.from({ length: count }, (_, index) => `/api/models?p=${index + 1}`),
      );
      // The run goes on where it was, and ends with the same answers as one that was not killed.
      for (let number = 1; number <= 7; number += 1) {
        if (!again.has(`/api/models?p=${number}`)) await again.write('list', answer(number));
      }
      await again.finish(null);
      expect(await collect(target, 'list')).toEqual(Array.from({ length: 7 }, (_, index) => answer(index + 1)));
      expect((await readdir(target)).filter((name) => name.includes('.part') || name.includes('recovering'))).toEqual([]);
    }
    await killed.close();
    expect(recovered.size).toBeGreaterThan(2);
  });

  it('leaves everything before a damaged place, in files of many pieces too', async () => {
    const source = folder();
    const killed = await openArchive(source, options);
    const noise = fc.sample(fc.base64String({ minLength: 20_000, maxLength: 20_000 }), { seed: 5, numRuns: 20 });
    for (const [index, text] of noise.entries()) await killed.write('card', answer(index, JSON.stringify(text)));
    const part = await readFile(join(source, 'card-00001.ndjson.gz.part'));
    expect(part.length).toBeGreaterThan(200_000);
    // After the end of a flush the next bits name the kind of block; ones name none.
    const flushed = part.lastIndexOf(Buffer.from([0, 0, 255, 255]), 200_000) + 4;
    const damaged = Buffer.concat([part.subarray(0, flushed), Buffer.alloc(5_000, 255)]);
    for (const [bytes, least] of [[part, 20], [damaged, 8]] as const) {
      const target = folder();
      await mkdir(target);
      await writeFile(join(target, 'card-00001.ndjson.gz.part'), bytes);
      const again = await openArchive(target, options);
      const found = await collect(target, 'card');
      expect(found.length).toBeGreaterThanOrEqual(least);
      expect(found).toEqual(noise.slice(0, found.length).map((text, index) => answer(index, JSON.stringify(text))));
      await again.close();
    }
    await killed.close();
  });

  it('loses nothing that was archived: every write is on disk when it resolves', async () => {
    const source = folder();
    const killed = await written(source, 5);
    const target = folder();
    await mkdir(target);
    for (const name of await readdir(source)) await copyFile(join(source, name), join(target, name));
    const again = await openArchive(target, options);
    expect(again.manifest.answers.list).toBe(5);
    // What the run before archived can be read instead of being asked again.
    expect(await again.read({ path: '/api/models?p=4', accept: 'json' })).toEqual(answer(4));
    await killed.close();
    await again.close();
  });
});

describe('damaged files', () => {
  it('are named with the place', async () => {
    const target = folder();
    await (await written(target, 40)).finish(null);
    const [file = ''] = await listArchiveFiles(target, 'list');
    const good = await readFile(file);
    await truncate(file, good.length - 20);
    await expect(collect(target, 'list')).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/list-00001\.ndjson\.gz: damaged or cut off \(after line \d+\)/) as string,
    });
    const lines = gunzipSync(good).toString().split('\n');
    await writeFile(file, gzipSync([lines[0], '{"path":"/x"}', ''].join('\n')));
    await expect(collect(target, 'list')).rejects.toThrow(/list-00001\.ndjson\.gz:2: not an archived answer/);
    await writeFile(file, gzipSync([lines[0], lines[1]?.slice(0, -3), ''].join('\n')));
    await expect(collect(target, 'list')).rejects.toThrow(/list-00001\.ndjson\.gz:2: not/);
    await writeFile(file, gzipSync(lines.slice(0, 2).join('\n')));
    await expect(collect(target, 'list')).rejects.toThrow(/cut off \(line 2\)/);
    await writeFile(file, 'not gzip');
    await expect(collect(target, 'list')).rejects.toThrow(/after line 0/);
  });
});
