/** The questions of `postsmith init`, answered with the keys of a real pseudo-terminal. */

import { copyFile, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasPseudoTerminal, KEYS, runInTerminal, type Step } from './pseudo-terminal.ts';

const { enter, down, up, ctrlC, left } = KEYS;

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'postsmith-init-')));
});
afterEach(() => rm(folder, { recursive: true }));

const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');

// Short, as narrow terminals break the questions.
const START: Step = ['What does', 'okt'];
const OKTA: Step = ['Okta', enter];
const ES256: Step = ['How does', down + down + up + enter];
const GROUPS: Step = ['Which', `https://{{okta_domain}}/api/v1/groups${enter}`];

const NOTHING = ['.gitkeep'];

describe.skipIf(!hasPseudoTerminal)('at a terminal', { timeout: 120_000 }, () => {
  test.each([80, 24])('everything is asked, arrow keys and typing choose, in %d columns', async (columns) => {
    const steps: Step[] = [START, OKTA, ES256, GROUPS, ['Make its', left + enter]];
    const run = await runInTerminal(['init'], folder, steps, columns);
    expect(run).toMatchObject({ code: 0, left: [] });
    expect(run.shown).toContain('npx postsmith keygen ES256 --preset okta');
    const collection = await read('collections/okta.ts');
    expect(collection).toContain("authorizationServer: 'default', scope: 'orders.read', algorithm: 'ES256'");
    expect(collection).toContain("url: 'https://{{okta_domain}}/api/v1/groups'");
    expect(await readdir(folder)).not.toContain('keys');
  });

  test('what the command line says is not asked, and an empty line is what is usual', async () => {
    const parameters = ['init', 'okta', '--login', 'as-it-is'];
    const steps: Step[] = [
      ['Which address', enter],
      ['Make its key now?', enter],
    ];
    const run = await runInTerminal(parameters, folder, steps);
    expect(run).toMatchObject({ code: 0, left: [] });
    expect(run.shown).not.toContain('How does it log in?');
    expect(run.shown).not.toContain('PRIVATE KEY');
    expect(await read('.env')).toContain("CLIENT_PRIVATE_KEY='-----BEGIN PRIVATE KEY-----");
    expect(await read('collections/okta.ts')).toContain("url: 'https://{{okta_domain}}/api/v1/users'");
  });

  test('--yes asks nothing', async () => {
    const run = await runInTerminal(['init', 'okta', '--yes'], folder, []);
    expect(run.code).toBe(0);
    expect(run.shown).not.toContain('?\n');
    expect(run.shown).toContain('--url takes another.');
  });

  test('an answer that cannot be is asked for again, with the reason', async () => {
    const steps: Step[] = [
      ['Which address', `ftp://x${enter}`],
      ['must be absolute', `${'\u007F'.repeat(7)}https://x.example.com/y${enter}`],
    ];
    const run = await runInTerminal(['init', 'generic', '--login', 'as-it-is'], folder, steps);
    expect(run).toMatchObject({ code: 0, left: [] });
    expect(await read('collections/generic.ts')).toContain("url: 'https://x.example.com/y'");
  });

  test('a document and an exported collection are asked for by name', async () => {
    await copyFile(
      join(import.meta.dirname, '../sources/postman/bookshop-v2.1.json'),
      join(folder, 'shop.json'),
    );
    const shop: Step[] = [
      [START[0], down],
      ['A collection that was', enter],
      ['Which file is the exported collection?', `nowhere.json${enter}`],
      ['There is no file nowhere.json', `${'\u007F'.repeat(12)}shop.json${enter}`],
      ['Which file is its exported environment?', enter],
    ];
    expect(await runInTerminal(['init'], folder, shop)).toMatchObject({ code: 0, left: [] });
    expect(await readdir(join(folder, 'collections'))).toEqual(['bookshop-api', 'bookshop-api.ts']);
    const document = { openapi: '3.1.0', info: { title: 'Things', version: '1' }, paths: {} };
    await writeFile(join(folder, 'api.json'), JSON.stringify(document));
    const things: Step[] = [
      [START[0], enter],
      ['Where is the document?', `api.json${enter}`],
    ];
    const run = await runInTerminal(['init', '--overwrite'], folder, things);
    expect(run).toMatchObject({ code: 0, left: [] });
    expect(await read('collections/things.ts')).toContain("fromOpenAPI('../api.json')");
  });

  test.each<[string, Step[]]>([
    ['the first', [[START[0], ctrlC]]],
    ['a choice', [START, OKTA, ['How does it log in?', ctrlC]]],
    ['a line', [START, OKTA, ES256, ['Which address', `https://x${ctrlC}`]]],
    ['the last', [START, OKTA, ES256, GROUPS, ['Make its key now?', ctrlC]]],
  ])('Ctrl-C at %s question leaves nothing behind', async (_, steps) => {
    await writeFile(join(folder, '.gitkeep'), '');
    const run = await runInTerminal(['init'], folder, steps);
    expect(run).toMatchObject({ code: 130, left: [] });
    expect(run.shown).not.toContain('created');
    expect(run.shown).not.toContain('bug');
    expect(await readdir(folder)).toEqual(NOTHING);
  });
});
