/** A project whose API repeats what it was sent, in every way in which servers and scripts do. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeCertificates } from '../engines/test-server.ts';
import { createSampleProject, type SampleProject } from './sample-project.ts';

/** What must be found nowhere. Each is known in another way. */
export const PLANTS = {
  /** By the environment; with blanks, quotes, an umlaut, and what regular expressions and URLs mean something with. */
  clientSecret: `pl4nt (é"'\\$&+/?=%<b>;,) one`,
  /** By the environment; two lines. */
  password: 'Hjk27\nTwo.zz',
  /** By a command. */
  apiKey: 'pl4nt-three-Command',
  /** Short, by the environment. */
  pin: 'Z9q4!',
  /** By a row of the data. */
  rowToken: 'pl4nt-four-of-a-row',
  /** By the token endpoint. */
  accessToken: 'pl4nt-five-opaque.token~x',
  /** By a script that sets a variable. */
  resetToken: 'pl4nt-six-6-kept-later',
  /** By a cookie. */
  cookie: 'pl4nt-seven-cookie',
  /** By a response to a request of the collection. */
  sessionKey: 'pl4nt-eight-8-api_key',
  /** By a name alone, in a nested JSON text. */
  nested: 'pl4nt-nine-9-nested',
} as const;

const COLLECTION = `
import { clientCredentials, clientSecretBasic, defineCollection, get, post } from 'postsmith';

export default defineCollection({
  name: 'Hostile',
  authorization: clientCredentials({
    tokenEndpoint: 'https://{{host}}/token',
    clientAuthentication: clientSecretBasic(),
  }),
  items: [
    post({
      name: 'echo',
      url: 'https://{{host}}/echo',
      query: [{ name: 'api_key', value: '{{api_key}}' }, { name: 'pin', value: '{{pin}}' }],
      headers: [{ name: 'X-Row', value: '{{row_token}}' }],
      body: { json: { password: '{{password_json}}', note: 'tea' } },
      scripts: { postResponse: ['leak'] },
    }),
    get({ name: 'path', url: 'https://{{host}}/reset/{{reset_token}}', scripts: { postResponse: ['throw'] } }),
    get({ name: 'broken', url: 'https://{{host}}/broken/{{api_key}}' }),
  ],
});
`;

const ENVIRONMENT = `
import { defineEnvironment, secret } from 'postsmith';

export default defineEnvironment({
  name: 'Hostile',
  variables: {
    host: '', client_id: '', client_secret: secret(), access_token: secret(), api_key: secret(), pin: secret(), password: secret(),
    password_json: secret(), row_token: secret(), reset_token: '', expires: '', scope: '', access_token_for: '',
  },
});
`;

const LEAK = `
const password = pm.environment.get('password');
console.log({ access_token: pm.environment.get('access_token'), fine: 'ordinary value' });
console.log(pm.environment.get('client_secret'), encodeURIComponent(password), JSON.stringify({ [password]: 1 }));
pm.environment.set('reset_token', pm.response.json().fresh);
pm.test('the test of ' + pm.environment.get('api_key'), () => {
  pm.expect({ session_key: pm.response.json().api_key, text: password }).to.eql({ pin: pm.environment.get('pin') });
});
`;

const THROW = `
console.log('the body is', pm.response.text());
throw new Error('no ' + pm.environment.get('client_secret') + ' and ' + pm.environment.get('reset_token') + ' in ' + pm.response.text());
`;

/** The forms in which a server may repeat a text. */
export const formsOf = (text: string): readonly string[] => {
  const bytes = Buffer.from(text);
  const json = JSON.stringify(text).slice(1, -1);
  return [
    text,
    json,
    JSON.stringify(json).slice(1, -1),
    encodeURIComponent(text),
    encodeURIComponent(encodeURIComponent(text)),
    new URLSearchParams({ s: text }).toString().slice(2),
    text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
    text.toUpperCase(),
    bytes.toString('hex'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    Buffer.from(`x:${text}`).toString('base64'),
  ];
};

const bodyOf = (request: IncomingMessage, sent: string): string =>
  JSON.stringify({
    api_key: PLANTS.sessionKey,
    fine: 'ordinary value',
    fresh: PLANTS.resetToken,
    inner: JSON.stringify({ refresh_token: PLANTS.nested, text: PLANTS.clientSecret }),
    echo: { url: request.url, headers: request.headers, sent },
    forms: Object.values(PLANTS)
      .filter((plant) => plant !== PLANTS.nested)
      .map(formsOf),
  });

const respond = (request: IncomingMessage, response: ServerResponse, sent: string): void => {
  const { url = '', headers } = request;
  if (url.startsWith('/broken')) return void request.socket.destroy();
  if (url === '/token') {
    const credential = headers.authorization ?? '';
    response.writeHead(200, `OK ${credential}`, { 'content-type': 'application/json', 'x-seen': credential });
    response.end(
      JSON.stringify({
        access_token: PLANTS.accessToken,
        token_type: 'Bearer',
        expires_in: 3600,
        credential,
      }),
    );
    return;
  }
  const isEcho = url.startsWith('/echo');
  response.writeHead(isEcho ? 200 : 400, `Seen ${PLANTS.accessToken}`, {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    'set-cookie': `sid=${PLANTS.cookie}; Path=/; HttpOnly`,
    'www-authenticate': `Bearer realm="x", error_description="bad token ${PLANTS.accessToken}, of ${encodeURIComponent(PLANTS.clientSecret)}"`,
    'x-seen': headers.authorization ?? '',
    link: `</next?access_token=${PLANTS.accessToken}>; rel="next"`,
    [`x-${PLANTS.apiKey}`]: 'name',
  });
  // The end of what a report keeps falls into the secret.
  const body = bodyOf(request, sent);
  response.end(
    gzipSync(
      isEcho ? body : `${body}${'-'.repeat(16_384 - Buffer.byteLength(body) - 12)}${PLANTS.resetToken}`,
    ),
  );
};

export interface HostileProject extends SampleProject {
  /** What a run needs. */
  readonly values: Readonly<Record<string, string>>;
  readonly parameters: readonly string[];
}

export const createHostileProject = async (): Promise<HostileProject> => {
  const project = await createSampleProject();
  await project.write('collections/hostile.ts', COLLECTION);
  await project.write('environments/hostile.ts', ENVIRONMENT);
  await project.write('scripts/post-response/leak.ts', LEAK);
  await project.write('scripts/post-response/throw.ts', THROW);
  await project.write('rows.json', JSON.stringify([{ row_token: PLANTS.rowToken }]));
  const { ca, key, cert } = await makeCertificates();
  await writeFile(join(project.folder, 'ca.pem'), ca);
  const server = createServer({ key, cert }, (request, response) => {
    let sent = '';
    request.setEncoding('utf8').on('data', (text: string) => (sent += text));
    request.on('end', () => respond(request, response, sent));
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  // A server that listens on a port has an address of that kind.
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    ...project,
    values: {
      POSTSMITH_HOST: host,
      CLIENT_ID: 'client',
      CLIENT_SECRET: PLANTS.clientSecret,
      PASSWORD: PLANTS.password,
      PASSWORD_JSON: JSON.stringify(PLANTS.password).slice(1, -1),
      PIN: PLANTS.pin,
      ROW_TOKEN: 'overridden',
      API_KEY_COMMAND: `echo ${PLANTS.apiKey}`,
    },
    parameters: ['run', 'hostile', '-e', 'hostile', '--ca', 'ca.pem', '--data', 'rows.json'],
    remove: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await project.remove();
    },
  };
};
