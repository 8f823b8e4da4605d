/** What is wrong with a server's certificate (RFC 5280, RFC 9525), and how to mend it. */

import type { Certificate, DetailedPeerCertificate } from 'node:tls';
import { clean } from '../../scripts/login/redact.ts';
import type { Details, Finding } from './step.ts';

/** Programs and appliances that open TLS on its way, by the names under which they sign. */
const INSPECTORS =
  /zscaler|netskope|fortinet|fortigate|palo ?alto|blue ?coat|symantec web|umbrella|opendns|sophos|check ?point|forcepoint|websense|mcafee|skyhigh|trellix|kaspersky|bitdefender|eset ssl|avast|avg technologies|barracuda|watchguard|sonicwall|cato networks|iboss|menlo|mitmproxy|charles proxy|fiddler|portswigger|squid|lightspeed|securly|goguardian|untangle|smoothwall|cisco (?:web|secure)|(?:ssl|tls|https?)[ -]?(?:inspection|interception|decryption|proxy)/i;

/** A server writes these names. */
const show = (text: string): string => clean(text, [], 120);

const nameOf = ({ CN, O }: Certificate): string =>
  show(
    [CN, O]
      .flat()
      .filter((part) => typeof part === 'string' && part !== '')
      .join(', '),
  ) || 'nobody';

/** The longest chain that is looked at. */
const LONGEST_CHAIN = 10;

/** The server's own certificate, then those that vouch for it, as far as they are known. */
const chainOf = (certificate: DetailedPeerCertificate): readonly DetailedPeerCertificate[] => {
  const chain: DetailedPeerCertificate[] = [];
  let next: DetailedPeerCertificate | undefined = certificate;
  while (next?.subject !== undefined && !chain.includes(next) && chain.length < LONGEST_CHAIN) {
    chain.push(next);
    next = next.issuerCertificate;
  }
  return chain;
};

/** Names that a certificate is for, as far as they fit a line. */
const namesIn = ({ subjectaltname = '', subject }: DetailedPeerCertificate): string => {
  const names = subjectaltname.split(/, */).map((name) => name.replace(/^(?:DNS|IP Address):/, ''));
  return clean(names.filter(Boolean).join(', ') || nameOf(subject), [], 200);
};

/** For `--json`. */
export const describeCertificate = (certificate: DetailedPeerCertificate): Details => ({
  subject: nameOf(certificate.subject),
  issuer: nameOf(certificate.issuer),
  names: namesIn(certificate),
  validFrom: show(certificate.valid_from),
  validTo: show(certificate.valid_to),
  sha256: show(certificate.fingerprint256),
});

/** What is known of a certificate that is not trusted. */
interface Untrusted {
  /** OpenSSL's. */
  readonly code: string;
  readonly certificate: DetailedPeerCertificate;
  /** True: authorities were named with --ca. */
  readonly hasOwnAuthorities: boolean;
}

const ELSEWHERE =
  'In Postman it goes under Settings › Certificates › CA certificates; newman and the Postman CLI take it with --ssl-extra-ca-certs FILE.';

const saveFrom = ({ host, port }: URL): string =>
  `openssl s_client -showcerts -connect ${port === '' ? `${host}:443` : host} </dev/null`;

const timeFinding = (url: URL, chain: readonly DetailedPeerCertificate[], code: string) => {
  const now = Date.now();
  const ended = chain.find(({ valid_to: end }) => Date.parse(end) < now);
  const future = chain.find(({ valid_from: begin }) => Date.parse(begin) > now);
  const clock = `This computer's clock says ${new Date(now).toUTCString()}.`;
  const whose = (found: DetailedPeerCertificate): string =>
    found === chain[0]
      ? `The certificate of ${url.host}`
      : `A certificate in the chain of ${url.host} (${nameOf(found.subject)})`;
  if (ended !== undefined || code === 'CERT_HAS_EXPIRED')
    return {
      cause: 'certificate-expired',
      message: `${whose(ended ?? chain[0] ?? Object(undefined))} has expired: it was valid until ${show(ended?.valid_to ?? 'an earlier day')}. ${clock}`,
      mend: "Have the server's certificate renewed. If the clock is wrong, set it.",
    } as const;
  if (future !== undefined || code === 'CERT_NOT_YET_VALID')
    return {
      cause: 'certificate-not-yet-valid',
      message: `${whose(future ?? chain[0] ?? Object(undefined))} is valid only from ${show(future?.valid_from ?? 'a later day')} on. ${clock}`,
      mend: 'Set the clock. If it is right, wait, or have another certificate made.',
    } as const;
  return undefined;
};

const trustFinding = (url: URL, { code, certificate, hasOwnAuthorities }: Untrusted) => {
  const chain = chainOf(certificate);
  const top = chain.at(-1) ?? certificate;
  const authority = nameOf(top.issuer);
  const inspector = chain.find(({ issuer, subject }) =>
    INSPECTORS.test(`${nameOf(issuer)} ${nameOf(subject)}`),
  );
  if (inspector !== undefined)
    return {
      cause: 'proxy',
      message: `The certificate that ${url.host} shows is signed by ${nameOf(inspector.issuer)}: a proxy or a security program on the way opens TLS, and this computer's Node does not trust it (${code}).`,
      mend: `Save the certificate of that authority (PEM), which whoever runs the network has, and name the file: --ca FILE. ${ELSEWHERE}`,
    } as const;
  if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT')
    return {
      cause: 'certificate-self-signed',
      message: `The certificate of ${url.host} is signed by itself, so no authority vouches for it (SHA-256 ${show(certificate.fingerprint256)}).`,
      mend: `Compare the SHA-256 fingerprint with the one that the server's administrator knows. If they are equal, save the certificate (${saveFrom(url)}) and name the file: --ca FILE. ${ELSEWHERE}`,
    } as const;
  const own = hasOwnAuthorities ? ' The file of --ca does not hold it.' : '';
  return {
    cause: 'certificate-unknown-authority',
    message: `The certificate of ${url.host} is signed by ${authority}, which this computer does not trust (${code}).${own}`,
    mend: `Save the certificate of that authority (PEM) and name the file: --ca FILE. ${ELSEWHERE} If the authority is a public one, the server leaves out its intermediate certificate: have the chain completed there.`,
  } as const;
};

const CODES_OF_TRUST = /SELF_SIGNED|UNABLE_TO_|UNTRUSTED|INVALID_CA|PATH_LENGTH|CERT_CHAIN/;

/** An expired certificate comes first: to trust it would not help. */
export const certificateFinding = (url: URL, untrusted: Untrusted): Finding => {
  const { code, certificate } = untrusted;
  const details = { host: url.host, code, certificate: describeCertificate(certificate) };
  const found =
    timeFinding(url, chainOf(certificate), code) ??
    (code === 'ERR_TLS_CERT_ALTNAME_INVALID'
      ? ({
          cause: 'certificate-wrong-name',
          message: `The certificate of ${url.host} is for another name: ${namesIn(certificate)}.`,
          mend: 'Use one of these names as the host, or have a certificate made for this one.',
        } as const)
      : CODES_OF_TRUST.test(code)
        ? trustFinding(url, untrusted)
        : ({
            cause: 'tls',
            message: `The certificate of ${url.host} is not accepted (${code}).`,
            mend: 'Have another certificate made for the server.',
          } as const));
  return { outcome: 'error', ...found, details };
};
