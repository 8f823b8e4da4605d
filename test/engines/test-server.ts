/** A tiny https server with a throw-away certificate authority, for the engines' tests. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import type { PostmanEnvironment } from '../../src/format/environment.ts';

export interface TestServer {
  readonly host: string;
  readonly caFile: string;
  /** Paths of the requests that arrived, and behind each its body, if it had one. */
  readonly seen: string[];
  readonly environment: PostmanEnvironment;
  close(): Promise<void>;
}

export const makeCertificates = async () => {
  const ca = await generate([{ name: 'commonName', value: 'Throw-away CA' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    ca: { key: ca.private, cert: ca.cert },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  return { ca: ca.cert, key: leaf.private, cert: leaf.cert };
};

/** Answers every path with 200 and JSON; `/missing` with 404; `/redirect` with 302 to `/ok`; `/slow` never. */
export const startTestServer = async (): Promise<TestServer> => {
  const { ca, key, cert } = await makeCertificates();
  const folder = await mkdtemp(join(tmpdir(), 'postsmith-test-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, ca);
  const seen: string[] = [];
  const server = createServer({ key, cert }, (request, response) => {
    const path = request.url ?? '';
    seen.push(path);
    request.on('data', (bytes: Buffer) => seen.push(bytes.toString()));
    if (path.startsWith('/slow')) return;
    const [status, headers] = path.startsWith('/redirect')
      ? [302, { location: '/ok' }]
      : [path.startsWith('/missing') ? 404 : 200, {}];
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ path, authorization: request.headers.authorization ?? null }));
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  // A server that listens on a port has an address of that kind.
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    host,
    caFile,
    seen,
    environment: {
      id: 'environment',
      name: 'Test',
      values: [{ key: 'host', value: host, type: 'default', enabled: true }],
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
};
