/** The third step: whether the server can be reached, and whether its certificate is to be trusted. */

import type { DetailedPeerCertificate } from 'node:tls';
import { ConnectionTrouble, hostOf, openConnection } from './connection.ts';
import { certificateFinding, describeCertificate } from './tls-trouble.ts';
import { proxyFor, type Proxy } from './proxy.ts';
import { skip, type Finding, type Step, type Subject } from './step.ts';

type Trouble = Pick<Finding, 'cause' | 'message' | 'mend'>;

const USE_PROXY =
  'If this network reaches the outside through a proxy only, name it in the process environment: HTTPS_PROXY=http://proxy:port. A VPN may be needed as well.';

const REFUSED = /REFUSED/;
const LOOPBACK = /^(?:localhost|127\..*|::1)$/;

const outside = (host: string): string => (LOOPBACK.test(host) ? '' : ` ${USE_PROXY}`);

const nameTrouble = (host: string, code: string): Trouble => ({
  cause: 'host-not-found',
  message: `There is no host ${host} that this computer could find (${code}).`,
  mend: `Compare the host letter by letter.${outside(host)}`,
});

const tcpTrouble = (url: URL, code: string): Trouble => {
  const host = hostOf(url);
  if (REFUSED.test(code))
    return {
      cause: 'server-down',
      message: `Nothing listens at ${url.host}: the connection was refused (${code}).`,
      mend: `Check host and port, and that the server runs.${outside(host)}`,
    };
  return {
    cause: 'proxy',
    message: `No connection to ${url.host} comes about (${code}): something on the way lets nothing through, or the server is switched off.`,
    mend: `${USE_PROXY} If not, check host and port.`,
  };
};

/** Where a proxy is in use, the fault is its, or in how it is asked. */
const proxyTrouble = ({ variable, url }: Proxy, code: string): Trouble => {
  const proxy = `The proxy ${url.host}, which ${variable} names,`;
  if (code === '407')
    return {
      cause: 'proxy',
      message: `${proxy} demands a login of its own (407).`,
      mend: `Put user and password into the variable: ${variable}=http://user:password@${url.host}, each percent-encoded.`,
    };
  if (/^\d{3}$/.test(code))
    return {
      cause: 'proxy',
      message: `${proxy} does not let the connection through (${code}).`,
      mend: `Ask whoever runs the proxy to allow the host, or name the host in NO_PROXY where it is reached without.`,
    };
  return {
    cause: 'proxy',
    message: `${proxy} cannot be used (${code}).`,
    mend: `Correct ${variable}, or empty it, or name the host in NO_PROXY where no proxy is needed.`,
  };
};

const handshakeTrouble = (url: URL, code: string, hasProxy: boolean): Trouble => {
  if (/WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH/.test(code))
    return {
      cause: 'tls',
      message: `${url.host} does not speak TLS (${code}).`,
      mend: 'The port may be one for plain http. Check host and port.',
    };
  if (/ECONNRESET|CLOSED|TIMEOUT|EPIPE/.test(code)) {
    const what = code === 'TIMEOUT' ? 'is left without a response' : 'is cut off';
    return {
      cause: 'proxy',
      message: `The TLS handshake with ${url.host} ${what} (${code}), as firewalls do with connections that go around a proxy.`,
      mend: `${hasProxy ? 'Ask whoever runs the proxy whether it lets this host through.' : USE_PROXY} If not, check that the port is one for https.`,
    };
  }
  return {
    cause: 'tls',
    message: `TLS with ${url.host} fails (${code}).`,
    mend: 'The server and this computer have no version or cipher of TLS in common, or the server demands a certificate of the client.',
  };
};

const troubleFinding = (
  url: URL,
  trouble: ConnectionTrouble,
  proxy: Proxy | undefined,
  hasOwnAuthorities: boolean,
): Finding => {
  const { stage, code: given, certificate } = trouble;
  const code = given === '' ? 'no reason is given' : given;
  const details = { host: url.host, stage, code };
  if (certificate !== undefined && Object.keys(certificate).length > 0 && stage === 'tls')
    return certificateFinding(url, { code, certificate, hasOwnAuthorities });
  const found = {
    name: () => nameTrouble(hostOf(url), code),
    tcp: () => tcpTrouble(url, code),
    proxy: () => (proxy === undefined ? tcpTrouble(url, code) : proxyTrouble(proxy, code)),
    tls: () => handshakeTrouble(url, code, proxy !== undefined),
  }[stage]();
  return { outcome: 'error', ...found, details };
};

/** Connects as all steps do. @throws ConnectionTrouble, or the signal's reason */
export const connectTo = (url: URL, { process, caFile, timeout, signal }: Subject) => {
  const proxy = proxyFor(url, process);
  if (typeof proxy === 'string') throw new ConnectionTrouble('proxy', `${proxy} is no address`);
  return openConnection(url, { proxy, caFile, timeout, signal });
};

const describeTrust = (url: URL, certificate: DetailedPeerCertificate | undefined): string =>
  certificate === undefined
    ? `${url.host} can be reached, over plain http.`
    : `${url.host} can be reached; its certificate is trusted, and valid until ${certificate.valid_to}.`;

const examine = async (subject: Subject): Promise<Finding> => {
  const { address, process, caFile, way } = subject;
  if (address === '' && way.tokenEndpoint === undefined) return skip('This login asks no server.');
  if (!URL.canParse(address)) {
    const message = 'The address of the server is not known, as a variable of it is empty or wrong.';
    return { outcome: 'error', cause: 'variable', message };
  }
  const url = new URL(address);
  const proxy = proxyFor(url, process);
  if (typeof proxy === 'string') {
    const message = `${proxy} in the process environment is no address of a proxy.`;
    return {
      outcome: 'error',
      cause: 'proxy',
      message,
      mend: `Write ${proxy}=http://host:port, or empty it.`,
    };
  }
  try {
    const socket = await connectTo(url, subject);
    const certificate = 'getPeerCertificate' in socket ? socket.getPeerCertificate(true) : undefined;
    socket.destroy();
    return {
      outcome: 'ok',
      message: describeTrust(url, certificate),
      details: {
        host: url.host,
        ...(proxy !== undefined && { proxy: proxy.url.host }),
        ...(certificate !== undefined && { certificate: describeCertificate(certificate) }),
      },
    };
  } catch (error) {
    if (!(error instanceof ConnectionTrouble)) throw error;
    return troubleFinding(url, error, proxy, caFile !== undefined);
  }
};

/** Step 3. */
export const networkStep: Step = { name: 'network', title: 'Network', needs: [], examine };
