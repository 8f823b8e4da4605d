/** One https server on the loopback interface, with a throw-away certificate. */

import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { isUnknownMethod, takeAnyMethod } from './any-method.ts';
import { serverCertificate, writeAuthorityFile } from './certificate.ts';

/** Responds to one request. What it throws is responded to with 500. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A listening server. */
export interface LoopbackServer {
  /** `https://localhost:PORT` */
  readonly origin: string;
  /** PEM of the certificate authority. */
  readonly authority: string;
  /** Path of the same PEM in a file that only the owner can read; removed by `close`. */
  readonly authorityFile: string;
  /** Who responds from now on. */
  handle(handler: Handler): void;
  /** Stops listening, ends open connections, removes the file. */
  close(): Promise<void>;
}

const notReady: Handler = async (_request, response) => {
  response.writeHead(503).end();
};

/**
 * Starts listening on a random port of the loopback interface.
 *
 * @param methods those that requests will have
 */
export const startServer = async (methods: readonly string[] = []): Promise<LoopbackServer> => {
  const { authority, certificate, privateKey } = await serverCertificate();
  let handler = notReady;
  const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    handler(request, response).catch((error: unknown) => respondWithFailure(response, error));
  });
  if (methods.some(isUnknownMethod)) takeAnyMethod(server);
  const endConnections = trackConnections(server);
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
      if (!server.listening) return;
      const closed = once(server.close(), 'close');
      endConnections();
      authorityFile.remove();
      await closed;
    },
  };
};

/** `closeAllConnections` leaves those that have not finished their TLS handshake, and `close` would wait for them. */
const trackConnections = (server: Server): (() => void) => {
  const open = new Set<Duplex>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
};

/** A listening TCP server's address is never a pipe's name. */
const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;

/** A failure of the mock itself must show in the run that it fails. */
const respondWithFailure = (response: ServerResponse, error: unknown): void => {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  response.writeHead(500, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error: message }));
};
