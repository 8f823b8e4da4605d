/** Keeps a run on this machine. Engines ask a proxy of ours for every host that is not the loopback one, and it connects to nowhere. */

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** What the engines look at; the Postman CLI is handed the same variables. */
const PROXY = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'] as const;
const DIRECT = ['NO_PROXY', 'no_proxy'] as const;
const LOOPBACK = 'localhost,127.0.0.1';

/** Who is told of each host that is asked for. */
type Listener = (host: string) => void;

const listeners = new Set<Listener>();

/** What the process environment named before the first of the runs that go on now. */
let standing:
  | { readonly server: Server; readonly before: ReadonlyMap<string, string | undefined> }
  | undefined;

const tell = (host: string): void => {
  for (const listener of listeners) listener(host);
};

const REASON = 'postsmith verify keeps every request on this machine.\n';

const createProxy = (): Server =>
  createServer((request, response) => {
    tell(hostIn(request.url ?? ''));
    response.writeHead(403, { 'Content-Type': 'text/plain' }).end(REASON);
  }).on('connect', (request, socket) => {
    tell(request.url ?? '');
    // newman never ends a run in which a proxy rejects a tunnel: so it gets one, which is cut at once.
    socket.on('error', () => {}).end('HTTP/1.1 200 OK\r\n\r\n');
  });

const hostIn = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

const set = (name: string, value: string | undefined): void => {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
};

const putUp = async (): Promise<void> => {
  if (standing !== undefined) return;
  const server = createProxy();
  const before = new Map([...PROXY, ...DIRECT].map((name) => [name, process.env[name]]));
  standing = { server, before };
  await once(server.listen(0, '127.0.0.1').unref(), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  for (const name of PROXY) set(name, `http://127.0.0.1:${port}`);
  for (const name of DIRECT) set(name, LOOPBACK);
};

const takeDown = (): void => {
  if (standing === undefined || listeners.size > 0) return;
  for (const [name, value] of standing.before) set(name, value);
  standing.server.close();
  standing = undefined;
};

/** Runs something that reaches no host but this very machine. `onHeld` is told each host that it asked for besides. */
export const withinFence = async <T>(run: () => Promise<T>, onHeld: Listener): Promise<T> => {
  const listener: Listener = (host) => onHeld(host);
  listeners.add(listener);
  try {
    await putUp();
    return await run();
  } finally {
    listeners.delete(listener);
    takeDown();
  }
};
