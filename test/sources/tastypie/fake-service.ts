/** A service that describes itself as Tastypie does, as badly as a test wants. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** The running service. */
export interface FakeService {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Handlers by path with query; what has none responds with 404. */
  readonly handlers: Map<string, Handler>;
  /** Paths in the order in which they came, with the queries. */
  readonly asked: string[];
  /** The most requests that were open at once. */
  most: number;
  close(): void;
}

/** Responds with JSON. */
export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Handler =>
  (_request, response) =>
    void response
      .writeHead(status, { 'Content-Type': 'application/json', ...headers })
      .end(JSON.stringify(body));

/** A schema of one field. */
export const schemaOf = (name = 'name') => ({
  allowed_list_http_methods: ['get'],
  allowed_detail_http_methods: ['get'],
  fields: { [name]: { type: 'string', default: 'No default provided.', help_text: '' } },
});

/** Starts one whose root `/api/v1/` lists resources, each with a schema at its own address. */
export const startFakeService = async (names: readonly string[]): Promise<FakeService> => {
  const handlers = new Map<string, Handler>();
  const asked: string[] = [];
  let open = 0;
  const server = createServer((request, response) => {
    const { url = '' } = request;
    asked.push(url);
    open += 1;
    service.most = Math.max(service.most, open);
    response.once('close', () => (open -= 1));
    const handler = handlers.get(url) ?? json({ error: 'Not found' }, 404);
    // Long enough for others to come meanwhile.
    setTimeout(() => handler(request, response), 5);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const root = Object.fromEntries(
    names.map((name) => [name, { list_endpoint: `/api/v1/${name}/`, schema: `/api/v1/${name}/schema/` }]),
  );
  handlers.set('/api/v1/', json(root));
  for (const name of names) handlers.set(`/api/v1/${name}/schema/`, json(schemaOf()));
  const service: FakeService = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    handlers,
    asked,
    most: 0,
    close: () => server.close(),
  };
  return service;
};
