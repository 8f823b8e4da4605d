/** Servers with real certificates of every kind, that respond as they are told; and proxies. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import {
  connect,
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import { text } from 'node:stream/consumers';
import { generate } from 'selfsigned';
import { serverCertificate } from '../../src/mock/certificate.ts';

const DAY = 86_400_000;

export interface Certificate {
  readonly certificate: string;
  readonly privateKey: string;
}

interface CertificateOptions {
  /** Days from now. */
  readonly from?: number;
  readonly to?: number;
  /** What it is for; localhost unless given. */
  readonly name?: string;
  /** Name of an authority that signs it and that nobody knows; itself unless given. */
  readonly authority?: string;
}

const dates = ({ from = -1, to = 1 }: CertificateOptions) => ({
  notBeforeDate: new Date(Date.now() + from * DAY),
  notAfterDate: new Date(Date.now() + to * DAY),
  keyType: 'ec' as const,
  algorithm: 'sha256',
});

/** Makes a certificate; `authority` of the result is the PEM of what signed it. */
export const makeCertificate = async (
  options: CertificateOptions = {},
): Promise<Certificate & { readonly authority: string }> => {
  const { name = 'localhost', authority } = options;
  const signer =
    authority === undefined
      ? undefined
      : await generate([{ name: 'commonName', value: authority }], {
          ...dates({ from: -400, to: 400 }),
          extensions: [{ name: 'basicConstraints', cA: true, critical: true }],
        });
  const made = await generate([{ name: 'commonName', value: name }], {
    ...dates(options),
    ...(signer !== undefined && { ca: { key: signer.private, cert: signer.cert } }),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  return { certificate: made.cert, privateKey: made.private, authority: signer?.cert ?? made.cert };
};

export interface TestServer {
  /** `localhost:PORT` */
  readonly host: string;
  close(): Promise<void>;
}

const listen = async (server: Server): Promise<TestServer> => {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  // A TCP server's address is no name of a pipe.
  const { port } = server.address() as AddressInfo;
  return {
    host: `localhost:${port}`,
    close: async () => {
      const closed = once(server.close(), 'close');
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
};

export type Respond = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** Serves https, with the certificate of the mock unless another is given. */
export const startHttps = async (respond: Respond, given?: Certificate): Promise<TestServer> => {
  const { certificate, privateKey } = given ?? (await serverCertificate());
  return listen(
    createServer({ cert: certificate, key: privateKey }, async (request, response) => {
      respond(request, response, await text(request));
    }),
  );
};

/** Serves plain http. */
export const startHttp = (respond: Respond): Promise<TestServer> =>
  listen(
    createPlainServer(async (request, response) => {
      respond(request, response, await text(request));
    }),
  );

/** A proxy that responds to every request for a tunnel with this status. */
export const startProxy = (status: number): Promise<TestServer> => {
  const server = createPlainServer();
  server.on('connect', (_request, socket) => {
    socket.end(`HTTP/1.1 ${status} No\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n`);
  });
  return listen(server);
};

/** A proxy that makes tunnels to this machine; `seen` is told where to. */
export const startTunnel = (seen: (authority: string) => void): Promise<TestServer> => {
  const server = createPlainServer();
  server.on('connect', ({ url = '' }, socket: Socket) => {
    seen(url);
    const target = connect(Number(url.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(target).pipe(socket);
    });
    target.on('error', () => socket.destroy());
    socket.on('close', () => target.destroy());
  });
  return listen(server);
};

const LISTENER = `
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port));
`;

/** An address at which no connection comes about and none is refused, as behind a firewall: a program that has been stopped. */
export const startBlocked = async (): Promise<TestServer> => {
  const child = spawn(process.execPath, ['-e', LISTENER], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [port] = await once(child.stdout.setEncoding('utf8'), 'data');
  child.kill('SIGSTOP');
  // These fill the queue of connections that the system itself accepts.
  const waiting = Array.from({ length: 4 }, () =>
    connect(Number(port), '127.0.0.1').on('error', () => undefined),
  );
  await Promise.race(waiting.map((socket) => once(socket, 'connect')));
  return {
    host: `localhost:${Number(port)}`,
    close: async () => {
      for (const socket of waiting) socket.destroy();
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
};

/** A server that takes connections, and does this with each. */
export const startTcp = (use: (socket: Socket) => void): Promise<TestServer> => listen(createTcpServer(use));

/** Responds with JSON. */
export const json = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

/** Responds with the same JSON to everybody. */
export const always =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Respond =>
  (_request, response) =>
    json(response, status, body, headers);

/** Metadata (RFC 8414) of the server that is asked, with the path of its token endpoint. */
export const metadataWith =
  (path: string, more: Readonly<Record<string, unknown>> = {}): Respond =>
  (request, response) => {
    const issuer = `https://${request.headers.host}`;
    json(response, 200, { issuer, token_endpoint: `${issuer}${path}`, ...more });
  };

/** An authorization server and API that gives a token to everybody, but for what is overridden by path. */
export const generous =
  (others: Readonly<Record<string, Respond>> = {}): Respond =>
  (request, response, body) => {
    const path = request.url?.replace(/\?.*$/s, '') ?? '';
    const other = others[`${request.method} ${path}`] ?? others[path];
    if (other !== undefined) return other(request, response, body);
    if (path === '/orders/') return json(response, 200, []);
    if (path !== '/token' || request.method !== 'POST') return json(response, 404, { error: 'not_found' });
    return json(response, 200, {
      access_token: 'given-to-everybody-0123456789',
      token_type: 'Bearer',
      expires_in: 600,
      scope: 'orders',
    });
  };
