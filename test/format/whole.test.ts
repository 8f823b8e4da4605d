/** A project that uses every field of the format: what its files say, and what goes over the wire, on every engine. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sdk from 'postman-collection';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProject } from '../../src/build/build.ts';
import type { Engine } from '../../src/engines/engine.ts';
import { newmanEngine } from '../../src/engines/newman.ts';
import { postmanCliEngine } from '../../src/engines/postman-cli.ts';
import { runtimeEngine } from '../../src/engines/runtime.ts';
import { parseEnvironment, withValues } from '../../src/format/environment.ts';
import { startRawServer, type RawServer } from '../engines/raw-server.ts';

const root = join(import.meta.dirname, 'whole');
const cli = process.env['POSTMAN_CLI'];

let server: RawServer;
let collection: string;
let environmentText: string;
beforeAll(async () => {
  server = await startRawServer();
  const build = await buildProject(root);
  [collection = '', environmentText = ''] = build.artifacts.map(({ content }) => content);
});
afterAll(() => server.close());

const environment = () => withValues(parseEnvironment(environmentText), { port: String(server.port) });

const sentOn = async (engine: Engine): Promise<string[]> => {
  const report = await engine.run({
    collection,
    environment: environment(),
    workingFolder: root,
    requestTimeout: 10_000,
    scriptTimeout: 10_000,
  });
  expect(report.failures).toEqual([]);
  return server.take();
};

/** In the form v3 the CLI runs GraphQL for those who have signed in alone. */
const withoutGraphQL = (text: string): string => {
  const file = JSON.parse(text) as { item: { item: { request: { body?: { mode: string } } }[] }[] };
  for (const folder of file.item)
    folder.item = folder.item.filter(({ request }) => request.body?.mode !== 'graphql');
  return JSON.stringify(file);
};

/** Another HTTP client sends then: the order and the case of headers are its own, and so are those that it adds. */
const essential = (request: string): string => {
  const [head = '', ...body] = request.split('\r\n\r\n');
  const [line = '', ...headers] = head.split('\r\n');
  const own = headers.map((header) => header.replace(/^[^:]+/, (name) => name.toLowerCase()));
  const added = /^(?:accept|accept-encoding|cache-control):/;
  return [line, ...own.filter((header) => !added.test(header)).sort(), '', ...body].join('\r\n');
};

/** GraphQL is left out of the migrated collection, and a whole pair in a variable arrives twice there. */
const isSame = (request: string): boolean => !/ \/(?:graphql|pair)/.test(request);

