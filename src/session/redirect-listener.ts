/** Listens on the loopback interface for the browser that the authorization server sends back (RFC 8252 §7.3 and §8.3). */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { PostsmithError } from '../errors.ts';
import { sendPage, type CallbackOutcome } from './browser.ts';
import { errorCodeOf } from '../system-error.ts';

/** The one callback of this sign-in. */
export interface Callback {
  /** The redirect URI with the parameters that the server gave it. */
  readonly url: URL;
  /** Responds to the browser, which waits for it; the promise settles when it has the page, or is gone. */
  respond(outcome: CallbackOutcome): Promise<void>;
}

/** A listener at the redirect URI. */
export interface RedirectListener {
  /** With the port that it really is. */
  readonly redirectUri: URL;
  /** The first callback with the right `state`; rejects with the signal's reason. */
  wait(signal: AbortSignal): Promise<Callback>;
  close(): Promise<void>;
}

interface ListenerOptions {
  /** `http://127.0.0.1:0/callback`: port 0 = any free one. */
  readonly redirectUri: URL;
  /** The `state` of the authorization request; a callback with another one is rejected, and the wait goes on. */
  readonly state: string;
  /** Called when such a callback was rejected. */
  onForeign(): void;
}

const ignore = (): void => undefined;

/** @throws PostsmithError USAGE when the port is taken or may not be listened on */
export const listenForRedirect = async (options: ListenerOptions): Promise<RedirectListener> => {
  let deliver: (callback: Callback) => void = ignore;
  const arrival = new Promise<Callback>((resolve) => {
    deliver = resolve;
  });
  let hasArrived = false;
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const url = callbackUrl(request, options.redirectUri);
    if (url === undefined) return void response.writeHead(404, { Connection: 'close' }).end();
    if (request.method !== 'GET') {
      // Whoever only looks whether the page is there must not use the code up.
      return void response.writeHead(request.method === 'HEAD' ? 200 : 405, { Allow: 'GET' }).end();
    }
    if (hasArrived) return sendPage(response, 'repeated');
    if (!isOurs(url, options.state)) {
      options.onForeign();
      return sendPage(response, 'foreign');
    }
    hasArrived = true;
    deliver({ url, respond: (outcome) => respond(response, outcome) });
  };
  const { servers, port } = await listen(options.redirectUri, handle);
  return {
    redirectUri: withPort(options.redirectUri, port),
    wait: (signal) => Promise.race([arrival, rejection(signal)]),
    close: async () => void (await Promise.all(servers.map(close))),
  };
};

/** The full address of a request to the expected path of the expected host; undefined for any other. */
const callbackUrl = ({ url = '', headers, socket }: IncomingMessage, redirectUri: URL): URL | undefined => {
  const wanted = withPort(redirectUri, socket.localPort ?? 0);
  const [path = ''] = url.split('?', 1);
  // A foreign name that resolves to this machine is nobody's redirect.
  if (path !== wanted.pathname || headers.host !== wanted.host) return undefined;
  wanted.search = url.slice(path.length);
  return wanted;
};

const withPort = (redirectUri: URL, port: number): URL => {
  const url = new URL(redirectUri);
  url.port = String(port);
  return url;
};

/** RFC 6749 §4.1.2: exactly one `state`, the one that was sent, and a code or an error. */
const isOurs = ({ searchParams }: URL, state: string): boolean =>
  searchParams.getAll('state').length === 1 &&
  searchParams.get('state') === state &&
  (searchParams.has('code') || searchParams.has('error'));

const respond = async (response: ServerResponse, outcome: CallbackOutcome): Promise<void> => {
  if (response.destroyed) return;
  // A browser that has gone meanwhile is no failure of the sign-in.
  response.on('error', ignore);
  const ended = new Promise((resolve) => response.once('close', resolve));
  sendPage(response, outcome);
  await ended;
};

const rejection = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/** `localhost` is both loopback addresses, as a browser may try either; a machine need not have the second. */
const addressesOf = ({ hostname }: URL): readonly string[] =>
  hostname === 'localhost' ? ['127.0.0.1', '::1'] : [hostname.replaceAll(/[[\]]/g, '')];

/** A free port of one address may be taken on the other. */
const ATTEMPTS = 5;
const ABSENT = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

const listen = async (redirectUri: URL, handle: RequestHandler) => {
  const [first = '127.0.0.1', ...others] = addressesOf(redirectUri);
  const isFixed = redirectUri.port !== '0';
  for (let attempt = 1; ; attempt += 1) {
    // The URL leaves out the port of its scheme.
    const server = await listenAt(first, Number(redirectUri.port || '80'), handle).catch((cause: unknown) => {
      throw portProblem(redirectUri, cause);
    });
    const port = portOf(server);
    try {
      const more = await Promise.all(others.map((address) => listenAt(address, port, handle)));
      return { servers: [server, ...more], port };
    } catch (cause) {
      if (ABSENT.has(errorCodeOf(cause))) return { servers: [server], port };
      await close(server);
      if (isFixed || attempt === ATTEMPTS) throw portProblem(redirectUri, cause);
    }
  }
};

const listenAt = async (host: string, port: number, handle: RequestHandler): Promise<Server> => {
  const server = createServer(handle);
  server.listen({ host, port, exclusive: true });
  await once(server, 'listening');
  return server;
};

const portOf = (server: Server): number => {
  const address = server.address();
  // A listening TCP server's address is never a pipe's name.
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const close = async (server: Server): Promise<void> => {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
};

const portProblem = (redirectUri: URL, cause: unknown): PostsmithError => {
  const port = redirectUri.port || '80';
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE:
      `another program listens on port ${port}. End it, or declare another port in \`loopbackRedirectUri\` ` +
      'and register it with the authorization server',
    EACCES: `this user may not listen on port ${port}; declare a port above 1023 in \`loopbackRedirectUri\``,
    EADDRNOTAVAIL: 'this machine has no such address; declare http://127.0.0.1 in `loopbackRedirectUri`',
  };
  const reason = reasons[errorCodeOf(cause)] ?? `listening failed (${errorCodeOf(cause)})`;
  return new PostsmithError('USAGE', `Nobody can sign in at ${redirectUri.href}: ${reason}.`, { cause });
};
