/** A plain http server that hands every request on to a mock: for documents and collections that say http. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { request } from 'node:https';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Mock } from '../../src/mock/mock.ts';

export interface Forwarder {
  /** `localhost:PORT` */
  readonly host: string;
  /** From now on requests go there. */
  to(mock: Mock): void;
  close(): void;
}

export const startForwarder = async (): Promise<Forwarder> => {
  let target: Mock | undefined;
  const forward = (incoming: IncomingMessage, response: ServerResponse): void => {
    if (target === undefined) return void response.writeHead(503).end();
    const { origin, caFile } = target;
    const { method, headers, url = '' } = incoming;
    const options = {
      method: method ?? 'GET',
      headers: { ...headers, host: new URL(origin).host },
      ca: readFileSync(caFile),
    };
    const outgoing = request(`${origin}${url}`, options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.once('error', () => response.destroy());
    incoming.pipe(outgoing);
  };
  const server = createServer(forward).listen(0, 'localhost');
  await new Promise((resolve) => server.once('listening', resolve));
  // A server that listens has an address.
  const { port } = server.address() as AddressInfo;
  return {
    host: `localhost:${port}`,
    to: (mock) => {
      target = mock;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
