/** The clients that a mock's authorization server knows, made for one mock, with what they log in with. */

import { randomUUID } from 'node:crypto';
import {
  none,
  type Authorization,
  type ClientAuthentication,
  type JwtSettings,
} from '../../oauth/authorization.ts';
import { createKeyMaterial, type KeyMaterial } from './key-material.ts';
import { assertionOf, loginOf, secretVariableOf, type LoginWay, type RunTimeLogin } from './way.ts';

type Values = Readonly<Record<string, string>>;

/** A client. */
export interface MockClient {
  readonly id: string;
  /** As it is registered: without a secret, a client whose secret is optional is a public one. */
  readonly authentication: ClientAuthentication | undefined;
  /** The secret that it sends or signs with. */
  readonly secret: string | undefined;
  /** What it signs its assertions with. */
  readonly material: KeyMaterial | undefined;
}

/** All that a mock needs to know of who logs in. */
export interface MockClients {
  /** The login that runs, by its declaration. */
  readonly login: RunTimeLogin;
  readonly client: MockClient;
  /** What the JWT is signed with that is the grant or the bearer token. */
  readonly jwtMaterial: KeyMaterial | undefined;
  /** For the authorization code grant: the client that people use, and the service client beside it. */
  readonly others: readonly MockClient[];
  /** Values by variable name; those of a way that is not taken are empty. */
  readonly values: Values;
}

/** Full of what has to be escaped somewhere; and long enough for HS512 (RFC 7518 §3.2). */
const freshSecret = (): string => `s:/+%&="'~!()*\\ {{k}} ${randomUUID()}${randomUUID()}`;

/** Keys and secrets by their variables: two declarations that name the same one share it. */
class Safe {
  readonly #given: Values;
  readonly #secrets = new Map<string, string>();
  readonly #keys = new Map<string, Promise<KeyMaterial>>();

  /** @param given values that win */
  constructor(given: Values) {
    this.#given = given;
  }

  id(variable: string): string {
    return this.#given[variable] ?? `verify-${randomUUID()}`;
  }

  secret(variable: string): string {
    const secret = this.#given[variable] ?? this.#secrets.get(variable) ?? freshSecret();
    this.#secrets.set(variable, secret);
    return secret;
  }

  async key(settings: JwtSettings, clientId: string): Promise<KeyMaterial> {
    const made =
      this.#keys.get(settings.key) ?? createKeyMaterial(settings, clientId, () => this.secret(settings.key));
    this.#keys.set(settings.key, made);
    const material = await made;
    // The same key may serve two algorithms of its type.
    return { ...material, ...withAlgorithm(material, settings) };
  }
}

const withAlgorithm = ({ key, strangeKey }: KeyMaterial, { algorithm }: JwtSettings) => ({
  key: { ...key, algorithm },
  strangeKey: { ...strangeKey, algorithm },
});

const createClient = async (login: RunTimeLogin, safe: Safe): Promise<MockClient> => {
  const id = safe.id(login.clientId);
  const { clientAuthentication } = login;
  const assertion = assertionOf(clientAuthentication);
  if (assertion !== undefined) {
    const material = await safe.key(assertion, id);
    const secret = assertion.kind === 'clientSecretJwt' ? safe.secret(assertion.key) : undefined;
    return { id, authentication: clientAuthentication, secret, material };
  }
  const variable = secretVariableOf(clientAuthentication);
  const secret = variable === undefined ? undefined : safe.secret(variable);
  const isPublic = secret === '';
  return {
    id,
    authentication: isPublic ? none() : clientAuthentication,
    secret: isPublic ? undefined : secret,
    material: undefined,
  };
};

const clientValues = (
  login: RunTimeLogin,
  client: MockClient,
  jwtMaterial: KeyMaterial | undefined,
): Values => {
  const variable = secretVariableOf(login.clientAuthentication);
  return {
    [login.clientId]: login.jwt?.keyFile?.clientId === undefined ? client.id : '',
    ...(variable !== undefined && { [variable]: client.secret ?? '' }),
    ...client.material?.values,
    ...jwtMaterial?.values,
  };
};

/** Makes the clients of an authorization; `given` values win over fresh ones, such as a secret that a test chooses. */
export const createClients = async (
  authorization: Authorization,
  way: LoginWay | undefined,
  given: Values,
): Promise<MockClients> => {
  const safe = new Safe(given);
  const login = loginOf(authorization, way);
  const client = await createClient(login, safe);
  const jwtMaterial = login.jwt && (await safe.key(login.jwt, client.id));
  const values = clientValues(login, client, jwtMaterial);
  if (authorization.kind !== 'authorizationCode') return { login, client, jwtMaterial, others: [], values };
  const otherLogin = loginOf(
    authorization,
    login.grant === 'refreshToken' ? 'service client' : 'refresh token',
  );
  if (otherLogin.grant === login.grant) return { login, client, jwtMaterial, others: [], values };
  const other = await createClient(otherLogin, safe);
  const unused = Object.keys(clientValues(otherLogin, other, undefined)).map((name) => [name, '']);
  return {
    login,
    client,
    jwtMaterial,
    others: [other],
    values: { ...Object.fromEntries(unused), ...values },
  };
};
