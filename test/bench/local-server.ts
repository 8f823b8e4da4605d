/** Servers on the loopback that respond at once: an API without TLS, and one with TLS that has a token endpoint. */

import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { serverCertificate, writeAuthorityFile } from '../../src/mock/certificate.ts';

export interface LocalServers {
  /** `http://localhost:port` */
  readonly api: string;
  /** `localhost:port` of the server with TLS: whatever is posted to it is a token request. */
  readonly secureHost: string;
  /** PEM file of the authority that certified it. */
  readonly caFile: string;
  close(): Promise<void>;
}

const token = JSON.stringify({ access_token: 'bench', token_type: 'Bearer', expires_in: 3600 });

const respond =
  (bodies: ReadonlyMap<string, string>): RequestListener =>
  (request, response) => {
    const body = request.method === 'POST' ? token : (bodies.get(request.url ?? '') ?? '{}');
    request.resume();
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
  };

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, 'localhost', () => {
      // A listening TCP server has an address with a port.
      resolve((server.address() as AddressInfo).port);
    });
  });

/** Starts both on random ports. `bodies` holds what is sent for a path; every other response is `{}`. */
export const startLocalServers = async (
  bodies: ReadonlyMap<string, string> = new Map(),
): Promise<LocalServers> => {
  const { authority, certificate, privateKey } = await serverCertificate();
  const ca = await writeAuthorityFile(authority);
  const api = createServer(respond(bodies));
  const secure = createSecureServer({ cert: certificate, key: privateKey }, respond(bodies));
  const [apiPort, securePort] = await Promise.all([listen(api), listen(secure)]);
  return {
    api: `http://localhost:${apiPort}`,
    secureHost: `localhost:${securePort}`,
    caFile: ca.path,
    close: async () => {
      for (const server of [api, secure]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      await ca.remove();
    },
  };
};
