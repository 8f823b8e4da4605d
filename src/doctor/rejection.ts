/** What a token endpoint's rejection means: facts first, then the server's own words, then what is likely (RFC 6749 §5.2). */

import type { ExchangeReport } from '../report/run-report.ts';
import { literalIn } from '../session/settings.ts';
import { isRecord, parseJson } from '../values/json.ts';
import type { Cause, Facts, Finding, Subject } from './step.ts';

/** A response as it is looked at. Nothing of it is fit to be shown. */
export interface Response {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Its beginning. */
  readonly body: string;
}

/** The response of an exchange that has one. */
export const responseOf = ({ status = 0, responseHeaders, responseBody }: ExchangeReport): Response => ({
  status,
  headers: Object.fromEntries(responseHeaders.map(({ name, value }) => [name.toLowerCase(), value])),
  body: responseBody?.text ?? '',
});

type Reading = Pick<Finding, 'cause' | 'message' | 'mend' | 'isVague'>;

/** Words of programs that stand between a computer and the world, or of their pages. */
const GATEKEEPER =
  /zscaler|netskope|fortiguard|fortinet|blue ?coat|websense|forcepoint|umbrella|squid|captive|hotspot|wi-?fi|web ?filter|barracuda|sonicwall|sophos|access (?:denied|blocked) by/i;

const isPage = ({ headers, body }: Response): boolean =>
  /^\s*</.test(body) || /^text\/html/i.test(headers['content-type'] ?? '');

const proxyReading = ({ status, headers, body }: Response, { show }: Subject): Reading | undefined => {
  const isGatekeeper = status === 407 || status === 511 || headers['proxy-authenticate'] !== undefined;
  const words = GATEKEEPER.exec(`${headers['server'] ?? ''} ${headers['via'] ?? ''} ${body.slice(0, 5000)}`);
  const isTheirs = words !== null && status < 500 && isPage({ status, headers, body });
  if (!isGatekeeper && !isTheirs) return undefined;
  const page = isGatekeeper ? '' : ` with a page that speaks of ‘${show(words?.[0] ?? '', 40)}’`;
  return {
    cause: 'proxy',
    message: `A proxy or the network's sign-in page responds in place of the token endpoint: HTTP ${status}${page}.`,
    mend: 'Sign in to the network, or name its proxy in the process environment: HTTPS_PROXY=http://user:password@proxy:port.',
  };
};

const pathReading = (response: Response, { address, show }: Subject, facts: Facts): Reading | undefined => {
  const { status, headers } = response;
  const fields = parseJson(response.body);
  const namesError = isRecord(fields) && typeof fields['error'] === 'string';
  const isRedirect = status > 299 && status < 400;
  if (namesError && !isRedirect) return undefined;
  const isAbsent = [404, 405, 410].includes(status) || isRedirect;
  if (!isAbsent && !(isPage(response) && status < 500) && !(status < 300 && !isRecord(fields)))
    return undefined;
  if (status === 403)
    return {
      cause: 'permission',
      message: `A page for people comes in place of a response of the token endpoint (HTTP 403): a firewall or filter before the server does not let the request through.`,
      mend: 'Ask whoever runs the server whether it lets this network and this client in; compare the address as well.',
    };
  const where = isRedirect ? ` and leads to ${show(headers['location'] ?? 'somewhere else')}` : '';
  const what = isPage(response) ? ' and a page for people' : '';
  const known = facts.metadata?.['token_endpoint'];
  const hint =
    typeof known === 'string' && known !== address ? ` The server's metadata names ${show(known)}.` : '';
  return {
    cause: 'wrong-path',
    message: `${show(address)} is not the token endpoint: the server responds with HTTP ${status}${what}${where}.${hint}`,
    mend: "Compare the address letter by letter with the provider's page, the last slash included.",
  };
};

const serverReading = ({ status }: Response): Reading | undefined => {
  if (status < 500 && status !== 429) return undefined;
  if (status === 429)
    return {
      cause: 'server',
      message: 'Too many requests were sent (HTTP 429).',
      mend: 'Wait, and try again.',
    };
  const isDown = status === 502 || status === 503 || status === 504;
  return {
    cause: isDown ? 'server-down' : 'server',
    message: isDown
      ? `The authorization server is down: what stands before it responds with HTTP ${status}.`
      : `The server has a problem of its own (HTTP ${status}).`,
    mend: 'Try again later; if it stays so, tell whoever runs the server.',
  };
};

