/** A host of libraries, a token endpoint and an API in one, which remember what they were sent. */

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { decodeJwt, decodeProtectedHeader, importSPKI, jwtVerify } from 'jose';

/** What came to the token endpoint, without what changes with time. */
export interface TokenRequest {
  readonly authorization?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly header?: object;
  /** Times as lifetimes; a jti as whether there is one. */
  readonly claims?: object;
}

export interface TokenServer {
  readonly url: string;
  readonly tokenRequests: TokenRequest[];
  /** Paths of API requests, each with the header that carries its token. */
  readonly apiRequests: string[];
  /** Downloads of a library. */
  readonly downloads: string[];
  forget(): void;
  close(): Promise<void>;
}

const library = (): string =>
  readFileSync(createRequire(import.meta.url).resolve('jsrsasign/lib/jsrsasign-all-min.js'), 'utf8');

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const part of request) body += String(part);
  return body;
};

const timeless = (jwt: string): Pick<TokenRequest, 'header' | 'claims'> => {
  const { iat, exp, jti, ...claims } = decodeJwt(jwt);
  return {
    header: decodeProtectedHeader(jwt),
    claims: { ...claims, lifetime: Number(exp) - Number(iat), hasJti: jti !== undefined },
  };
};

const readToken = (request: IncomingMessage, body: string): TokenRequest => {
  const {
    client_assertion: clientAssertion,
    assertion,
    ...parameters
  } = Object.fromEntries(
    request.headers['content-type']?.includes('json') === true
      ? // A test's own body.
        Object.entries(JSON.parse(body) as Record<string, string>)
      : new URLSearchParams(body),
  );
  const jwt = clientAssertion ?? assertion;
  return {
    ...(request.headers.authorization !== undefined && { authorization: request.headers.authorization }),
    parameters,
    ...(jwt !== undefined && timeless(jwt)),
  };
};

/** @param publicKey PEM; assertions that it does not verify are rejected, but those of HMACs */
export const startTokenServer = async (publicKey: string): Promise<TokenServer> => {
  const [tokenRequests, apiRequests, downloads]: [TokenRequest[], string[], string[]] = [[], [], []];
  const isGood = async (body: string): Promise<boolean> => {
    const jwt =
      new URLSearchParams(body).get('client_assertion') ?? new URLSearchParams(body).get('assertion');
    if (jwt === null) return !body.includes('wrong');
    const { alg = '' } = decodeProtectedHeader(jwt);
    if (alg.startsWith('HS')) return true;
    return jwtVerify(jwt, await importSPKI(publicKey, alg)).then(
      () => true,
      () => false,
    );
  };
  const server = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? '';
      const body = await bodyOf(request);
      response.setHeader('connection', 'close');
      if (path.startsWith('/lib')) {
        downloads.push(path);
        response.end(library());
        return;
      }
      response.setHeader('content-type', 'application/json');
      if (path !== '/token') {
        apiRequests.push(
          `${path} ${request.headers.authorization ?? request.headers['x-token']?.toString() ?? '-'}`,
        );
        response.end('{}');
        return;
      }
      tokenRequests.push(readToken(request, body));
      const good = await isGood(body);
      response.statusCode = good ? 200 : 401;
      response.end(
        good
          ? '{"access_token":"the-token","token_type":"Bearer","expires_in":3600}'
          : '{"error":"invalid_client"}',
      );
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of that kind.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    tokenRequests,
    apiRequests,
    downloads,
    forget: () => {
      for (const list of [tokenRequests, apiRequests, downloads]) list.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
