import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The values of a compressed file of JSON lines. */
export function readLines<Row>(file: string): Row[] {
  return gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Row);
}
