/** Servers on the loopback that answer at once: an API without TLS, and a token endpoint with TLS. */

import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { issueServerCertificate, writeAuthorityFile } from '../../src/mock/certificate.ts';

export interface LocalServers {
  /** `http://localhost:port` */
  readonly api: string;
  /** `localhost:port` of the token endpoint. */
  readonly tokenHost: string;
  /** PEM file of the authority that certified the token endpoint. */
  readonly caFile: string;
  close(): Promise<void>;
}

const answerWith =
  (body: string): RequestListener =>
  (request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
  };

const token = JSON.stringify({ access_token: 'bench', token_type: 'Bearer', expires_in: 3600 });

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, 'localhost', () => {
      // A listening TCP server has an address with a port.
      resolve((server.address() as AddressInfo).port);
    });
  });

/** Starts both on random ports. */
export const startLocalServers = async (): Promise<LocalServers> => {
  const { authority, certificate, privateKey } = await issueServerCertificate();
  const ca = await writeAuthorityFile(authority);
  const api = createServer(answerWith('{}'));
  const tokens = createSecureServer({ cert: certificate, key: privateKey }, answerWith(token));
  const [apiPort, tokenPort] = await Promise.all([listen(api), listen(tokens)]);
  return {
    api: `http://localhost:${apiPort}`,
    tokenHost: `localhost:${tokenPort}`,
    caFile: ca.path,
    close: async () => {
      for (const server of [api, tokens]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      await ca.remove();
    },
  };
};