/** What servers say of every rejected client, whatever the reason. */
const SAID_OF_ALL =
  /unknown client, no client authentication included, or unsupported authentication method|invalid client or invalid client credentials/gi;

/** Words of error descriptions, the surest first. */
const WORDS: readonly (readonly [RegExp, Cause])[] = [
  [
    /client(?:(?!\b(?:assertion|auth\w*|certificate|credentials?|jwks?|keys?|secret|scopes?|redirect\w*)\b)[^.]){0,40}(?:not (?:been )?found|unknown|(?:n.t|not) exist|not registered|unrecogni[sz]ed)|(?:unknown|no such|unrecogni[sz]ed|could not find) (?:oauth ?2?(?:\.0)? )?client(?! (?:auth|assert|cert|cred|key|secret))|AADSTS700016|invalid (?:value for '?)?client_?id/i,
    'unknown-client',
  ],
  [/\baud\b|audience/i, 'wrong-audience'],
  [/signature|integrity|AADSTS700027|\bkid\b|\bkeys?\b|jwks?\b/i, 'wrong-key'],
  [/\b(?:exp|iat|nbf)\b|expired|clock|too (?:old|far)|future|not yet|lies ahead/i, 'clock'],
  [/\bjti\b|replay|already/i, 'assertion'],
  [/\bscopes?\b/i, 'missing-scope'],
];

/** What a server's description of an error tells for certain; undefined where it tells nothing. */
export const causeIn = (description: string): Cause | undefined => {
  const words = description.slice(0, 2000).replaceAll(SAID_OF_ALL, '');
  return WORDS.find(([pattern]) => pattern.test(words))?.[1];
};

const compareKey = ({ thumbprint, keyVariable }: Facts): string =>
  thumbprint === undefined
    ? "Compare the client's id and secret with those that the provider shows, and see that they belong together."
    : `Compare the thumbprint of the key in "${keyVariable}" (${thumbprint}) with that of the key that the provider has for this client; register this key, or paste the one that is registered.`;

const clientOf = ({ way, values, show }: Subject): string =>
  show(literalIn(way.clientId ?? '', values), 80) || 'that is named';

const clockWords = ({ clock }: Facts): string =>
  clock === undefined ? '' : ` By its Date header, it differs from this computer's by ${Math.abs(clock)} s.`;

const READINGS: Partial<Record<Cause, (subject: Subject, facts: Facts) => Reading>> = {
  'unknown-client': (subject) => ({
    cause: 'unknown-client',
    message: `The server does not know the client ${clientOf(subject)}.`,
    mend: `Compare "${subject.way.clientId ?? 'client id'}" letter by letter with what the provider shows, and see that it is of this server and environment.`,
  }),
  'wrong-audience': (subject, facts) => {
    const sent = [facts.assertion?.claims['aud']].flat().filter((each) => typeof each === 'string');
    return {
      cause: 'wrong-audience',
      message: `The server expects another audience (aud) than the one that was signed: ${subject.show(sent.join(', '))}.`,
      mend: "Take the audience from the provider's page, and declare it to the letter, the last slash included.",
    };
  },
  clock: (_subject, facts) => ({
    cause: 'clock',
    message: `The times that were signed (iat, exp) are not what the server's clock allows.${clockWords(facts)}`,
    mend: "Compare this computer's clock and the server's with a third one, and set the one that is wrong. If both are right, declare a shorter lifetime.",
  }),
  'wrong-key': (subject, facts) => ({
    cause: 'wrong-key',
    message: `The key in "${facts.keyVariable ?? 'the key variable'}" is not the one that the server has for the client ${clientOf(subject)}: it belongs to nobody there, or to another client.`,
    mend: compareKey(facts),
  }),
  'missing-scope': (subject) => ({
    cause: 'missing-scope',
    message: `The scope that is asked for is not granted: ${subject.show(subject.way.scope)}.`,
    mend: 'Allow it for the client in the settings of the authorization server, or declare another.',
  }),
  assertion: () => ({
    cause: 'assertion',
    message: 'The server has seen this JWT before, or takes its id (jti) for one that it has.',
    mend: 'Something on the way repeats requests. Try once more; then look for a proxy that does.',
  }),
};

/** Error codes that say enough by themselves. */
const CODES: Readonly<Record<string, (subject: Subject) => Reading>> = {
  invalid_scope: (subject) => READINGS['missing-scope']?.(subject, {}) ?? { message: '' },
  unauthorized_client: ({ way }) => ({
    cause: 'grant',
    message: `The client may not use this grant: ${way.title}.`,
    mend: 'Allow the grant in the settings of the client.',
  }),
  unsupported_grant_type: ({ way }) => ({
    cause: 'grant',
    message: `The server does not have this grant: ${way.title}.`,
    mend: 'Check that the address is the one of this token endpoint, or declare another grant.',
  }),
  access_denied: () => ({
    cause: 'permission',
    message: 'A policy of the server does not let this client in.',
    mend: 'Ask whoever administers the server.',
  }),
};

/** Nothing tells which of the two it is: both, the likelier one first, with what to compare. */
const vague = (subject: Subject, facts: Facts): Reading => {
  const known = `the client id ${clientOf(subject)} is unknown to the server`;
  const key =
    facts.thumbprint === undefined
      ? 'the secret is not the one of this client'
      : `the key is not the one that is registered for this client (its thumbprint is ${facts.thumbprint})`;
  const order = facts.isPublished === true ? [known] : [key, known];
  const rest = facts.thumbprint === undefined ? [] : ['the audience (aud) is not what the server expects'];
  const list = [...order, ...rest].map((cause, at) => `${at + 1}. ${cause}`).join('; ');
  return {
    cause: 'client-rejected',
    isVague: true,
    message: `The server rejects the client, and does not say why. In order of likelihood: ${list}.`,
    mend: compareKey(facts),
  };
};

const refreshReading = ({ way }: Subject): Reading | undefined =>
  way.refreshToken === undefined || way.clientAuthentication?.method === undefined
    ? undefined
    : {
        cause: 'refresh-token',
        message: 'The refresh token has ended, was revoked, or was used before.',
        mend: 'Sign in again: postsmith login.',
      };

const oauthReading = (response: Response, subject: Subject, facts: Facts): Reading => {
  const fields = parseJson(response.body);
  const text = (name: string): string =>
    isRecord(fields) && typeof fields[name] === 'string' ? fields[name] : '';
  const [error, description] = [text('error'), text('error_description')];
  if (error === 'invalid_grant') {
    const ended = refreshReading(subject);
    if (ended !== undefined) return ended;
  }
  const byCode = Object.entries(CODES).find(([code]) => code === error)?.[1](subject);
  const cause = causeIn(description);
  const isOfJwt =
    cause === 'wrong-audience' || cause === 'clock' || cause === 'wrong-key' || cause === 'assertion';
  const byWords =
    cause === undefined || (isOfJwt && facts.assertion === undefined)
      ? undefined
      : READINGS[cause]?.(subject, facts);
  if (byCode !== undefined) return byCode;
  if (byWords !== undefined) return byWords;
  if (/^invalid_(?:client|grant)$/.test(error) || response.status === 401) return vague(subject, facts);
  return {
    cause: 'other',
    isVague: true,
    message: `The server rejects the token request (HTTP ${response.status}).`,
    mend: 'Read what the server and the login say of it.',
  };
};

/** Where the cause is known, general ones say no more; those of a provider do. */
const fitting = (said: string, cause: Cause | undefined, { authorization }: Subject): string =>
  cause === 'other' || authorization.provider !== undefined ? said : said.replace(/ Likely causes: .*$/s, '');

/** @param said what the login says of it itself */
export const readRejection = (response: Response, said: string, subject: Subject, facts: Facts): Finding => {
  const { message, ...reading } =
    proxyReading(response, subject) ??
    serverReading(response) ??
    pathReading(response, subject, facts) ??
    oauthReading(response, subject, facts);
  const rest = fitting(said, reading.cause, subject);
  return { outcome: 'error', ...reading, message: rest === '' ? message : `${message} ${rest}` };
};
