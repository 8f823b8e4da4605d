/** Responses of a server that tries to make Postman send other variables: placeholders whole, split, nested, in every field and header. */

import type { Received, Response } from './login-server.ts';
import { headerOf } from './login-server.ts';

/** Texts that name a variable. */
const texts = (name: string): readonly string[] => [
  `{{${name}}}`,
  `a{{${name}}}b`,
  `{{{{${name}}}}}`,
  `{{{${name}}}}`,
  `{{a{{${name}}}`,
  `{{$guid}}{{${name}}}`,
  `{${name}}}`,
  `x{`,
  `{{ ${name} }}`,
];

/** Pairs that name one only side by side. */
const pairs = (name: string): readonly (readonly [string, string])[] => [
  ['{', `{${name}}}`],
  ['a{', `{${name}}}b`],
  [`{{${name}`, '}}'],
  ['{{', `${name}}}`],
  [`{{${name}}`, '}'],
  ['a', `{{${name}}}`],
];

/** The names are tried one after the other, each in another form. */
export class HostileResponses {
  readonly #names: readonly string[];
  #count = 0;

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  #name(): string {
    this.#count += 1;
    return this.#names[this.#count % this.#names.length] ?? '';
  }

  #text(): string {
    const forms = texts(this.#name());
    return forms[this.#count % forms.length] ?? '';
  }

  headers(): NonNullable<Response['headers']> {
    return {
      'Content-Type': `application/json; charset=${this.#text()}`,
      'WWW-Authenticate': `Bearer realm="${this.#text()}", error="${this.#text()}"`,
      'Retry-After': this.#text(),
      'Set-Cookie': [`a=${this.#text()}; Path=/`, `${this.#text()}=b`],
      'X-Next': this.#text(),
      [`X-${this.#count}`]: this.#text(),
    };
  }

  /** A token that can be used, with everything else hostile. */
  token(accessToken: string): Response {
    return {
      headers: this.headers(),
      body: JSON.stringify({
        access_token: accessToken,
        token_type: 'Bearer',
        refresh_token: this.#text(),
        scope: `a ${this.#text()}`,
        id_token: this.#text(),
        error_description: this.#text(),
        expires_in: this.#text(),
        [this.#text()]: { [this.#text()]: [this.#text()] },
      }),
    };
  }

  error(error = this.#text()): Response {
    return {
      status: 400,
      headers: this.headers(),
      body: JSON.stringify({ error, error_description: this.#text(), error_uri: this.#text() }),
    };
  }

  /** An object of the API: a text, a pair, JSON, and headers. */
  thing(): Response {
    const pair = pairs(this.#name());
    const [left, right] = pair[this.#count % pair.length] ?? ['', ''];
    return {
      headers: this.headers(),
      body: JSON.stringify({
        id: this.#text(),
        left,
        right,
        settings: {
          [this.#text()]: this.#text(),
          list: [[this.#text()], { a: { b: `{{${this.#name()}}}` } }],
        },
      }),
    };
  }

  /** To an address that names a variable; the engine follows it, and repeats method and body. */
  redirect(path = '/moved/'): Response {
    return {
      status: 307,
      headers: { ...this.headers(), Location: path + this.#text().replaceAll(' ', '') },
      body: '',
    };
  }

  rejected(): Response {
    return { status: 401, headers: this.headers(), body: `{"detail":"${this.#text()}"}` };
  }
}

/** Each text in the forms in which it could be on the wire. */
const formsOf = (secret: string): string[] => {
  const lines = secret.split('\n').filter((line) => line.length > 15 && !line.includes('-----'));
  return [secret, ...lines].flatMap((text) => [
    text,
    encodeURIComponent(text),
    new URLSearchParams([['', text]]).toString().slice(1),
    JSON.stringify(text).slice(1, -1),
    Buffer.from(text).toString('hex'),
    // Base64 of it, wherever in a longer text it begins.
    ...[0, 1, 2].map((offset) =>
      Buffer.from('x'.repeat(offset) + text)
        .toString('base64')
        .slice(offset === 0 ? 0 : 4, -4),
    ),
  ]);
};

/** Names of the secrets that are in what was received, wherever and in whatever encoding. */
export const leaksIn = (received: Received, secrets: Readonly<Record<string, string>>): string[] => {
  const wire = [received.method, received.path, ...received.headers, received.body].join('\n');
  const views = [
    wire,
    decodeURIComponent(wire.replace(/%(?![\da-f]{2})/gi, '%25').replace(/%(?:[89a-f][\da-f])/gi, '')),
  ];
  return Object.entries(secrets)
    .filter(([, secret]) => formsOf(secret).some((form) => views.some((view) => view.includes(form))))
    .map(([name]) => name);
};

const CLIENT_SECRETS = ['client_secret', 'service_client_secret'];

/** A token request without the client's own authentication and the refresh token, where they belong. */
export const withoutAuthentication = (
  received: Received,
  secrets: Readonly<Record<string, string>>,
): Received => {
  const isOneOf = (allowed: readonly string[], value: string): boolean =>
    allowed.some((name) => secrets[name] === value);
  const form = new URLSearchParams(received.body);
  for (const [parameter, allowed] of Object.entries({
    client_secret: CLIENT_SECRETS,
    refresh_token: ['refresh_token'],
  })) {
    if (isOneOf(allowed, form.get(parameter) ?? '')) form.delete(parameter);
  }
  const basic = headerOf(received, 'authorization');
  const [, password = ''] = Buffer.from(basic.slice('Basic '.length), 'base64').toString().split(':');
  const isOwn = isOneOf(CLIENT_SECRETS, decodeURIComponent(password.replaceAll('+', ' ')));
  const headers = received.headers.map((each) => (isOwn && each === basic ? '' : each));
  return { ...received, headers, body: form.toString() };
};

/** A request to the API without the token that it carries. */
export const withoutToken = (received: Received): Received => ({
  ...received,
  headers: received.headers.map((each, at) =>
    received.headers[at - 1]?.toLowerCase() === 'authorization'
      ? each.replace(/^Bearer issued-token-\d+-of-the-test$/, '')
      : each,
  ),
});
