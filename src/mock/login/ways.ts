/** How a collection logs in at one mock: each declared way, with the client that takes it and what it logs in with. */

import { randomUUID } from 'node:crypto';
import { clientJwtOf, clientSecretOf, waysOf } from '../../oauth/inputs.ts';
import { methodOf } from '../../oauth/client-authentication.ts';
import { keyTypeFor } from '../../../scripts/login/keys/private-key.ts';
import { none, type Authorization, type JwtSettings } from '../../oauth/authorization.ts';
import type { Way } from '../../oauth/grant.ts';
import { createKeyMaterial, type KeyMaterial } from './key-material.ts';
import type { Values } from '../../values/placeholders.ts';

/** A JWT, and the key that it is signed with. */
export interface Signed {
  readonly settings: JwtSettings;
  readonly material: KeyMaterial;
}

/** A client. */
interface MockClient {
  readonly id: string;
  /** Registered name of its authentication (RFC 7591 §2); undefined = its requests name no client. */
  readonly method: string | undefined;
  /** The secret that it sends. */
  readonly secret: string | undefined;
  /** What proves who it is: an assertion or, with `client_secret_post`, the secret itself. */
  readonly jwt: Signed | undefined;
}

/** A way in which this mock's client logs in. */
export interface MockWay {
  readonly way: Way;
  readonly client: MockClient;
  /** The JWT that is the grant or the bearer token. */
  readonly jwt: Signed | undefined;
  /** Secrets that are parameters of the token request. */
  readonly secretParameters: Values;
  /** Values by variable name. A refresh token is none of them: the server issues it. */
  readonly values: Values;
  /** Values of keys that the server does not know. */
  readonly strangeValues: Values;
}

/** Full of what has to be escaped somewhere; and long enough for HS512 (RFC 7518 §3.2). */
const freshSecret = (): string => `s:/+%&="'~!()*\\ {{k}} ${randomUUID()}${randomUUID()}`;

/** Ids, keys and secrets by their variables: two declarations that name the same one share it. */
class Safe {
  readonly #given: Values;
  readonly #texts = new Map<string, string>();
  readonly #numbers = new Map<string, number>();

  /** @param given values that win */
  constructor(given: Values) {
    this.#given = given;
  }

  #text(variable: string, make: () => string): string {
    const text = this.#given[variable] ?? this.#texts.get(variable) ?? make();
    this.#texts.set(variable, text);
    return text;
  }

  id(variable: string | undefined): string {
    return this.#text(variable ?? 'client_id', () => `verify-${randomUUID()}`);
  }

  secret(variable: string): string {
    return this.#text(variable, freshSecret);
  }

  #secretKey({ key, keyEncoding }: JwtSettings): string {
    return this.#text(key, () =>
      keyEncoding === undefined ? freshSecret() : Buffer.from(freshSecret()).toString(keyEncoding),
    );
  }

  async sign(settings: JwtSettings, clientId: string): Promise<Signed> {
    const number = this.#numbers.get(settings.key) ?? this.#numbers.size * 2;
    this.#numbers.set(settings.key, number);
    const secret = keyTypeFor(settings.algorithm) === 'oct' ? this.#secretKey(settings) : '';
    return { settings, material: await createKeyMaterial(settings, { clientId, number, secret }) };
  }
}

const createClient = async (way: Way, safe: Safe): Promise<MockClient> => {
  const id = safe.id(way.clientId);
  const jwt = clientJwtOf(way);
  const variable = clientSecretOf(way);
  const secret = variable === undefined ? undefined : safe.secret(variable);
  // Without a secret, a client whose secret is optional is a public one.
  const authentication = secret === '' ? none() : way.clientAuthentication;
  return {
    id,
    method: authentication && methodOf(authentication).name,
    secret: secret === '' ? undefined : secret,
    jwt: jwt && (await safe.sign(way.sendsScope === false ? { ...jwt, scopeClaim: false } : jwt, id)),
  };
};

const createWay = async (way: Way, safe: Safe): Promise<MockWay> => {
  const { clientId, secretParameters = {} } = way;
  const client = await createClient(way, safe);
  const jwt = way.jwt && (await safe.sign(way.jwt, client.id));
  const parameters = Object.entries(secretParameters).map(([name, variable]) => ({
    name,
    variable,
    value: safe.secret(variable),
  }));
  const secret = clientSecretOf(way);
  return {
    way,
    client,
    jwt,
    secretParameters: Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
    values: {
      ...(clientId !== undefined && {
        [clientId]: way.jwt?.keyFile?.clientId === undefined ? client.id : '',
      }),
      ...(secret !== undefined && { [secret]: client.secret ?? '' }),
      ...Object.fromEntries(parameters.map(({ variable, value }) => [variable, value])),
      ...client.jwt?.material.values,
      ...jwt?.material.values,
    },
    strangeValues: (jwt ?? client.jwt)?.material.strangeValues ?? {},
  };
};

/**
 * Makes the ways of each identity. Two that name the same variable share what is in it; `given` values win over fresh ones,
 * such as a secret that a test chooses.
 */
export const createWays = (
  identities: readonly Authorization[],
  given: Values,
): Promise<readonly (readonly MockWay[])[]> => {
  const safe = new Safe(given);
  return Promise.all(
    identities.map((identity) => Promise.all(waysOf(identity).map((way) => createWay(way, safe)))),
  );
};