describe('on newman', () => {
  let sent: string[];
  beforeAll(async () => {
    sent = await sentOn(newmanEngine);
  });
  const requestTo = (target: string): string => sent.find((text) => text.split(' ')[1] === target) ?? 'none';
  const bodyOf = (target: string): string =>
    Buffer.from(requestTo(target).split('\r\n\r\n').slice(1).join('\r\n\r\n'), 'latin1').toString();

  test.each<[string, string]>([
    ['/json', '{\n  "2": "two",\n  "n": "5",\n  "deep": [\n    null,\n    1.5\n  ]\n}'],
    ['/xml', '<a>Wörd</a>'],
    ['/form', 'a%20b=c%26d%3DW%C3%B6rd%20%2B%C3%A9'],
    ['/file-type', '# Notes\n'],
    [
      '/graphql',
      '{"query":"query A($w: String) { a(w: $w) }","operationName":"A","variables":{\n  "w": "Wörd"\n}}',
    ],
    ['/graphql-alone', '{"query":"{ a }"}'],
    ['/off', ''],
    ['/literal', '{{name}} {{#each items}}{{this}}{{/each}} {{$name}} Wörd'],
    ['/methods/get', 'body of Wörd'],
    ['/methods/purge', 'body of Wörd'],
    ['/methods/frob', 'body of Wörd'],
  ])('the body of %s is what was declared', (target, body) => {
    expect(bodyOf(target)).toBe(body);
  });

  test('files are sent as they are, alone and as parts with their types', () => {
    const photo = '\x89PNG\r\n\x1a\n\x00\xff';
    expect(requestTo('/file')).toContain(photo);
    expect(requestTo('/file-type')).toContain('Content-Type: text/markdown');
    const parts = requestTo('/form-data').split('--BOUNDARY').slice(1, -1);
    expect(parts.map((part) => part.split('\r\n\r\n')[0]?.trim())).toEqual([
      'Content-Disposition: form-data; name="meta"\r\nContent-Type: application/json',
      'Content-Disposition: form-data; name="photo"; filename="photo.bin"\r\nContent-Type: image/png',
      'Content-Disposition: form-data; name="several"; filename="photo.bin"\r\nContent-Type: application/octet-stream',
      'Content-Disposition: form-data; name="several"; filename="notes.txt"\r\nContent-Type: application/octet-stream',
    ]);
    expect(parts[1]).toContain(photo);
  });

  test.each([
    '/query?wsdl&empty=&a%3Db=Smith%20%26%20Sons%20%232&plus=a%2Bb%20%25',
    '/pair?x=1',
    '/pictures/5.jpeg/a%20b/',
    '/fragment?a=1',
    '/port',
    '/unencoded?a=[b]',
  ])('the URL %s arrives', (target) => {
    expect(requestTo(target)).not.toBe('none');
  });

  test('headers are sent as declared, and those of Postman are not where they are switched off', () => {
    expect(requestTo('/headers')).toMatch(/X-Word: W.*\r\nX-Twice: 1\r\nX-Twice: 2\r\n/);
    expect(requestTo('/headers')).not.toContain('X-Off');
    expect(requestTo('/bare')).toBe('GET /bare HTTP/1.1\r\n\r\n');
  });

  test("Postman's current engine sends the same bytes", async () => {
    expect(await sentOn(runtimeEngine)).toEqual(sent);
  });

  test.skipIf(cli === undefined)('the Postman CLI sends the same bytes', async () => {
    expect(await sentOn(postmanCliEngine)).toEqual(sent);
  });

  test.skipIf(cli === undefined)(
    'the Postman CLI sends the same bytes after the migration to v3',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'postsmith-test-'));
      const postman = async (...parameters: string[]): Promise<void> => {
        const child = spawn(cli ?? '', parameters, {
          cwd: folder,
          env: { PATH: process.env['PATH'], HOME: folder },
          stdio: 'ignore',
        });
        expect([parameters[1], (await once(child, 'close'))[0]]).toEqual([parameters[1], 0]);
      };
      try {
        writeFileSync(join(folder, 'collection.json'), withoutGraphQL(collection));
        cpSync(join(root, 'files'), join(folder, 'files'), { recursive: true });
        writeFileSync(join(folder, 'environment.json'), JSON.stringify(environment()));
        await postman('collection', 'migrate', 'collection.json', '-o', 'migrated');
        await postman('collection', 'lint', 'migrated');
        await postman('collection', 'run', 'migrated', '-e', 'environment.json', '--working-dir', folder);
        expect(server.take().filter(isSame).map(essential)).toEqual(sent.filter(isSame).map(essential));
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});

test("Postman's own library reads every URL back as it stands", () => {
  const urls: { raw: string }[] = [];
  JSON.parse(collection, (key, value) => {
    if (key === 'url') urls.push(value);
    return value;
  });
  expect(urls.length).toBeGreaterThan(30);
  for (const url of urls) {
    const { raw } = url;
    expect(new sdk.Url(raw).getPathWithQuery(), raw).toBe(
      new sdk.Url({ ...url, variable: [] }).getPathWithQuery(),
    );
  }
});

test('ids, version, variables, examples and settings stand in the file', () => {
  expect(JSON.parse(collection)).toMatchObject({
    info: { version: '1.4.0' },
    variable: [
      { key: 'number', value: 5, type: 'number', description: 'a number' },
      { key: 'flag', value: true, type: 'boolean' },
      { key: 'unused', value: 'x', type: 'string', disabled: true },
    ],
  });
  expect(JSON.parse(environmentText)).toMatchObject({
    id: 'a96da01f-9abd-4d9d-80c7-02af85c822a8',
    values: [
      { key: 'base_url', description: 'Where the API is.', type: 'default', enabled: true },
      { key: 'port' },
      { key: 'word' },
      { key: 'pair' },
      { key: '1', value: 'switched off', enabled: false },
      { key: 'unused_key', value: '', description: 'Nobody asks for it.', type: 'secret' },
    ],
  });
});
