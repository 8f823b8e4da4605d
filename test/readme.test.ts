/** README's own example builds and does what it says, and its links work from the npm package. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildProject } from '../src/build/build.ts';
import { presets } from '../src/presets/catalogue.ts';
import { temporaryProject } from './bundle/temporary-project.ts';
import { openSandbox } from './scripts/sandbox.ts';

const root = resolve(import.meta.dirname, '..');
const readme = readFileSync(resolve(root, 'README.md'), 'utf8');
const packed: readonly string[] = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')).files;

/** npm packs these whatever `files` says. */
const ALWAYS = ['README.md', 'LICENSE', 'package.json'];

test('every link leads to a file of the package', () => {
  for (const file of ['README.md', ...packed.filter((name) => name.endsWith('.md'))]) {
    const text = readFileSync(resolve(root, file), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => target);
    expect([file, links.filter((target) => ![...ALWAYS, ...packed].includes(target))]).toEqual([file, []]);
  }
});

test('every preset with a provider is named', () => {
  const text = readme.replaceAll(/\s+/g, ' ');
  for (const [name, facts] of Object.entries(presets))
    expect(text).toContain(name === 'generic' ? '`generic`' : facts.name);
});

describe('the example', () => {
  const project = temporaryProject('postsmith-readme-');
  afterAll(project.remove);
  const files = Object.fromEntries(
    [...readme.matchAll(/```ts\n\/\/ (\S+\.ts).*\n([^]*?)```/g)].map(([, path = '', text = '']) => [
      path,
      text,
    ]),
  );

  test('builds, sends its query, and keeps nothing that Postman would expand', async () => {
    expect(Object.keys(files)).toHaveLength(3);
    project.write(files);
    const { collections } = await buildProject(project.root);
    const [{ request, event }] = JSON.parse(collections[0]?.artifact.content ?? '').item[0].item;
    expect(request.url.raw).toBe('https://{{host}}/orders?page=1');
    const script: string = event[0].script.exec.join('\n');
    const sandbox = await openSandbox('newman');
    const keptFrom = async (id: string) => {
      const body = JSON.stringify({ orders: [{ id }] });
      const response = { code: 200, stream: Buffer.from(body) };
      return (await sandbox.run(script, { listen: 'test', response })).environment['order_id'];
    };
    expect(await keptFrom('o-1')).toBe('o-1');
    expect(await keptFrom('{{client_private_key}}')).toBeUndefined();
    sandbox.close();
  });
});
