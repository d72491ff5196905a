import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Packages of a page, as many as the real hub gives. */
const pageSize = 1000;

/** Models that share their tags: in July 2024 there were seven to a combination. */
const modelsPerCombination = 7;

/** A number of 32 bits that follows from two others: the finalizer of MurmurHash3. */
function mixed(i: number, salt: number): number {
  let h = Math.imul(i ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}

/**
 * One model of a day as the list shows it with the properties that a sync asks for. From a day to the next three of ten
 * change each of their counters, one of two hundred its attributes, as in synthetic-day.ts.
 */
function modelOf(i: number, day: number): string {
  const h = mixed(i, 1);
  const epoch = Math.floor((day + (mixed(i, 2) % 200)) / 200);
  const downloads = Math.round(10 / (0.00001 + (h % 1_000_000) / 1e6)) + Math.floor((3 * day + (mixed(i, 3) % 10)) / 10);
  const likes = Math.round(0.2 / (0.00001 + (mixed(i, 4) % 1_000_000) / 1e6)) + Math.floor((3 * day + (mixed(i, 5) % 10)) / 10);
  const sha = [6, 7, 8, 9, 10].map((salt) => hex(mixed(i + epoch * 7919, salt))).join('');
  const c = (h + epoch) % Math.ceil(pageSize * 2500 / modelsPerCombination);
  const created = new Date(1_646_000_000_000 + i * 40_000).toISOString();
  const modified = new Date(1_720_000_000_000 + (h % 60_000_000) + epoch * 86_400_000).toISOString();
  const author = `owner-${h % 400_000}`;
  return `{"_id":"6${i.toString(16).padStart(23, '0')}","id":"${author}/model-${i}","author":"${author}","sha":"${sha}","lastModified":"${modified}","createdAt":"${created}","likes":${likes},"downloads":${downloads},"private":false,"gated":false,"disabled":false,"pipeline_tag":"task-${c % 40}","library_name":"library-${c % 30}","tags":["transformers","safetensors","type-${c % 300}","task-${c % 40}","license:mit","dataset:set-${c}","base_model:owner/base-${c}","base_model:finetune:owner/base-${c}","region:us"]}`;
}

/**
 * A hub of made-up models on the loopback that answers the list route alone: its pages cost next to nothing and no memory,
 * however many there are. `<url>/<models>/<day>` is the endpoint of a hub of that many models on that day; each size or
 * day of it has the same models. Closes when `signal` says so.
 */
export async function serveLightHub(signal: AbortSignal): Promise<string> {
  const server = createServer((request, response) => {
    const [, size, day, rest] = /^\/(\d+)\/(\d+)(\/.*)$/.exec(request.url ?? '') ?? [];
    const { pathname, searchParams } = new URL(rest ?? '/', 'http://localhost');
    if (size === undefined || day === undefined || pathname !== '/api/models') {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"only the list is there"}');
      return;
    }
    const models = Number(size);
    const newestFirst = searchParams.get('sort') === 'lastModified';
    const from = Number(searchParams.get('cursor') ?? 0);
    // What changed while the list was read is nothing: the newest change is years old, and one page shows that.
    const until = newestFirst ? 1 : Math.min(models, from + pageSize);
    const next = newestFirst || until >= models ? null : new URLSearchParams(searchParams);
    next?.set('cursor', String(until));
    const rows: string[] = [];
    for (let i = from; i < until; i += 1) rows.push(modelOf(i, Number(day)));
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      ...(next === null ? {} : { link: `<http://${request.headers.host ?? ''}/${size}/${day}/api/models?${next.toString()}>; rel="next"` }),
    });
    response.end(`[${rows.join(',')}]`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  signal.addEventListener('abort', () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
