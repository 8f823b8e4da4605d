/** The sixth step: what was signed, claim by claim (RFC 7523 §3); the signature is shown to nobody. */

import { literalIn } from '../session/settings.ts';
import { isRecord, parseJson } from '../values/json.ts';
import { attemptLogin } from './attempt.ts';
import { jwtOf } from './key.ts';
import { declaredIssuer } from './metadata.ts';
import {
  skip,
  type Attempted,
  type Cause,
  type Details,
  type Facts,
  type Finding,
  type Step,
  type Subject,
} from './step.ts';

interface Doubt {
  readonly sentence: string;
  readonly cause: Cause;
  readonly mend: string;
}

/** Seconds; more is rejected by most servers. */
const LONG_LIFE = 3600;

const parametersIn = (body: string): Readonly<Record<string, unknown>> => {
  const fields = parseJson(body);
  return isRecord(fields) ? fields : Object.fromEntries(new URLSearchParams(body));
};

const isJwt = (text: unknown): text is string =>
  typeof text === 'string' && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);

/** The JWT that was sent: the grant's own before the client's; where no server is asked, the token itself. */
const signedIn = (run: Attempted, { authorization, way }: Subject): string | undefined => {
  if (way.tokenEndpoint === undefined) return run.changed[authorization.variables.accessToken];
  const sent = parametersIn(run.token?.requestBody?.text ?? '');
  return [sent['assertion'], sent['client_assertion'], sent['client_secret']].find(isJwt);
};

const partOf = (jwt: string, index: number): Details => {
  const part = parseJson(Buffer.from(jwt.split('.')[index] ?? '', 'base64url').toString());
  return isRecord(part) ? part : {};
};

/** A chain of certificates is long, and says nothing that the key's step does not say. */
const shownHeader = (header: Details): Details => ({
  ...header,
  ...(Array.isArray(header['x5c']) && { x5c: `${header['x5c'].length} certificates` }),
});

const audienceDoubt = (subject: Subject, facts: Facts, claims: Details): readonly Doubt[] => {
  const { address, authorization, way } = subject;
  // What a provider's preset declares is what this provider demands.
  if (authorization.provider !== undefined || way.tokenEndpoint === undefined) return [];
  const audiences = [claims['aud']].flat().filter((each) => typeof each === 'string');
  const { issuer, token_endpoint: endpoint } = facts.metadata ?? {};
  const known = [address, declaredIssuer(subject), issuer, endpoint].filter(
    (each) => typeof each === 'string',
  );
  if (audiences.some((audience) => known.includes(audience))) return [];
  const shown = [...new Set(known)].map((each) => subject.show(each)).join(' or ');
  const given = audiences.length === 0 ? 'missing' : subject.show(audiences.join(', '));
  return [
    {
      cause: 'wrong-audience',
      sentence: `The audience (aud) is ${given}; most servers demand ${shown}, to the letter.`,
      mend: "Take the audience from the provider's page, and declare it so, the last slash included.",
    },
  ];
};

const timeDoubts = (claims: Details): readonly Doubt[] => {
  const [issued, end] = [Number(claims['iat']), Number(claims['exp'])];
  if (!Number.isFinite(end))
    return [{ cause: 'assertion', sentence: 'It has no end (exp).', mend: 'Declare a lifetime.' }];
  const life = end - (Number.isFinite(issued) ? issued : Date.now() / 1000);
  if (life > 0 && life <= LONG_LIFE) return [];
  return [
    {
      cause: 'assertion',
      sentence: `It lives for ${Math.round(life)} s (exp - iat), where many servers allow ${LONG_LIFE} s or less.`,
      mend: 'Declare a shorter lifetime.',
    },
  ];
};

const nameDoubts = ({ values, way, authorization, show }: Subject, claims: Details): readonly Doubt[] => {
  const isOfClient = way.jwt === undefined && way.clientAuthentication?.method === 'assertion';
  if (!isOfClient || authorization.provider !== undefined) return [];
  const client = literalIn(way.clientId ?? '', values);
  return (['iss', 'sub'] as const)
    .filter((name) => claims[name] !== client)
    .map((name) => ({
      cause: 'assertion',
      sentence: `The claim ${name} is ${show(String(claims[name]))}, but must be the client id ${show(client)}.`,
      mend: `Leave ${name} to the login, which takes the client id.`,
    }));
};

const otherDoubts = (header: Details, claims: Details, { authorization, way }: Subject): readonly Doubt[] => {
  const settings = jwtOf(way);
  if (authorization.provider !== undefined || settings === undefined) return [];
  return claims['jti'] === undefined && settings.jti !== false
    ? [{ cause: 'assertion', sentence: 'It has no id (jti).', mend: 'Let the login make one.' }]
    : header['kid'] === undefined && settings.keyId !== undefined
      ? [{ cause: 'assertion', sentence: 'It names no key (kid).', mend: 'Fill in the key id.' }]
      : [];
};

const timesIn = (claims: Details): string => {
  const life = Number(claims['exp']) - Number(claims['iat']);
  return Number.isFinite(life) ? `, lives for ${life} s` : '';
};

const examine = async (subject: Subject, facts: Facts): Promise<Finding> => {
  if (jwtOf(subject.way) === undefined) return skip('This login signs nothing.');
  if (subject.withoutLogin !== undefined) return skip('Nothing was signed, as no token was asked for.');
  const jwt = signedIn(await attemptLogin(subject, facts), subject);
  if (jwt === undefined) return skip('Nothing was signed, as no token was asked for.');
  const [header, claims] = [partOf(jwt, 0), partOf(jwt, 1)];
  facts.assertion = { header, claims };
  const details = { header: shownHeader(header), claims };
  const doubts = [
    ...audienceDoubt(subject, facts, claims),
    ...nameDoubts(subject, claims),
    ...timeDoubts(claims),
    ...otherDoubts(header, claims, subject),
  ];
  const [first] = doubts;
  if (first === undefined) {
    const names = ['iss', 'sub', 'aud'].filter((name) => claims[name] !== undefined);
    const shown = names.map((name) => `${name} ${subject.show([claims[name]].flat().join(' '))}`).join(', ');
    const kid = typeof header['kid'] === 'string' ? `, kid ${subject.show(header['kid'])}` : '';
    return { outcome: 'ok', message: `The JWT has ${shown}${kid}${timesIn(claims)}.`, details };
  }
  const message = doubts.map(({ sentence }) => sentence).join(' ');
  return { outcome: 'warning', cause: first.cause, message, mend: first.mend, isSuspect: true, details };
};

/** Step 6. */
export const assertionStep: Step = {
  name: 'assertion',
  title: 'Assertion',
  needs: ['variables', 'key', 'network'],
  examine,
};
