/** The second step: whether the key can be read and fits, and by what to compare it with the one that the provider has. */

import { createHash, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import { Attempt } from '../../scripts/login/attempt.ts';
import type { WayConfiguration } from '../../scripts/login/configuration.ts';
import type { JwtSettings } from '../../scripts/login/jwt/content.ts';
import { readKey } from '../../scripts/login/jwt/jwt.ts';
import type { PrivateKey } from '../../scripts/login/keys/key.ts';
import { normaliseKey } from '../../scripts/login/keys/key-text.ts';
import { keyName } from '../../scripts/login/messages/key.ts';
import { prepareRequest } from '../../scripts/login/token-request.ts';
import { keyObjectOf } from '../keys/key-object.ts';
import type { Authorization } from '../oauth/grants.ts';
import { configureLogin } from '../oauth/configuration.ts';
import { partsFor } from '../session/parts.ts';
import { variablesOf } from '../session/settings.ts';
import { skip, type Details, type Facts, type Finding, type Step, type Subject } from './step.ts';

/** What the way signs with. */
export const jwtOf = ({ jwt, clientAuthentication }: WayConfiguration): JwtSettings | undefined =>
  jwt ?? clientAuthentication?.jwt;

const DAY = 86_400_000;
/** Days before the end of a certificate in which it is told. */
const SOON = 30;

const certificateFinding = (settings: JwtSettings, { values }: Subject): Finding | undefined => {
  const name = settings.certificate?.variable;
  const text = normaliseKey(values[name ?? ''] ?? '');
  if (name === undefined || text === '') return undefined;
  const { validFrom, validTo, fingerprint256 } = new X509Certificate(text);
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
  const details = { certificate: { validFrom, validTo, sha256: fingerprint256 } };
  const mend = 'Make a new certificate for the key, register it with the provider, and paste it there.';
  const about = { cause: 'client-certificate', details } as const;
  if (to < Date.now())
    return { ...about, outcome: 'error', message: `The certificate in "${name}" ended on ${validTo}.`, mend };
  if (from > Date.now())
    return {
      ...about,
      outcome: 'error',
      message: `The certificate in "${name}" begins on ${validFrom}.`,
      mend,
    };
  if (to - Date.now() > SOON * DAY) return { outcome: 'ok', message: '', details };
  return { ...about, outcome: 'warning', message: `The certificate in "${name}" ends on ${validTo}.`, mend };
};

/** What tells a public key from another, and none of it is a secret. */
const publicFacts = async (key: PrivateKey, object: KeyObject) => {
  const publicKey = createPublicKey(object);
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const bits = publicKey.asymmetricKeyDetails?.modulusLength;
  return {
    type: key.type,
    ...(bits !== undefined && { bits }),
    thumbprint: await calculateJwkThumbprint(await exportJWK(publicKey)),
    publicKeySha256: createHash('sha256').update(der).digest('hex'),
  };
};

const secretFinding = (settings: JwtSettings, { secret }: PrivateKey): Finding => {
  const bytes = Number(settings.algorithm.slice(2)) / 8;
  const details = { variable: settings.key, algorithm: settings.algorithm, type: 'oct' };
  const message = `"${settings.key}" is a shared secret for ${settings.algorithm}`;
  if (secret.length >= bytes) return { outcome: 'ok', message: `${message}.`, details };
  return {
    outcome: 'warning',
    message: `${message}, and shorter than the ${bytes} bytes that RFC 7518 demands: strict servers reject it.`,
    mend: 'Let the server make a longer secret.',
    details,
  };
};

/** The key of another login of the collection, when it is the same as this one. */
const sharedWith = async (
  { others, values }: Subject,
  clientId: string,
  thumbprint: string,
): Promise<string | undefined> => {
  for (const other of others) {
    const found = await keyOf(other, values);
    if (found?.thumbprint === thumbprint && found.clientId !== clientId) return found.variable;
  }
  return undefined;
};

const keyOf = async (authorization: Authorization, values: Subject['values']) => {
  const login = configureLogin(authorization);
  const [way] = login.ways;
  const settings = way && jwtOf(way);
  if (way === undefined || settings === undefined || settings.algorithm.startsWith('HS')) return undefined;
  const attempt = new Attempt(login, way, variablesOf(values));
  const found = await readKey(settings, attempt, partsFor(way));
  if (found === undefined) return undefined;
  const { thumbprint } = await publicFacts(found.key, keyObjectOf(found.key));
  return { thumbprint, clientId: found.client ?? attempt.clientId, variable: settings.key };
};

/** What speaks for the key being that of somebody else. */
const suspicion = async (
  subject: Subject,
  settings: JwtSettings,
  facts: {
    readonly clientId: string;
    readonly thumbprint: string;
    readonly ownId: string;
    readonly id: string;
  },
): Promise<Pick<Finding, 'message' | 'mend'> | undefined> => {
  const shared = await sharedWith(subject, facts.clientId, facts.thumbprint);
  if (shared !== undefined)
    return {
      message: `"${settings.key}" holds the same key as "${shared}", which is for another client.`,
      mend: `Paste the key of this client into "${settings.key}", or of the other one into "${shared}".`,
    };
  if (facts.ownId === '' || facts.id === '' || facts.ownId === facts.id) return undefined;
  return {
    message: `The key in "${settings.key}" says that its id (kid) is ${subject.show(facts.ownId, 80)}, but ${subject.show(facts.id, 80)} is sent.`,
    mend: 'Take key and key id of the same client.',
  };
};

const examine = async (subject: Subject, facts: Facts): Promise<Finding> => {
  const { login, way, values } = subject;
  const settings = jwtOf(way);
  if (settings === undefined) return skip('This login signs nothing, so it needs no key.');
  if ((values[settings.key] ?? '').trim() === '') return skip(`"${settings.key}" is empty.`);
  const attempt = new Attempt(login, way, variablesOf(values));
  const parts = partsFor(way);
  const found = await readKey(settings, attempt, parts);
  await prepareRequest(attempt, parts);
  const problems = attempt.problems.filter((problem) => !problem.startsWith('The variable "'));
  if (found === undefined || problems.length > 0) {
    const cause = 'key-unreadable' as const;
    return { outcome: 'error', cause, message: problems.join(' '), details: { variable: settings.key } };
  }
  facts.keyVariable = settings.key;
  if (settings.algorithm.startsWith('HS')) return secretFinding(settings, found.key);
  const own = await publicFacts(found.key, keyObjectOf(found.key));
  facts.thumbprint = own.thumbprint;
  const certificate = certificateFinding(settings, subject);
  const details: Details = {
    variable: settings.key,
    algorithm: settings.algorithm,
    ...own,
    ...(found.keyId !== undefined && { kid: subject.show(found.keyId, 200) }),
    ...certificate?.details,
  };
  if (certificate !== undefined && certificate.outcome !== 'ok') return { ...certificate, details };
  const clientId = found.client ?? attempt.clientId;
  const ids = { ownId: found.key.keyId ?? '', id: found.keyId ?? '' };
  const doubt = await suspicion(subject, settings, { clientId, thumbprint: own.thumbprint, ...ids });
  if (doubt !== undefined)
    return { outcome: 'warning', cause: 'key-of-another-client', isSuspect: true, ...doubt, details };
  const size = own.bits === undefined ? '' : ` of ${own.bits} bits`;
  return {
    outcome: 'ok',
    message: `"${settings.key}" is ${keyName(own.type)}${size}, which fits ${settings.algorithm}. Compare it with the one that the provider has: thumbprint (RFC 7638) ${own.thumbprint}.`,
    details,
  };
};

/** Step 2. */
export const keyStep: Step = { name: 'key', title: 'Key', needs: [], examine };
