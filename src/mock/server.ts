/** One https server on the loopback interface, with a throw-away certificate. */

import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { issueServerCertificate, writeAuthorityFile } from './certificate.ts';

/** Answers one request. A rejection is answered with 500. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A listening server. */
export interface LoopbackServer {
  /** `https://localhost:PORT` */
  readonly origin: string;
  /** PEM of the certificate authority. */
  readonly authority: string;
  /** Path of the same PEM in a file that only the owner can read; removed by `close`. */
  readonly authorityFile: string;
  /** Who answers from now on. */
  handle(handler: Handler): void;
  /** Stops listening, ends open connections, removes the file. */
  close(): Promise<void>;
}

const notReady: Handler = async (_request, response) => {
  response.writeHead(503).end();
};

/** Starts listening on a random port of the loopback interface. */
export const startServer = async (): Promise<LoopbackServer> => {
  const { authority, certificate, privateKey } = await issueServerCertificate();
  let handler = notReady;
  const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    handler(request, response).catch((error: unknown) => answerFailure(response, error));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const authorityFile = await writeAuthorityFile(authority);
  return {
    origin: `https://localhost:${portOf(server.address())}`,
    authority,
    authorityFile: authorityFile.path,
    handle: (next) => {
      handler = next;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await Promise.all([closed, authorityFile.remove()]);
    },
  };
};

/** A listening TCP server's address is never a pipe's name. */
const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;

/** A failure of the mock itself must show in the run that it fails. */
const answerFailure = (response: ServerResponse, error: unknown): void => {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  response.writeHead(500, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error: message }));
};
