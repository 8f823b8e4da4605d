/** A connection to a server, made one stage after the other, so that a failure says at which: name, TCP, proxy, TLS. */

import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { authoritiesWith } from '../http-request.ts';
import type { Proxy } from './proxy.ts';

/** Bytes that a proxy may take to say yes. */
const LONGEST_REPLY = 16_384;

/** Where it failed, and what Node or a proxy says. */
export class ConnectionTrouble extends Error {
  readonly stage: 'name' | 'tcp' | 'proxy' | 'tls';
  /** Node's or OpenSSL's code, the status of a proxy, `TIMEOUT` or `CLOSED`. */
  readonly code: string;
  /** What the server showed, trusted or not. */
  readonly certificate?: DetailedPeerCertificate;

  constructor(
    stage: ConnectionTrouble['stage'],
    code: string,
    options: { readonly cause?: unknown; readonly certificate?: DetailedPeerCertificate } = {},
  ) {
    super(`${stage}: ${code}`, { cause: options.cause });
    this.stage = stage;
    this.code = code;
    if (options.certificate !== undefined) this.certificate = options.certificate;
  }
}

/** How it is made. */
export interface Connecting {
  readonly proxy: Proxy | undefined;
  readonly caFile: string | undefined;
  /** Milliseconds for each stage. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

const codeOf = (error: unknown): string => {
  const { code }: { code?: unknown } = Object(error);
  return typeof code === 'string' ? code : '';
};

/** Does one stage, for as long as one may take. @throws ConnectionTrouble, or the signal's reason */
const during = async <Result>(
  stage: ConnectionTrouble['stage'],
  { timeout, signal }: Connecting,
  work: (signal: AbortSignal) => Promise<Result>,
  socket?: Socket,
): Promise<Result> => {
  const late = AbortSignal.timeout(timeout);
  try {
    return await work(AbortSignal.any([signal, late]));
  } catch (cause) {
    socket?.destroy();
    signal.throwIfAborted();
    if (cause instanceof ConnectionTrouble) throw cause;
    throw new ConnectionTrouble(stage, late.aborted ? 'TIMEOUT' : codeOf(cause), { cause });
  }
};

/** Resolves when the event comes; rejects on an error, on the end of the connection, and when the signal says so. */
const until = async (socket: Socket, event: string, signal: AbortSignal): Promise<void> => {
  const closed = new AbortController();
  const onClose = (): void => closed.abort();
  socket.once('close', onClose);
  try {
    await once(socket, event, { signal: AbortSignal.any([signal, closed.signal]) });
  } catch (error) {
    throw closed.signal.aborted && !signal.aborted && codeOf(error) === 'ABORT_ERR'
      ? Object.assign(new Error('closed'), { code: 'CLOSED' })
      : error;
  } finally {
    socket.off('close', onClose);
  }
};

const portOf = ({ port, protocol }: URL): number => Number(port) || (protocol === 'https:' ? 443 : 80);

/** Without the brackets of an IPv6 address. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

const openTcp = async (url: URL, how: Connecting): Promise<Socket> => {
  const host = hostOf(url);
  await during('name', how, async (signal) => {
    // The look-up itself can't be given up.
    const given = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    await Promise.race([lookup(host), given]);
  });
  const socket = connectTcp({ host, port: portOf(url), autoSelectFamily: true });
  // What comes after somebody has stopped listening is no crash.
  socket.on('error', () => undefined);
  await during('tcp', how, (signal) => until(socket, 'connect', signal), socket);
  return socket;
};

const startTls = async (
  socket: Socket,
  url: URL,
  how: Connecting,
  stage: 'tls' | 'proxy' = 'tls',
): Promise<TLSSocket> => {
  const host = hostOf(url);
  const ca = authoritiesWith(how.caFile);
  const secure = connectTls({
    socket,
    host,
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca !== undefined && { ca }),
    // So that a certificate that is not trusted can be described: nothing is sent to whoever showed it.
    rejectUnauthorized: false,
  });
  secure.on('error', () => undefined);
  await during(stage, how, (signal) => until(secure, 'secureConnect', signal), socket);
  if (secure.authorized) return secure;
  const certificate = secure.getPeerCertificate(true);
  secure.destroy();
  // Typed as an error; it is the code as a text.
  throw new ConnectionTrouble(stage, String(codeOf(secure.authorizationError) || secure.authorizationError), {
    certificate,
  });
};

/** The header with a proxy's user and password; '' where it has none. @throws ConnectionTrouble */
const proxyLogin = ({ username, password }: URL): string => {
  if (username === '') return '';
  try {
    const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Proxy-Authorization: Basic ${Buffer.from(login).toString('base64')}\r\n`;
  } catch (cause) {
    throw new ConnectionTrouble('proxy', 'its user or password is not percent-encoded', { cause });
  }
};

/** Asks a proxy for a tunnel (RFC 9110 §9.3.6). */
const openTunnel = async (target: URL, { url }: Proxy, how: Connecting): Promise<Socket> => {
  const login = proxyLogin(url);
  const tcp = await openTcp(url, how).catch((error: unknown) => {
    if (!(error instanceof ConnectionTrouble)) throw error;
    throw new ConnectionTrouble('proxy', error.code, { cause: error });
  });
  const socket = url.protocol === 'https:' ? await startTls(tcp, url, how, 'proxy') : tcp;
  const authority = `${target.hostname}:${portOf(target)}`;
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${login}\r\n`);
  const status = await during('proxy', how, (signal) => readStatus(socket, signal), socket);
  if (/^2\d\d$/.test(status)) return socket;
  socket.destroy();
  throw new ConnectionTrouble('proxy', status);
};

/** The status of a proxy's reply; 'NO_HTTP' for something else. */
const readStatus = async (socket: Socket, signal: AbortSignal): Promise<string> => {
  let reply = '';
  while (!reply.includes('\r\n\r\n') && reply.length < LONGEST_REPLY) {
    await until(socket, 'readable', signal);
    const chunk: unknown = socket.read();
    reply += Buffer.isBuffer(chunk) ? chunk.toString('latin1') : '';
    if (socket.readableEnded) break;
  }
  return /^HTTP\/1\.\d (\d{3})/.exec(reply)?.[1] ?? 'NO_HTTP';
};

/**
 * Connects; https with a certificate that is trusted. Nothing is sent but what asks a proxy for a tunnel.
 *
 * @throws ConnectionTrouble, or the signal's reason
 */
export const openConnection = async (url: URL, how: Connecting): Promise<Socket | TLSSocket> => {
  const socket = how.proxy === undefined ? await openTcp(url, how) : await openTunnel(url, how.proxy, how);
  return url.protocol === 'https:' ? startTls(socket, url, how) : socket;
};
