import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came. */
export interface AskedOfModel {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly response_format?: { readonly type: string; readonly json_schema?: { readonly strict: boolean; readonly schema: unknown } };
    readonly max_tokens?: number;
    readonly max_completion_tokens?: number;
    readonly temperature?: number;
  };
}

export type ModelStep = (asked: AskedOfModel, response: ServerResponse) => void;

const servers: Server[] = [];

/** Ends all servers that `serveModel` started. */
export function closeModels(): void {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}

/** A server on the loopback that speaks the chat-completions protocol; each step answers one request, the last one all further ones. */
export async function serveModel(...steps: ModelStep[]): Promise<{ endpoint: string; asked: AskedOfModel[] }> {
  const asked: AskedOfModel[] = [];
  const server = createServer((request, response) => {
    let raw = '';
    request.setEncoding('utf8').on('data', (piece: string) => { raw += piece; }).on('end', () => {
      const one = { path: request.url ?? '', headers: request.headers, raw, body: JSON.parse(raw) as AskedOfModel['body'] };
      asked.push(one);
      steps[Math.min(asked.length, steps.length) - 1]?.(one, response);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked };
}

/** A whole answer. `choice` replaces parts of the first choice. */
export function says(content: string | null, choice: Record<string, unknown> = {}, usage: unknown = { prompt_tokens: 1000, completion_tokens: 100 }): ModelStep {
  return (asked, response) => {
    const first = { index: 0, finish_reason: 'stop', message: { role: 'assistant', content, refusal: null }, ...choice };
    response.writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ id: 'x', object: 'chat.completion', created: 1, model: `${asked.body.model}-2026-01`, choices: [first], ...(usage === null ? {} : { usage }) }));
  };
}

/** An error in the protocol's form. */
export function fails(status: number, message: string, headers: Record<string, string> = {}, code: string | null = null): ModelStep {
  return (_asked, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify({ error: { message, type: 'x', param: null, code } }));
  };
}

/** No answer, ever. */
export function hangs(_asked: AskedOfModel, _response: ServerResponse): void {
  // The connection stays open.
}

/** A body that ends in the middle, with the connection (`lost`) or cleanly. */
export function cutOff(lost: boolean): ModelStep {
  return (_asked, response) => {
    const part = '{"choices":[{"message":{"content":"{';
    if (!lost) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(part);
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write(part, () => response.socket?.destroy());
  };
}

/** The card within a request, and what stands around it. */
export function cardIn(asked: AskedOfModel): { readonly before: string; readonly mark: string; readonly card: string; readonly after: string } {
  const content = asked.body.messages[1]?.content ?? '';
  const [, mark = ''] = /^BEGIN CARD ([0-9a-f]{32})\n/.exec(content) ?? [];
  const [before = '', rest = ''] = [content.slice(0, 12 + mark.length), content.slice(12 + mark.length)];
  const end = `\nEND CARD ${mark}\n`;
  return { before, mark, card: rest.slice(0, rest.indexOf(end)), after: rest.slice(rest.indexOf(end) + end.length) };
}
