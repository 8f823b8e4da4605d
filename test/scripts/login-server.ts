/** A token endpoint and an API at https://localhost that say what a test lets them, and keep what reaches them. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineName } from '../../src/engines/engine.ts';
import { makeCertificates } from '../engines/test-server.ts';

/** Every engine; the Postman CLI where the variable POSTMAN_CLI says where it is. */
export const enginesHere: readonly EngineName[] = [
  'newman',
  'runtime',
  ...(process.env['POSTMAN_CLI'] === undefined ? [] : (['postman-cli'] as const)),
];

/** A request as it came over the wire. */
export interface Received {
  readonly method: string;
  readonly path: string;
  /** Names and values in turn, as they were sent. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** What is responded. */
export interface Response {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body: string;
}

export interface LoginServer {
  readonly host: string;
  readonly caFile: string;
  /** Requests to `/token`, and all others. */
  readonly tokenRequests: Received[];
  readonly apiRequests: Received[];
  /** Decides what is responded from now on, and forgets what has come. */
  play(token: (request: Received) => Response, api: (request: Received) => Response): void;
  close(): void;
}

export const headerOf = ({ headers }: Received, name: string): string =>
  headers[headers.findIndex((each, at) => at % 2 === 0 && each.toLowerCase() === name) + 1] ?? '';

const nothing = (): Response => ({ status: 404, body: '' });

export const startLoginServer = async (): Promise<LoginServer> => {
  const { ca, key, cert } = await makeCertificates();
  const folder = mkdtempSync(join(tmpdir(), 'postsmith-login-'));
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, ca);
  const tokenRequests: Received[] = [];
  const apiRequests: Received[] = [];
  const parts = {
    token: nothing as (request: Received) => Response,
    api: nothing as (request: Received) => Response,
  };
  const server = createServer({ key, cert }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', rawHeaders: headers } = request;
      const received = { method, path, headers, body: Buffer.concat(chunks).toString() };
      const isToken = /^\/(o\/|oauth\/)?token/.test(path);
      (isToken ? tokenRequests : apiRequests).push(received);
      const { status = 200, headers: own = {}, body } = parts[isToken ? 'token' : 'api'](received);
      response.writeHead(status, { ...own }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  // A server that listens on a port has an address of that kind.
  const { port } = server.address() as AddressInfo;
  return {
    host: `localhost:${port}`,
    caFile,
    tokenRequests,
    apiRequests,
    play(token, api) {
      Object.assign(parts, { token, api });
      tokenRequests.length = 0;
      apiRequests.length = 0;
    },
    close() {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
};
