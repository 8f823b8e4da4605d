/** A JWT that a script signs, as the settings of a declared one. */

import { signingAlgorithms, type SigningAlgorithm } from '../oauth/signed-jwt.ts';
import type { Json } from '../values/json.ts';
import { isRecord } from '../values/json.ts';
import type { Mark, ScriptJwt } from './evaluate/marks.ts';
import type { ProposalTexts } from './proposal-text.ts';
import { secondsFromNow } from './sandbox/time.ts';

/** Options of a constructor: what is undefined is left out. */
export type Options = Record<string, Json | undefined>;

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown, what: string, texts: ProposalTexts): Members => {
  if (isRecord(value)) return value;
  texts.tell(`the JWT's ${what} could not be read`);
  return {};
};

const algorithmOf = (jwt: ScriptJwt, texts: ProposalTexts): SigningAlgorithm => {
  const named = texts.known(jwt.algorithm);
  const found = signingAlgorithms.find((each) => each === named);
  if (found === undefined) texts.tell(`the algorithm of the JWT is not known; the declaration says RS256`);
  return found ?? 'RS256';
};

/** `JSON.parse(pm.environment.get('service_account')).private_key` */
const partOf = (value: unknown, texts: ProposalTexts): Extract<Mark, { kind: 'part' }> | undefined => {
  const mark = typeof value === 'string' ? texts.marks.alone(value) : undefined;
  return mark?.kind === 'part' && 'variable' in mark.source && mark.path.length > 0 ? mark : undefined;
};

const isSymmetric = (algorithm: string): boolean => algorithm.startsWith('HS');

const keyOptions = (jwt: ScriptJwt, algorithm: string, texts: ProposalTexts): Options => {
  const part = partOf(jwt.key, texts);
  if (part !== undefined && 'variable' in part.source) {
    const file = part.source.variable;
    const member = (value: unknown): string | undefined => {
      const other = partOf(value, texts);
      return other !== undefined && 'variable' in other.source && other.source.variable === file
        ? other.path.join('.')
        : undefined;
    };
    const [keyId, clientId] = [member(Object(jwt.header).kid), member(Object(jwt.claims).iss)];
    const keyFile = {
      key: part.path.join('.'),
      ...(keyId !== undefined && { keyId }),
      ...(clientId !== undefined && { clientId }),
    };
    return { key: file, keyFile };
  }
  const usual = isSymmetric(algorithm) ? 'client_secret' : 'client_private_key';
  const key = texts.variable(jwt.key, usual, 'the key', true);
  const mark = texts.marks.alone(jwt.key);
  const encoding =
    mark?.kind === 'encoded' && mark.encoding.startsWith('from ') ? mark.encoding.slice(5) : undefined;
  return {
    key: key === usual ? undefined : key,
    keyEncoding: isSymmetric(algorithm) ? encoding : undefined,
    passphrase:
      jwt.passphrase === undefined || jwt.passphrase === ''
        ? undefined
        : texts.variable(jwt.passphrase, 'client_private_key_passphrase', 'the passphrase', true),
  };
};

const LONGEST = 3600;

const lifetimeOf = ({ exp }: Members, texts: ProposalTexts): number | undefined => {
  const lifetime = secondsFromNow(exp);
  if (lifetime !== undefined && lifetime > 0 && lifetime <= LONGEST) return lifetime;
  if (lifetime !== undefined && lifetime > LONGEST) {
    texts.tell(
      `the JWT lives ${lifetime} seconds in the script; the login's lives ${LONGEST} seconds at most, as it is signed anew for each token`,
    );
    return LONGEST;
  }
  texts.tell(
    exp === undefined
      ? "the script signs a JWT without exp; the login's ends after 120 seconds"
      : "the JWT's lifetime could not be computed; the login's ends after 120 seconds",
  );
  return undefined;
};

const timeOptions = (claims: Members, texts: ProposalTexts): Options => {
  const issued = secondsFromNow(claims['iat']);
  const before = secondsFromNow(claims['nbf']);
  const backdate = -(issued ?? before ?? 0);
  if (backdate < 0 || backdate > 600)
    texts.tell("the JWT's iat is far from now; the login's is the time at which it signs");
  return {
    lifetime: lifetimeOf(claims, texts),
    backdate: backdate > 0 && backdate <= 600 ? backdate : undefined,
    notBefore: claims['nbf'] === undefined ? undefined : true,
    jti: claims['jti'] === undefined ? false : undefined,
  };
};

const OWN_HEADERS = new Set(['alg', 'typ', 'kid']);
const OWN_CLAIMS = new Set(['iss', 'sub', 'aud', 'iat', 'exp', 'nbf', 'jti', 'scope']);

/** What is in none of the fields that a declaration has for it. */
const further = (
  members: Members,
  own: ReadonlySet<string>,
  what: string,
  texts: ProposalTexts,
): Json | undefined => {
  const others = Object.entries(members).filter(([name, value]) => !own.has(name) && value !== undefined);
  for (const [name, value] of others)
    if (typeof value === 'number' && secondsFromNow(value) !== undefined)
      texts.tell(`the ${what} ${name} is a time that the script computes; say it yourself`);
  return others.length === 0
    ? undefined
    : Object.fromEntries(
        others.map(([name, value]) => [name, texts.json(value, `the ${what} ${name}`, name)]),
      );
};

/** A text of a claim or header; undefined where there is none. */
const optional = (value: unknown, what: string, texts: ProposalTexts): string | undefined =>
  value === undefined || value === null || value === '' ? undefined : texts.text(value, what);

/** The settings of a JWT; issuer, subject, audience and scope are left to what it is for. */
export const jwtOptions = (jwt: ScriptJwt, texts: ProposalTexts): Options => {
  const header = membersOf(jwt.header, 'header', texts);
  const claims = membersOf(jwt.claims, 'payload', texts);
  const algorithm = algorithmOf(jwt, texts);
  const key = keyOptions(jwt, algorithm, texts);
  const type = optional(header['typ'], 'the header typ', texts);
  const inFile = isRecord(key['keyFile']) && key['keyFile']['keyId'] !== undefined;
  return {
    algorithm,
    ...key,
    keyId: inFile ? undefined : optional(header['kid'], 'the header kid', texts),
    type: type === 'JWT' ? undefined : type,
    header: further(header, OWN_HEADERS, 'header', texts),
    ...timeOptions(claims, texts),
    claims: further(claims, OWN_CLAIMS, 'claim', texts),
  };
};

/** The `aud` claim; undefined where it is the token endpoint, which it is unless given. */
export const audienceOf = (
  jwt: ScriptJwt,
  tokenEndpoint: string | undefined,
  texts: ProposalTexts,
): Json | undefined => {
  const { aud } = membersOf(jwt.claims, 'payload', texts);
  if (Array.isArray(aud)) return aud.map((each) => texts.text(each, 'the claim aud'));
  const audience = optional(aud, 'the claim aud', texts);
  return audience === tokenEndpoint ? undefined : audience;
};

/** A claim as a text with placeholders. */
export const claimOf = (jwt: ScriptJwt, name: string, texts: ProposalTexts): string | undefined =>
  optional(Object(jwt.claims)[name], `the claim ${name}`, texts);
