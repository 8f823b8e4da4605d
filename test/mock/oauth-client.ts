/** A client of the tests' own making: forms and headers by hand, JWTs by jose. */

import { randomUUID } from 'node:crypto';
import { importPKCS8, SignJWT } from 'jose';
import { expect } from 'vitest';
import type { Authorization, SigningAlgorithm } from '../../src/oauth/authorization.ts';
import type { RequestDeclaration } from '../../src/model/collection.ts';
import type { Mock, MockOptions } from '../../src/mock/mock.ts';
import { startMock } from '../../src/mock/start.ts';
import { call, collection, environment, parse, type Reply, request } from './fixture.ts';

export const TOKEN_PATH = '/oauth/token';

/** What the authorizations of these tests have in common. */
export const at = {
  tokenEndpoint: `https://{{host}}${TOKEN_PATH}`,
  issuer: 'https://{{host}}/as',
  scope: 'read write',
};

/** Starts mocks, and closes them all. */
export const mockStarter = () => {
  const running: Mock[] = [];
  return {
    start: async (
      authorization: Authorization,
      options: Partial<Omit<MockOptions, 'environment'>> = {},
      rest: Partial<RequestDeclaration> = {},
    ): Promise<Mock> => {
      const items = [request('GET', 'https://{{host}}/widgets', rest)];
      const mock = await startMock({
        collection: collection(items, { authorization }),
        environment: environment({ host: '', key_id: '', user: '' }),
        ...options,
      });
      running.push(mock);
      return mock;
    },
    close: async () => {
      await Promise.all(running.splice(0).map((mock) => mock.close()));
    },
  };
};

export type Form = Readonly<Record<string, string | undefined>>;

/** Posts a token request; a parameter that is `undefined` is left out. */
export const postToken = (mock: Mock, form: Form, authorization?: string): Promise<Reply> => {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) if (value !== undefined) body.set(name, value);
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    ...(authorization !== undefined && { Authorization: authorization }),
  };
  return call(mock, 'POST', TOKEN_PATH, { headers, body: body.toString() });
};

/** Status and body of a response, for comparing. */
export const told = (reply: Reply) => ({ status: reply.status, body: parse(reply) });

/** What a rejection looks like. */
export const rejected = (status: number, error: string, description: string) => ({
  status,
  body: { error, error_description: expect.stringContaining(description) },
});

/** A member of a JSON response, as text; '' when there is none. */
export const member = (reply: Reply, name: string): string => {
  const body = parse(reply);
  return typeof body === 'object' && body !== null
    ? String(Object.entries(body).find(([key]) => key === name)?.[1] ?? '')
    : '';
};

/** An `Authorization` header of the parts as they are (RFC 7617 §2). */
export const basic = (id: string, secret: string): string =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

export const now = (): number => Math.floor(Date.now() / 1000);

export interface JwtParts {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Signs with a PKCS#8 PEM, or a shared secret, by jose; a claim that is `undefined` is left out. */
export const signWith = async (
  algorithm: SigningAlgorithm,
  key: string,
  { header, claims }: JwtParts,
): Promise<string> =>
  new SignJWT({ iat: now(), exp: now() + 60, jti: randomUUID(), ...claims })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...header })
    .sign(algorithm.startsWith('HS') ? new TextEncoder().encode(key) : await importPKCS8(key, algorithm));
